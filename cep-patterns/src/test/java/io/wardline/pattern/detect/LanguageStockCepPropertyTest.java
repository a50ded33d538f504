// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.wardline.pattern.flink.Automaton;
import io.wardline.pattern.testing.ScenarioEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The promise for every construct of the language: once all events have arrived, in whatever order, and all that waits has been told, the
 * standing matches are those that stock Flink CEP finds on the sorted conversation, under the contract's choice. Method: random patterns
 * of the whole language as YAML through the checker, random conversations and clocks; the findings are folded as a reader would, and
 * compared with Flink's own operator in its own harness, which runs the pattern as the reference describes it ({@link LanguageOracle}).
 *
 * <p>{@code -Dwardline.language.cases=N} makes a long run, {@code -Dwardline.language.seed=S} repeats one.
 */
class LanguageStockCepPropertyTest {
    private static final int CASES = Integer.getInteger("wardline.language.cases", 10_000);
    private static final long SEED = Long.getLong("wardline.language.seed", new Random().nextLong());

    /** So many conversations share their patterns, and so one operator of Flink's for each way through them. */
    private static final int ALIKE = 32;

    private static final long END = 1_000_000_000;

    private long matches;
    private long changes;
    private long ends;
    private long waited;

    @Test
    void standingMatchesAreThoseOfStockCepWhateverTheOrderOfArrivalAndTheClock() {
        System.out.printf("%d cases of the whole language from seed %d%n", CASES, SEED);
        long seed = SEED;
        while (seed < SEED + CASES) {
            long next = Math.min((Math.floorDiv(seed, ALIKE) + 1) * ALIKE, SEED + CASES);
            check(LongStream.range(seed, next)
                    .mapToObj(one -> LanguageCase.of(one, ALIKE))
                    .toList());
            seed = next;
        }
        System.out.printf(
                "%d standing matches, %d changed, %d vanished, %d told by the clock%n", matches, changes, ends, waited);
        if (CASES >= 1_000) {
            assertThat(matches).as("standing matches").isGreaterThan(CASES);
            assertThat(changes).as("changed findings").isGreaterThan(CASES / 20);
            assertThat(ends).as("vanished findings").isGreaterThan(CASES / 20);
            assertThat(waited).as("findings told by the clock").isGreaterThan(CASES / 20);
        }
    }

    private void check(List<LanguageCase> alike) {
        List<Automaton> automata = alike.get(0).automata();
        List<Map<Standing.Key, List<String>>> expected = LanguageOracle.standing(
                alike.get(0).patterns(), alike.stream().map(LanguageCase::log).toList());
        try (Detector<ScenarioEvent> detector = Conversation.detector(automata)) {
            for (int i = 0; i < alike.size(); i++) {
                try {
                    checked(detector, alike.get(i), expected.get(i));
                } catch (AssertionError | RuntimeException broken) {
                    LanguageCase small = smallestBroken(alike.get(i));
                    fail(
                            "repeat with -Dwardline.language.cases=1 -Dwardline.language.seed=%d%n%s%nsmallest part of the case that is broken:%n%s%n%s"
                                    .formatted(alike.get(i).seed(), broken, small.describe(), reason(small)));
                }
            }
        }
    }

    private void checked(
            Detector<ScenarioEvent> detector, LanguageCase language, Map<Standing.Key, List<String>> expected) {
        Standing asArrived = deliver(detector, language);
        assertThat(asArrived.evidence()).as("as arrived").isEqualTo(expected);
        Standing inOrder = deliver(detector, language.inOrder());
        assertThat(inOrder.evidence()).as("in order").isEqualTo(expected);
        assertThat(inOrder.changes() + inOrder.ends())
                .as("corrections in order")
                .isZero();
        assertThat(detector.standing(language.log(), END))
                .as("standing at the end")
                .hasSize(expected.size());
        matches += expected.size();
        changes += asArrived.changes();
        ends += asArrived.ends();
    }

    /** The detector's caller: before an arrival is told, everything due up to the clock is. */
    private Standing deliver(Detector<ScenarioEvent> detector, LanguageCase language) {
        Standing standing = new Standing();
        List<ScenarioEvent> log = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        long told = Long.MIN_VALUE;
        for (int i = 0; i < language.arrivals().size(); i++) {
            ScenarioEvent arrival = language.arrivals().get(i);
            long clock = language.clocks().get(i);
            tellDue(detector, log, told, clock, standing);
            told = clock;
            if (seen.add(arrival.eventId())) {
                standing.take(detector.arrive(List.copyOf(log), arrival, clock));
                log.add(arrival);
                log.sort(ScenarioEvent.ORDER);
            }
        }
        tellDue(detector, log, told, END, standing);
        return standing;
    }

    private void tellDue(
            Detector<ScenarioEvent> detector, List<ScenarioEvent> log, long after, long clock, Standing standing) {
        OptionalLong due = detector.nextDue(log, after);
        while (due.isPresent() && due.getAsLong() <= clock) {
            List<Finding<ScenarioEvent>> findings = detector.due(log, due.getAsLong());
            waited += findings.size();
            standing.take(findings);
            due = detector.nextDue(log, due.getAsLong());
        }
    }

    /** Leaves out one arrival after the other, for as long as what is left is still broken. */
    private LanguageCase smallestBroken(LanguageCase broken) {
        for (int i = 0; i < broken.arrivals().size(); i++) {
            LanguageCase smaller = broken.without(i);
            if (!reason(smaller).isEmpty()) {
                return smallestBroken(smaller);
            }
        }
        return broken;
    }

    private String reason(LanguageCase language) {
        try (Detector<ScenarioEvent> detector = Conversation.detector(language.automata())) {
            checked(
                    detector,
                    language,
                    LanguageOracle.standing(language.patterns(), List.of(language.log()))
                            .get(0));
            return "";
        } catch (AssertionError | RuntimeException broken) {
            return broken.toString();
        }
    }
}
