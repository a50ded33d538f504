// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.lint;

import io.wardline.pattern.Diagnostic;
import io.wardline.pattern.catalog.PatternCatalog.Entry;
import io.wardline.pattern.catalog.PatternSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a pattern may be published: no error is found in it or in what it rests on, and all its cases come out as they claim. */
public final class PublishGate {
    private PublishGate() {}

    /**
     * What the gate says of one pattern.
     *
     * @param entry the pattern, when it checks at all
     * @param diagnostics errors and warnings of its files and of the shared conditions
     * @param failures cases that failed, its own and innocent conversations
     */
    public record Verdict(
            String patternId, Optional<Entry> entry, List<Diagnostic> diagnostics, List<CaseReport> failures) {
        public Verdict {
            diagnostics = List.copyOf(diagnostics);
            failures = List.copyOf(failures);
        }

        /** Whether it may be published. */
        public boolean open() {
            return entry.isPresent() && !Diagnostic.anyError(diagnostics) && failures.isEmpty();
        }

        /** Everything that was found, warnings included, as an author reads it; empty when there is nothing. */
        public String render() {
            List<String> parts = new ArrayList<>();
            diagnostics.forEach(diagnostic -> parts.add(diagnostic.render()));
            failures.forEach(failure -> parts.add(failure.render()));
            return String.join("\n", parts);
        }
    }

    /** Asks of one of the chosen patterns of a {@link PatternSelection}, linting and running its cases. */
    public static Verdict check(PatternSelection selection, PatternSource pattern) {
        Optional<Entry> entry = selection.entry(pattern);
        List<CaseReport> failures =
                entry.map(found -> PatternCases.run(found, selection.cleanCorpus())).orElse(List.of()).stream()
                        .filter(CaseReport::failed)
                        .toList();
        return new Verdict(pattern.id(), entry, new PatternLinter(selection).lint(pattern), failures);
    }

    /** Asks of every chosen pattern, in their order. */
    public static List<Verdict> check(PatternSelection selection) {
        return selection.chosen().stream()
                .map(pattern -> check(selection, pattern))
                .toList();
    }
}
