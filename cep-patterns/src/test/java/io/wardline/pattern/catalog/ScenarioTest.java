// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.wardline.pattern.catalog.PatternCatalog.Entry;
import io.wardline.pattern.flink.StockDetection;
import io.wardline.pattern.testing.Scenario;
import io.wardline.pattern.testing.ScenarioReader;
import io.wardline.pattern.testing.ScenarioRunner;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every case that is written beside a bundled pattern, run by stock Flink CEP. */
class ScenarioTest {
    private static final PatternCatalog BUNDLED = PatternCatalog.bundled();
    private static final ScenarioRunner RUNNER = new ScenarioRunner(new StockDetection());

    @TestFactory
    Stream<DynamicTest> everyCaseTellsWhatItClaims() {
        return BUNDLED.entries().stream().flatMap(entry -> cases(entry).stream()
                .map(scenario -> dynamicTest(entry.spec().id() + " " + scenario.name(), () -> assertThat(
                                RUNNER.run(entry.spec().id(), entry.automata(), scenario)
                                        .render())
                        .isEmpty())));
    }

    @TestFactory
    Stream<DynamicTest> noPatternTellsOfTheInnocent() {
        return ScenarioReader.check(BUNDLED.cleanCorpus()).orThrow().stream()
                .map(scenario -> dynamicTest(scenario.name(), () -> assertThat(
                                RUNNER.runClean(BUNDLED.automata(), scenario).render())
                        .isEmpty()));
    }

    @Test
    void everyPatternHasACaseThatFiresOneThatDoesNotAndOneOutOfOrder() {
        for (Entry entry : BUNDLED.entries()) {
            assertThat(cases(entry))
                    .as(entry.spec().id())
                    .anyMatch(scenario -> !scenario.tells().isEmpty())
                    .anyMatch(scenario -> scenario.tells().isEmpty())
                    .anyMatch(Scenario::outOfOrder);
        }
    }

    @Test
    void everyEmittingStepIsToldByACase() {
        for (Entry entry : BUNDLED.entries()) {
            assertThat(entry.automata()).allSatisfy(automaton -> assertThat(cases(entry).stream()
                            .flatMap(scenario -> scenario.tells().stream())
                            .map(Scenario.Expectation::step))
                    .contains(automaton.step()));
        }
    }

    private static List<Scenario> cases(Entry entry) {
        return ScenarioReader.check(entry.tests()).orThrow();
    }
}
