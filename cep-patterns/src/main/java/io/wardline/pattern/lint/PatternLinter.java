// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.lint;

import io.wardline.pattern.Checked;
import io.wardline.pattern.Diagnostic;
import io.wardline.pattern.Diagnostic.Code;
import io.wardline.pattern.PatternSpec;
import io.wardline.pattern.catalog.PatternCatalog.Entry;
import io.wardline.pattern.catalog.PatternSource;
import io.wardline.pattern.condition.ConditionLibrary.SharedCondition;
import io.wardline.pattern.parse.Problems;
import io.wardline.pattern.testing.ScenarioReader;
import io.wardline.pattern.testing.TestFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds every mistake of the chosen patterns: those of their text, and those that only their meaning shows. */
public final class PatternLinter {
    private final PatternSelection selection;
    private final List<PatternSpec> live;

    public PatternLinter(PatternSelection selection) {
        this.selection = selection;
        this.live = selection.live();
    }

    /** Of everything chosen, and of the files that the set shares, each told once. */
    public List<Diagnostic> lint() {
        return selection.chosen().stream()
                .flatMap(pattern -> lint(pattern).stream())
                .distinct()
                .toList();
    }

    /** Of one pattern, its tests, and what it shares with others. */
    public List<Diagnostic> lint(PatternSource pattern) {
        List<Diagnostic> own = new ArrayList<>(ofText(pattern.file().name()).toList());
        Optional<Entry> entry = selection.entry(pattern);
        Problems inPattern = new Problems(pattern.file());
        Problems inTests = new Problems(pattern.tests());
        entry.ifPresent(found -> new MeaningChecks(found, inPattern).run(live));
        if (pattern.tests().text().isEmpty()) {
            inPattern.error(
                    new Places(pattern.file()).of("id"),
                    Code.P043,
                    "no tests.yaml beside it: write one with a case that tells and one that stays silent ('./wardline patterns new' shows both)");
        } else {
            Checked<TestFile> tests = ScenarioReader.read(pattern.tests());
            own.addAll(tests.diagnostics());
            tests.value()
                    .ifPresent(file -> entry.ifPresent(found -> {
                        TestChecks checks = new TestChecks(found, file);
                        checks.ofTests(inTests);
                        checks.ofPattern(inPattern);
                    }));
        }
        own.addAll(inPattern.all());
        own.addAll(inTests.all());
        own.sort(Comparator.comparing(Diagnostic::file)
                .thenComparingInt(Diagnostic::line)
                .thenComparingInt(Diagnostic::column)
                .thenComparing(Diagnostic::code));
        return Stream.concat(shared().stream(), own.stream()).toList();
    }

    /** What a pattern costs at most, when it checks. */
    public Optional<Cost> cost(PatternSource pattern) {
        return selection.entry(pattern).map(entry -> Cost.of(entry.spec(), entry.automata()));
    }

    private List<Diagnostic> shared() {
        Problems problems = new Problems(selection.catalog().conditionsFile());
        for (SharedCondition shared : selection.catalog().conditions().all()) {
            Possibilities.of(shared.condition())
                    .impossible()
                    .ifPresent(why -> problems.error(
                            new Places(problems.file()).ofCondition(shared.name(), "when"),
                            Code.P040,
                            "condition '%s' can never hold: %s".formatted(shared.name(), why)));
        }
        return Stream.concat(ofText(problems.file().name()), problems.all().stream())
                .toList();
    }

    private Stream<Diagnostic> ofText(String file) {
        return selection.catalog().diagnostics().stream()
                .filter(diagnostic -> diagnostic.file().equals(file));
    }
}
