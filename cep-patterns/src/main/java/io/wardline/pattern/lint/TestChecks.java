// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.lint;

import io.wardline.pattern.Absence;
import io.wardline.pattern.Diagnostic.Code;
import io.wardline.pattern.Link;
import io.wardline.pattern.Sequence;
import io.wardline.pattern.catalog.PatternCatalog.Entry;
import io.wardline.pattern.parse.Problems;
import io.wardline.pattern.parse.Suggestion;
import io.wardline.pattern.testing.Scenario;
import io.wardline.pattern.testing.TestFile;
import java.util.List;
import java.util.stream.Collectors;

/** Whether a pattern's tests show what it tells, and as often what it does not. */
final class TestChecks {
    private final Entry entry;
    private final TestFile tests;

    TestChecks(Entry entry, TestFile tests) {
        this.entry = entry;
        this.tests = tests;
    }

    /** What the test file lacks, told in the test file. */
    void ofTests(Problems problems) {
        long telling = tests.cases().stream().filter(Scenario::isTelling).count();
        long silent = tests.cases().size() - telling;
        int place = new Places(problems.file()).of("cases");
        if (telling == 0) {
            problems.error(place, Code.P044, "no case tells anything; show at least one that the pattern is for");
        }
        if (silent == 0) {
            problems.error(place, Code.P045, "no case stays silent; show at least one that nearly tells");
        } else if (silent < telling) {
            problems.error(
                    place,
                    Code.P046,
                    "%d cases tell and only %d stay silent; show at least as many that nearly tell: another role, a step that is missing, a time past the window"
                            .formatted(telling, silent));
        }
        if (tests.cases().stream().noneMatch(Scenario::outOfOrder)) {
            problems.warning(
                    place,
                    Code.P047,
                    "in no case do events arrive out of order, as they will in life; give one an 'arrives'");
        }
        claims(problems);
        mutants(problems);
    }

    private void claims(Problems problems) {
        List<String> told =
                entry.automata().stream().map(automaton -> automaton.step()).toList();
        tests.cases().stream()
                .flatMap(scenario -> scenario.tells().stream())
                .filter(claim -> !told.contains(claim.step()))
                .forEach(claim -> problems.error(
                        claim.index(),
                        Code.P050,
                        "'%s' tells at %s, never at '%s'%s"
                                .formatted(
                                        entry.spec().id(),
                                        told.stream().map("'%s'"::formatted).collect(Collectors.joining(" and ")),
                                        claim.step(),
                                        Suggestion.of(claim.step(), told))));
    }

    private void mutants(Problems problems) {
        List<String> names = Mutants.of(entry.spec()).stream().map(Mutant::name).toList();
        tests.allowedMutants().stream()
                .filter(allowed -> !names.contains(allowed.mutant()))
                .forEach(allowed -> problems.error(
                        allowed.index(),
                        Code.P051,
                        "the pattern has no mutant '%s'%s; './wardline patterns test' names those that survive"
                                .formatted(allowed.mutant(), Suggestion.of(allowed.mutant(), names))));
    }

    /** What no case shows, told in the pattern. */
    void ofPattern(Problems problems) {
        if (tests.cases().stream().noneMatch(Scenario::isTelling)) {
            return; // told of already
        }
        Places places = new Places(problems.file());
        List<String> shown = tests.cases().stream()
                .filter(scenario -> !scenario.todo())
                .flatMap(scenario -> scenario.tells().stream())
                .map(Scenario.Expectation::step)
                .toList();
        List<Sequence> alternatives = entry.spec().alternatives();
        for (int i = 0; i < alternatives.size(); i++) {
            for (Link link : alternatives.get(i).links()) {
                boolean first = firstWith(link.name()) == i;
                if (link.emit().isPresent() && first && !shown.contains(link.name())) {
                    String what = link instanceof Absence ? "absence" : "step";
                    problems.error(
                            places.ofLink(i, link),
                            Code.P048,
                            "no case shows what %s '%s' tells; add one whose 'tells' names it"
                                    .formatted(what, link.name()));
                }
            }
        }
    }

    /** Told once, though several alternatives may lead to it. */
    private int firstWith(String name) {
        List<Sequence> alternatives = entry.spec().alternatives();
        for (int i = 0; i < alternatives.size(); i++) {
            if (alternatives.get(i).links().stream()
                    .anyMatch(link -> link.name().equals(name))) {
                return i;
            }
        }
        return -1;
    }
}
