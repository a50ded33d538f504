// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.wardline.pattern.flink.Automaton;
import io.wardline.pattern.testing.ScenarioEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The promise: once all events have arrived, in whatever order, the standing matches are those that stock Flink CEP finds on the
 * sorted conversation, under the contract's choice. Method: random patterns and conversations; the detector's findings are folded as
 * a reader would, and compared with Flink's own operator in its own harness.
 *
 * <p>{@code -Dwardline.detector.cases=N} makes a long run, {@code -Dwardline.detector.seed=S} repeats one.
 */
class DetectorStockCepPropertyTest {
    /** Enough to find each of the mistakes that were once made here, and done in well under a minute. */
    private static final int CASES = Integer.getInteger("wardline.detector.cases", 2_000);

    private static final long SEED = Long.getLong("wardline.detector.seed", new Random().nextLong());

    @Test
    void standingMatchesAreThoseOfStockCepWhateverTheOrderOfArrival() {
        System.out.printf("%d cases from seed %d%n", CASES, SEED);
        Tally tally = new Tally();
        for (int i = 0; i < CASES; i++) {
            check(RandomCase.of(SEED + i), tally);
        }
        System.out.println(tally);
        tally.assertSaysSomething();
    }

    /** How much the cases put to the proof: a run in which nothing matched would be green too. */
    private static final class Tally {
        private int matches;
        private int changes;
        private int ends;
        private int casesWithAMatch;

        void add(Standing standing) {
            matches += standing.evidence().size();
            changes += standing.changes();
            ends += standing.ends();
            casesWithAMatch += standing.evidence().isEmpty() ? 0 : 1;
        }

        void assertSaysSomething() {
            assertThat(matches).as("standing matches").isGreaterThan(CASES);
            assertThat(changes).as("changed findings").isGreaterThan(CASES / 10);
            assertThat(ends).as("vanished findings").isGreaterThan(CASES / 10);
            assertThat(casesWithAMatch).as("cases in which something stands").isGreaterThan(CASES / 3);
        }

        @Override
        public String toString() {
            return "%d standing matches in %d cases, %d changed, %d vanished"
                    .formatted(matches, casesWithAMatch, changes, ends);
        }
    }

    private static void check(RandomCase random, Tally tally) {
        try {
            tally.add(checked(random));
        } catch (AssertionError | RuntimeException broken) {
            RandomCase small = smallestBroken(random);
            fail("%s%nsmallest part of the case that is broken:%n%s%n%s"
                    .formatted(
                            "repeat with -Dwardline.detector.cases=1 -Dwardline.detector.seed=" + random.seed(),
                            small.describe(),
                            reason(small)));
        }
    }

    /** Leaves out one arrival after the other, for as long as what is left is still broken. */
    private static RandomCase smallestBroken(RandomCase broken) {
        for (int i = 0; i < broken.arrivals().size(); i++) {
            List<ScenarioEvent> fewer = new ArrayList<>(broken.arrivals());
            fewer.remove(i);
            RandomCase smaller = broken.withArrivals(fewer);
            if (!reason(smaller).isEmpty()) {
                return smallestBroken(smaller);
            }
        }
        return broken;
    }

    private static String reason(RandomCase random) {
        try {
            checked(random);
            return "";
        } catch (AssertionError | RuntimeException broken) {
            return broken.toString();
        }
    }

    private static Standing checked(RandomCase random) {
        List<Automaton> automata = random.automata();
        Map<Standing.Key, List<String>> expected = StockOracle.standing(automata, random.log());
        Standing asArrived = Conversation.deliver(automata, random.arrivals());
        assertThat(asArrived.evidence()).as("as arrived").isEqualTo(expected);
        Standing inOrder = Conversation.deliver(automata, random.log());
        assertThat(inOrder.evidence()).as("in order").isEqualTo(expected);
        assertThat(inOrder.changes() + inOrder.ends())
                .as("corrections in order")
                .isZero();
        return asArrived;
    }
}
