// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.lint;

import io.wardline.pattern.catalog.PatternCatalog.Entry;
import io.wardline.pattern.parse.SourceFile;
import io.wardline.pattern.testing.Rehearsal;
import io.wardline.pattern.testing.ScenarioReader;
import io.wardline.pattern.testing.TestFile;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Runs what is written about a pattern: its own cases and the innocent conversations. */
public final class PatternCases {
    private PatternCases() {}

    /**
     * Every case of one pattern, then every innocent conversation against it. A file that has mistakes counts as empty here; the
     * linter tells of them.
     */
    public static List<CaseReport> run(Entry entry, SourceFile cleanCorpus) {
        return run(entry, read(entry.tests()), cleanCorpus, read(cleanCorpus), name -> true);
    }

    /**
     * The same, of files that are read already.
     *
     * @param wanted which cases, by their name
     */
    public static List<CaseReport> run(
            Entry entry, TestFile tests, SourceFile cleanCorpus, TestFile innocent, Predicate<String> wanted) {
        String id = entry.spec().id();
        List<CaseReport> reports = new ArrayList<>();
        try (Rehearsal rehearsal = new Rehearsal(entry.automata())) {
            tests.cases().stream()
                    .filter(scenario -> wanted.test(scenario.name()))
                    .forEach(scenario -> reports.add(new CaseReport(entry.tests(), id, rehearsal.run(scenario))));
            innocent.cases().stream()
                    .filter(scenario -> wanted.test(scenario.name()))
                    .forEach(scenario -> reports.add(new CaseReport(cleanCorpus, id, rehearsal.runClean(scenario))));
        }
        return reports;
    }

    /** What a file holds; nothing when it is empty or has mistakes. */
    static TestFile read(SourceFile file) {
        TestFile none = new TestFile(List.of(), List.of());
        return file.text().isEmpty() ? none : ScenarioReader.read(file).value().orElse(none);
    }
}
