// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.lint;

import io.wardline.pattern.catalog.PatternCatalog.Entry;
import io.wardline.pattern.flink.PatternCompiler;
import io.wardline.pattern.parse.SourceFile;
import io.wardline.pattern.testing.Rehearsal;
import io.wardline.pattern.testing.Scenario;
import io.wardline.pattern.testing.TestFile;
import io.wardline.pattern.testing.TestFile.AllowedMutant;
import java.util.List;
import java.util.stream.Stream;

/** Changes a pattern in ways that matter, and sees whether its cases notice. Cases that do not notice prove little. */
public final class MutationCheck {
    private MutationCheck() {}

    /**
     * What came of the changed patterns.
     *
     * @param mutants how many were tried
     * @param survivors those that no case noticed and no author allowed
     * @param allowed those that no case noticed and that are allowed
     */
    public record Result(int mutants, List<Mutant> survivors, List<Mutant> allowed) {
        public Result {
            survivors = List.copyOf(survivors);
            allowed = List.copyOf(allowed);
        }
    }

    /** Every change that is tried of a pattern. */
    public static List<Mutant> mutants(Entry entry) {
        return Mutants.of(entry.spec());
    }

    /** Tries every mutant of a pattern against its own cases and the innocent conversations. */
    public static Result run(Entry entry, SourceFile cleanCorpus) {
        return run(entry, PatternCases.read(entry.tests()), PatternCases.read(cleanCorpus));
    }

    /** The same, of files that are read already. */
    public static Result run(Entry entry, TestFile tests, TestFile cleanCorpus) {
        List<Scenario> own =
                tests.cases().stream().filter(scenario -> !scenario.todo()).toList();
        List<Scenario> innocent = cleanCorpus.cases();
        List<String> allowed =
                tests.allowedMutants().stream().map(AllowedMutant::mutant).toList();
        List<Mutant> mutants = mutants(entry);
        List<Mutant> unnoticed = mutants.stream()
                .filter(mutant -> !isNoticed(mutant, own, innocent))
                .toList();
        return new Result(
                mutants.size(),
                unnoticed.stream()
                        .filter(mutant -> !allowed.contains(mutant.name()))
                        .toList(),
                unnoticed.stream()
                        .filter(mutant -> allowed.contains(mutant.name()))
                        .toList());
    }

    private static boolean isNoticed(Mutant mutant, List<Scenario> own, List<Scenario> innocent) {
        try (Rehearsal rehearsal = new Rehearsal(PatternCompiler.compile(mutant.spec()))) {
            return Stream.concat(
                            own.stream().map(rehearsal::run), innocent.stream().map(rehearsal::runClean))
                    .anyMatch(outcome -> !outcome.passed());
        }
    }
}
