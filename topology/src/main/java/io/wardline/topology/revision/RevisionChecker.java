// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.revision;

import io.wardline.pattern.Checked;
import io.wardline.pattern.Diagnostic;
import io.wardline.pattern.PatternSpec;
import io.wardline.pattern.Status;
import io.wardline.pattern.catalog.PatternCatalog;
import io.wardline.pattern.check.PatternChecker;
import io.wardline.pattern.condition.ConditionLibrary;
import io.wardline.pattern.detect.Detector;
import io.wardline.pattern.flink.Automaton;
import io.wardline.pattern.flink.PatternCompiler;
import io.wardline.pattern.parse.SourceFile;
import io.wardline.topology.event.Event;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Checks a published revision as if nobody had before, and compiles it. */
final class RevisionChecker {
    private final ConditionLibrary conditions;

    /** @param conditions the shared conditions of the job, whatever its author's were */
    RevisionChecker(ConditionLibrary conditions) {
        this.conditions = conditions;
    }

    /** What became of a revision: what runs, or why it can't. */
    sealed interface Verdict {
        record Right(RunnableRevision revision) implements Verdict {}

        record Wrong(List<String> diagnostics) implements Verdict {
            public Wrong {
                diagnostics = List.copyOf(diagnostics);
            }
        }
    }

    Verdict check(Revision revision) {
        if (revision.state() == Revision.State.RETIRED) {
            // Its text is not looked at: a pattern must be stoppable whatever is wrong with it.
            return new Verdict.Right(runnable(revision, List.of()));
        }
        if (!PatternCatalog.hash(revision.yaml()).equals(revision.hash())) {
            return wrong("its hash is not that of its yaml: publish it again with ./wardline patterns publish");
        }
        try {
            return compiled(revision);
        } catch (RuntimeException | StackOverflowError e) {
            // The checker promises not to throw. If it does, one author's text must not take the job with it.
            return wrong("can't be compiled (" + e.getClass().getName() + "): report the pattern as a bug");
        }
    }

    private Verdict compiled(Revision revision) {
        SourceFile file = new SourceFile(revision.patternId() + "/pattern.yaml", revision.yaml());
        Checked<PatternSpec> checked = PatternChecker.check(file, revision.patternId(), conditions);
        if (checked.value().isEmpty()) {
            return new Verdict.Wrong(checked.diagnostics().stream()
                    .filter(Diagnostic::isError)
                    .map(Diagnostic::render)
                    .toList());
        }
        PatternSpec spec = checked.value().get();
        if (spec.revision() != revision.revision()) {
            return wrong("published as revision %d, but its text says revision %d: publish it again with"
                            .formatted(revision.revision(), spec.revision())
                    + " ./wardline patterns publish");
        }
        // Where it tells is decided by who published it, not by the status in the text.
        List<Automaton> automata = PatternCompiler.compile(spec.publishedAs(
                revision.state() == Revision.State.LIVE ? Status.LIVE : Status.SHADOW,
                Optional.ofNullable(revision.effectiveFromMillis()).map(Instant::ofEpochMilli)));
        // Flink's own checks of a pattern come with its NFA. Tried alone, a mistake is this pattern's and not
        // everyone's.
        new Detector<Event>(automata, (automaton, reason) -> {}).close();
        return new Verdict.Right(runnable(revision, automata));
    }

    private static RunnableRevision runnable(Revision revision, List<Automaton> automata) {
        Long from = revision.effectiveFromMillis();
        return new RunnableRevision(
                revision.patternId(),
                revision.revision(),
                revision.hash(),
                revision.state(),
                from == null ? RunnableRevision.ALWAYS : from,
                automata);
    }

    private static Verdict wrong(String reason) {
        return new Verdict.Wrong(List.of(reason));
    }
}
