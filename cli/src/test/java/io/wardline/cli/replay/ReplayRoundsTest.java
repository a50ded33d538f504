// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Goal: rounds end as soon as what was decided is what was fed in, and always end. Method: rounds that decide what a test says. */
class ReplayRoundsTest {
    private static final String NOTHING = "{\"account_id\":\"a\",\"links\":[]}";

    private final List<List<String>> fed = new ArrayList<>();

    @Test
    void endsAfterTheFirstWhenNothingIsLinked() throws Exception {
        assertThat(settle(List.of(List.of(NOTHING)))).isTrue();
        assertThat(fed).containsExactly(List.of());
    }

    @Test
    void endsAfterTheFirstWhenNothingIsDecided() throws Exception {
        assertThat(settle(List.of(List.of()))).isTrue();
        assertThat(fed).hasSize(1);
    }

    @Test
    void runsUntilARoundDecidesWhatItWasGiven() throws Exception {
        List<String> first = List.of(NOTHING, linked("1"));
        List<String> second = List.of(NOTHING, linked("2"));

        assertThat(settle(List.of(first, second, second))).isTrue();
        assertThat(fed).containsExactly(List.of(), first, second);
    }

    /** The last round was given links, so its answer is not yet that of one without. */
    @Test
    void runsOnWhenTheLinksVanish() throws Exception {
        List<String> first = List.of(linked("1"));

        assertThat(settle(List.of(first, List.of(NOTHING), List.of(NOTHING)))).isTrue();
        assertThat(fed).hasSize(3);
    }

    /** As with accounts in a row, each of which hands a ring on to the next. */
    @Test
    void goesOnWhileEachRoundSettlesOneMore() throws Exception {
        int inARow = 40;
        boolean settled = ReplayRounds.settle(given -> {
            fed.add(given);
            int round = fed.size();
            return IntStream.rangeClosed(1, inARow)
                    .mapToObj(account -> linked(Integer.toString(Math.min(account, round))))
                    .toList();
        });

        assertThat(settled).isTrue();
        assertThat(fed).hasSize(inARow + 1);
    }

    @Test
    void givesUpOnDecisionsThatNeverSettle() throws Exception {
        boolean settled = ReplayRounds.settle(given -> {
            fed.add(given);
            return List.of(linked(Integer.toString(fed.size())));
        });

        assertThat(settled).isFalse();
        assertThat(fed).hasSize(16);
    }

    private boolean settle(List<List<String>> decisions) throws Exception {
        return ReplayRounds.settle(given -> {
            fed.add(given);
            return decisions.get(fed.size() - 1);
        });
    }

    private static String linked(String weight) {
        return "{\"account_id\":\"a\",\"links\":[{\"weight\":" + weight + "}]}";
    }
}
