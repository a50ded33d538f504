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
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The promise: once all events have arrived, in whatever order, the standing matches are those that stock Flink CEP finds on the
 * sorted conversation, under the contract's choice. Method: random patterns and conversations; the detector's findings are folded as
 * a reader would, and compared with Flink's own operator in its own harness.
 *
 * <p>{@code -Dwardline.detector.cases=N} makes a long run, {@code -Dwardline.detector.seed=S} repeats one.
 */
class DetectorStockCepPropertyTest {
    /** Finds each of the mistakes that were once made here; done in seconds. */
    private static final int CASES = Integer.getInteger("wardline.detector.cases", 2_000);

    private static final long SEED = Long.getLong("wardline.detector.seed", new Random().nextLong());

    @Test
    void standingMatchesAreThoseOfStockCepWhateverTheOrderOfArrival() {
        Tally tally = run(CASES, RandomCase::of);
        if (CASES >= 1_000) {
            tally.assertSaysSomething();
        }
    }

    @Test
    void ofMoreThanSixteenCandidatesTheLatestAreTried() {
        int cases = Math.max(1, CASES / 80);
        Tally tally = run(cases, RandomCase::crowded);
        if (CASES >= 1_000) {
            assertThat(tally.decidersOfSixteen).as("deciders told of sixteen").isGreaterThan(cases);
            assertThat(tally.ends).as("vanished findings").isGreaterThan(cases);
        }
    }

    private static Tally run(int cases, LongFunction<RandomCase> random) {
        System.out.printf("%d cases from seed %d%n", cases, SEED);
        Tally tally = new Tally();
        long seed = SEED;
        while (seed < SEED + cases) {
            long next = (Math.floorDiv(seed, RandomCase.CONVERSATIONS) + 1) * RandomCase.CONVERSATIONS;
            check(
                    LongStream.range(seed, Math.min(next, SEED + cases))
                            .mapToObj(random)
                            .toList(),
                    tally);
            seed = next;
        }
        System.out.println(tally);
        return tally;
    }

    /** How much the cases put to the proof: a run in which nothing matched would be green too. */
    private static final class Tally {
        private int matches;
        private int changes;
        private int ends;
        private int casesWithAMatch;
        private int decidersOfSixteen;

        void add(Standing standing) {
            matches += standing.evidence().size();
            changes += standing.changes();
            ends += standing.ends();
            casesWithAMatch += standing.evidence().isEmpty() ? 0 : 1;
            decidersOfSixteen += (int) standing.evidence().keySet().stream()
                    .collect(Collectors.groupingBy(
                            key -> List.of(key.pattern(), key.step(), key.decidingEventId()), Collectors.counting()))
                    .values()
                    .stream()
                    .filter(offenders -> offenders == 16)
                    .count();
        }

        void assertSaysSomething() {
            assertThat(matches).as("standing matches").isGreaterThan(CASES);
            assertThat(changes).as("changed findings").isGreaterThan(CASES / 10);
            assertThat(ends).as("vanished findings").isGreaterThan(CASES / 20);
            assertThat(casesWithAMatch).as("cases in which something stands").isGreaterThan(CASES / 3);
        }

        @Override
        public String toString() {
            return "%d standing matches in %d cases, %d deciders told of 16 offenders, %d changed, %d vanished"
                    .formatted(matches, casesWithAMatch, decidersOfSixteen, changes, ends);
        }
    }

    /** @param alike cases that share their patterns */
    private static void check(List<RandomCase> alike, Tally tally) {
        List<Automaton> automata = alike.get(0).automata();
        List<Map<Standing.Key, List<String>>> expected = StockOracle.standing(
                automata, alike.stream().map(RandomCase::log).toList());
        for (int i = 0; i < alike.size(); i++) {
            RandomCase random = alike.get(i);
            try {
                tally.add(checked(random, expected.get(i)));
            } catch (AssertionError | RuntimeException broken) {
                RandomCase small = smallestBroken(random);
                fail("%s%n%s%nsmallest part of the case that is broken:%n%s%n%s"
                        .formatted(
                                "repeat with -Dwardline.detector.cases=1 -Dwardline.detector.seed=" + random.seed(),
                                broken,
                                small.describe(),
                                reason(small)));
            }
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
            checked(
                    random,
                    StockOracle.standing(random.automata(), List.of(random.log()))
                            .get(0));
            return "";
        } catch (AssertionError | RuntimeException broken) {
            return broken.toString();
        }
    }

    private static Standing checked(RandomCase random, Map<Standing.Key, List<String>> expected) {
        List<Automaton> automata = random.automata();
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
