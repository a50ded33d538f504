// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.detect;

import static io.wardline.pattern.detect.Steps.pattern;
import static io.wardline.pattern.detect.Steps.silent;
import static io.wardline.pattern.detect.Steps.telling;
import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.pattern.Condition;
import io.wardline.pattern.Evidence;
import io.wardline.pattern.Role;
import io.wardline.pattern.Step;
import io.wardline.pattern.Times;
import io.wardline.pattern.flink.Automaton;
import io.wardline.pattern.testing.ScenarioEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A full conversation that someone floods must not hold up the others of its subtask. What one event may cost is stated in tests of
 * conditions and in runs of Flink's automaton, which is what the time is made of. {@link Steps#WINDOW} is 10 ms; all of a flood
 * comes within it.
 */
class FloodTest {
    private static final int FULL = 512;

    /** Static, since Flink asks that a condition can be serialised. */
    private static final AtomicLong TESTS = new AtomicLong();

    private final Step image = silent("image", Role.OFFENDER, counted("image"));
    private final Step threat = silent("threat", Role.OFFENDER, counted("threat"));
    private final Step perhapsThreat = new Step(
            "threat", Role.OFFENDER, "…", counted("threat"), Optional.empty(), Optional.empty(), true, Times.ONCE);
    private final Step manyThreats = new Step(
            "threat",
            Role.OFFENDER,
            "…",
            counted("threat"),
            Optional.empty(),
            Optional.empty(),
            false,
            new Times(2, 8));
    private final Step demand = telling("demand", Role.OFFENDER, counted("demand"));

    @Test
    void aChainTestsEachEventOnceForEachStepAndRunsOnce() {
        Cost cost = cost(List.of(image, threat, demand), i -> "image threat demand");
        assertThat(cost.told()).containsExactly("e509 e510 e511");
        assertThat(cost.runs()).isEqualTo(1);
        // The three of them, and once more in the run; and that the arrival decides.
        assertThat(cost.tests()).isLessThanOrEqualTo(3 * FULL + 20);
    }

    @Test
    void aLaterStartGoesOnWhereTheOneBeforeItHasCome() {
        Cost cost = cost(
                List.of(image, threat, demand), i -> i == FULL - 1 ? "demand" : i == FULL - 2 ? "threat" : "image");
        assertThat(cost.told()).containsExactly("e0 e510 e511");
        assertThat(cost.tests()).isLessThanOrEqualTo(3 * FULL + 20);
    }

    @Test
    void aChainWithoutItsMiddleRunsNot() {
        Cost cost = cost(List.of(image, threat, demand), i -> i < FULL - 1 ? "image" : "demand");
        assertThat(cost.told()).isEmpty();
        assertThat(cost.runs()).isZero();
    }

    @Test
    void theEarliestStartThatComesToTheEventIsTheOnlyOneTried() {
        Cost cost = cost(
                List.of(image, perhapsThreat, demand), i -> i == FULL - 1 ? "demand" : i % 2 == 0 ? "image" : "threat");
        assertThat(cost.told()).containsExactly("e0 e1 e511");
        assertThat(cost.runs()).isEqualTo(1);
    }

    @Test
    void aRunIsOverWhenWhatItBeganIsOver() {
        // From each image the next event but one completes it, so a run tests some events and not all that follow.
        Cost cost = cost(List.of(image, manyThreats, demand), i -> "image threat demand");
        assertThat(cost.told()).hasSize(1);
        assertThat(cost.runs()).isLessThan(FULL);
        assertThat(cost.tests()).as("of %d pairs", FULL * FULL / 2).isLessThan(100 * FULL);
    }

    @Test
    void aStartThatCannotComeToTheEndRunsNot() {
        // Two threats are asked for, and there is one.
        Cost cost = cost(
                List.of(image, manyThreats, demand),
                i -> i == FULL - 1 ? "demand" : i == FULL - 2 ? "threat" : "image");
        assertThat(cost.told()).isEmpty();
        assertThat(cost.runs()).isZero();
    }

    private record Cost(List<String> told, long runs, long tests) {}

    /** What the last event of a full conversation costs, and tells. */
    private Cost cost(List<Step> steps, IntFunction<String> kinds) {
        List<Automaton> automata = pattern("flooded", steps.toArray(new Step[0]));
        List<ScenarioEvent> log = new ArrayList<>(
                IntStream.range(0, FULL).mapToObj(i -> event(i, kinds.apply(i))).toList());
        ScenarioEvent last = log.remove(FULL - 1);
        try (Detector<ScenarioEvent> detector = Conversation.detector(automata)) {
            TESTS.set(0);
            List<String> told = detector.arrive(log, last, 0).stream()
                    .map(finding -> String.join(
                            " ", ((Finding.New<ScenarioEvent>) finding).match().eventIds()))
                    .toList();
            return new Cost(told, detector.automatonRuns(), TESTS.get());
        }
    }

    private static ScenarioEvent event(int number, String kinds) {
        return new ScenarioEvent(
                "e" + number, number / 64, "eve", kinds, Map.of(), Evidence.NO_PAYMENT, Evidence.NO_PAYMENT, 0, false);
    }

    private static Condition counted(String kind) {
        return event -> {
            TESTS.incrementAndGet();
            return event.kind().contains(kind);
        };
    }
}
