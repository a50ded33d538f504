// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wardline.pattern.ConditionFailedException;
import io.wardline.pattern.Observation;
import io.wardline.pattern.Role;
import io.wardline.pattern.Step;
import io.wardline.pattern.catalog.PatternCatalog;
import io.wardline.pattern.check.PatternChecker;
import io.wardline.pattern.flink.Automaton.Variant;
import io.wardline.pattern.parse.SourceFile;
import io.wardline.pattern.testing.ScenarioEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a checked pattern becomes, beyond what scenarios show. */
class PatternCompilerTest {
    private static final PatternCatalog BUNDLED = PatternCatalog.bundled();

    @Test
    void eachAlternativeThatHoldsTheStepIsAVariantThatEndsThere() {
        List<Automaton> automata = BUNDLED.find("full-sequence").orElseThrow().automata();
        assertThat(automata).extracting(Automaton::step).containsExactly("threat", "payment");
        assertThat(steps(automata.get(0))).containsExactly(List.of("contact", "image", "threat"));
        assertThat(steps(automata.get(1)))
                .containsExactly(
                        List.of("contact", "image", "threat", "payment"), List.of("contact", "image", "payment"));
    }

    @Test
    void theLastStepDecides() {
        for (Automaton automaton : BUNDLED.automata()) {
            for (Variant variant : automaton.variants()) {
                Step last = variant.deciding();
                assertThat(last.name())
                        .isEqualTo(automaton.step())
                        .isEqualTo(variant.pattern().getName());
                assertThat(last.by()).isNotEqualTo(Role.ANYONE);
            }
        }
    }

    @Test
    void anInterpretedConditionMatchesInTheAutomaton() {
        Automaton automaton = compiled("signals.grooming + signals.csa_discussion >= 1.2");
        assertThat(matches(automaton, Map.of("grooming", 0.7, "csa_discussion", 0.6), 0))
                .hasSize(1);
        assertThat(matches(automaton, Map.of("grooming", 0.7), 0)).isEmpty();
    }

    @Test
    void aConditionThatFailsIsNamedByTheCause() {
        Automaton automaton = compiled("10 / media.count > 1");
        assertThat(matches(automaton, Map.of(), 2)).hasSize(1);
        assertThatThrownBy(() -> matches(automaton, Map.of(), 0))
                .hasRootCauseInstanceOf(ConditionFailedException.class)
                .hasRootCauseMessage("condition example/only failed: DIVIDE_BY_ZERO");
    }

    private static List<List<String>> steps(Automaton automaton) {
        return automaton.variants().stream()
                .map(variant -> variant.steps().stream().map(Step::name).toList())
                .toList();
    }

    private static Automaton compiled(String when) {
        String yaml =
                """
                id: example
                title: a title
                revision: 1
                status: live
                owner: an owner
                why: a reason
                window: 1h
                sequence:
                  - step: only
                    by: offender
                    when: %s
                    emit: {severity: LOW, explanation: text}
                """
                        .formatted(when);
        return PatternCompiler.compile(
                        PatternChecker.check(new SourceFile("p.yaml", yaml), "example", BUNDLED.conditions())
                                .orThrow())
                .get(0);
    }

    private static List<List<Bound<ScenarioEvent>>> matches(
            Automaton automaton, Map<String, Double> signals, int mediaCount) {
        ScenarioEvent event = new ScenarioEvent(
                "e", 1, "s", "MEDIA", signals, Observation.NO_PAYMENT, Observation.NO_PAYMENT, mediaCount, false);
        return StockCep.matches(automaton.variants().get(0).pattern(), List.of(new Bound<>(event, true)));
    }
}
