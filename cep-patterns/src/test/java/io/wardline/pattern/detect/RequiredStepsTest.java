// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.pattern.Condition;
import io.wardline.pattern.catalog.PatternCatalog;
import io.wardline.pattern.testing.ScenarioEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An automaton is left out exactly when each of its ways lacks an event in the log. */
class RequiredStepsTest {
    private static final ScenarioEvent CONTACT = event("CONTACT", Map.of());
    private static final ScenarioEvent THREAT = event("MESSAGE", Map.of("threat_exposure", 0.9));
    private static final Condition ANY = event -> true;

    @Test
    void isLeftOutWhenOneStepHasNoEvent() {
        RequiredSteps steps = new RequiredSteps();
        steps.add(List.of(List.of(shared("contact"), shared("threat"))));

        assertThat(steps.mayMatch(0, steps.in(List.of(CONTACT)))).isFalse();
        assertThat(steps.mayMatch(0, steps.in(List.of(THREAT)))).isFalse();
        assertThat(steps.mayMatch(0, steps.in(List.of(THREAT, CONTACT)))).isTrue();
    }

    @Test
    void oneWayThatMayBeTakenIsEnough() {
        RequiredSteps steps = new RequiredSteps();
        steps.add(List.of(List.of(shared("threat"), shared("demand")), List.of(shared("contact"))));

        assertThat(steps.mayMatch(0, steps.in(List.of(CONTACT)))).isTrue();
        assertThat(steps.mayMatch(0, steps.in(List.of(THREAT)))).isFalse();
    }

    @Test
    void automataAreToldApart() {
        RequiredSteps steps = new RequiredSteps();
        steps.add(List.of(List.of(shared("contact"))));
        steps.add(List.of(List.of(shared("threat"))));

        assertThat(steps.mayMatch(0, steps.in(List.of(THREAT)))).isFalse();
        assertThat(steps.mayMatch(1, steps.in(List.of(THREAT)))).isTrue();
    }

    @Test
    void aStepOfWhichNothingIsKnownLeavesNobodyOut() {
        RequiredSteps steps = new RequiredSteps();
        steps.add(List.of(List.of(ANY)));

        assertThat(steps.mayMatch(0, steps.in(List.of()))).isTrue();
    }

    private static Condition shared(String name) {
        return PatternCatalog.bundled().conditions().all().stream()
                .filter(shared -> shared.name().equals(name))
                .findFirst()
                .orElseThrow()
                .condition();
    }

    private static ScenarioEvent event(String kind, Map<String, Double> signals) {
        return new ScenarioEvent("e", 0, "alex", kind, signals, "NONE", "NONE", 0, false);
    }
}
