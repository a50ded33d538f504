// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.patterns;

import io.wardline.pattern.Checked;
import io.wardline.pattern.Diagnostic;
import io.wardline.pattern.catalog.PatternCatalog.Entry;
import io.wardline.pattern.catalog.PatternSource;
import io.wardline.pattern.lint.CaseReport;
import io.wardline.pattern.lint.Mutant;
import io.wardline.pattern.lint.MutationCheck;
import io.wardline.pattern.lint.PatternCases;
import io.wardline.pattern.lint.PatternSelection;
import io.wardline.pattern.testing.ScenarioReader;
import io.wardline.pattern.testing.TestFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What became of one pattern's tests.
 *
 * @param diagnostics mistakes because of which they could not be run
 * @param nanos that reading and running the cases took, mutants aside
 * @param mutants how many were tried
 */
record PatternRun(
        String id,
        List<Diagnostic> diagnostics,
        List<CaseReport> reports,
        long nanos,
        int mutants,
        List<Mutant> survivors,
        List<Mutant> allowed) {
    private static final TestFile NONE = new TestFile(List.of(), List.of());

    /**
     * Runs one pattern's tests.
     *
     * @param innocent the clean corpus of the selection, read
     * @param cases which cases are wanted, by name
     */
    static PatternRun of(
            PatternSelection selection,
            PatternSource pattern,
            Checked<TestFile> innocent,
            Predicate<String> cases,
            boolean mutations) {
        long start = System.nanoTime();
        Checked<TestFile> tests = pattern.tests().text().isEmpty()
                ? Checked.right(NONE, List.of())
                : ScenarioReader.read(pattern.tests());
        List<Diagnostic> mistakes = mistakes(selection, pattern);
        mistakes.addAll(tests.diagnostics());
        mistakes.addAll(innocent.diagnostics());
        Optional<Entry> entry = selection.entry(pattern);
        if (entry.isEmpty() || !mistakes.isEmpty()) {
            return new PatternRun(pattern.id(), mistakes, List.of(), 0, 0, List.of(), List.of());
        }
        TestFile own = tests.orThrow();
        List<CaseReport> reports =
                PatternCases.run(entry.get(), own, selection.cleanCorpus(), innocent.orThrow(), cases);
        long nanos = System.nanoTime() - start;
        boolean red = reports.stream().anyMatch(CaseReport::failed);
        // Cases that fail on the pattern itself would seem to catch every mutant.
        MutationCheck.Result result = mutations && !red
                ? MutationCheck.run(entry.get(), own, innocent.orThrow())
                : new MutationCheck.Result(0, List.of(), List.of());
        return new PatternRun(
                pattern.id(), mistakes, reports, nanos, result.mutants(), result.survivors(), result.allowed());
    }

    private static List<Diagnostic> mistakes(PatternSelection selection, PatternSource pattern) {
        List<String> files = List.of(
                pattern.file().name(), selection.catalog().conditionsFile().name());
        return new ArrayList<>(selection.catalog().diagnostics().stream()
                .filter(Diagnostic::isError)
                .filter(mistake -> files.contains(mistake.file()))
                .toList());
    }

    /** Mistakes, a case that fails and is not to do, or a mutant that nobody notices. */
    boolean failed() {
        return !diagnostics.isEmpty() || reports.stream().anyMatch(CaseReport::failed) || !survivors.isEmpty();
    }

    long todo() {
        return reports.stream()
                .filter(report -> report.outcome().scenario().todo())
                .count();
    }

    long millis() {
        return Math.round(nanos / 1e6);
    }
}
