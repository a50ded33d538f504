// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.revision;

import io.wardline.pattern.PatternSpec;
import io.wardline.pattern.Status;
import io.wardline.pattern.catalog.PatternCatalog;
import io.wardline.pattern.catalog.PatternTexts;
import io.wardline.pattern.check.PatternChecker;
import io.wardline.pattern.condition.ConditionLibrary;
import io.wardline.pattern.flink.Automaton;
import io.wardline.pattern.flink.PatternCompiler;
import io.wardline.pattern.parse.SourceFile;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** Where a subtask gets the patterns from that it starts with: automata can't be serialised, so their source travels. */
@FunctionalInterface
public interface PatternStart extends Serializable {
    /** Compiles the patterns. */
    Patterns load();

    /** Texts that checked before. */
    static PatternStart of(PatternTexts texts) {
        return of(texts, List.of());
    }

    /** Texts that checked before, with earlier revisions of them, in their order. */
    static PatternStart of(PatternTexts texts, List<Earlier> earlier) {
        List<Earlier> travels = new ArrayList<>(earlier);
        return () -> Patterns.of(PatternCatalog.of(texts), travels);
    }

    /** The text of a revision that a later one followed. */
    record Earlier(String patternId, String yaml) implements Serializable {}

    /**
     * What a job starts with.
     *
     * @param conditions the shared conditions, which published revisions may use too
     * @param revisions those that run, older ones of a pattern before newer ones
     */
    record Patterns(ConditionLibrary conditions, List<RunnableRevision> revisions) {
        public Patterns {
            revisions = List.copyOf(revisions);
        }

        /** A draft is not run, and a published revision of its id is the first. */
        static Patterns of(PatternCatalog catalog, List<Earlier> earlier) {
            List<RunnableRevision> revisions = new ArrayList<>();
            for (Earlier text : earlier) {
                SourceFile file = new SourceFile(text.patternId() + "/pattern.yaml", text.yaml());
                PatternSpec spec = PatternChecker.check(file, text.patternId(), catalog.conditions())
                        .orThrow();
                add(spec, PatternCatalog.hash(text.yaml()), PatternCompiler.compile(spec), revisions);
            }
            catalog.entries().forEach(entry -> add(entry.spec(), entry.hash(), entry.automata(), revisions));
            return new Patterns(catalog.conditions(), revisions);
        }

        private static void add(
                PatternSpec spec, String hash, List<Automaton> automata, List<RunnableRevision> revisions) {
            if (spec.status() != Status.DRAFT) {
                revisions.add(new RunnableRevision(
                        spec.id(),
                        spec.revision(),
                        hash,
                        Revision.State.valueOf(spec.status().name()),
                        // Every pattern emits something, and all of it from the same time on.
                        automata.get(0).decidesFrom(),
                        spec.status().runs() ? automata : List.of()));
            }
        }
    }
}
