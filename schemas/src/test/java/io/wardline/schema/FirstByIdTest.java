// SPDX-License-Identifier: Apache-2.0
package io.wardline.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Goal: of records with one id the first passes and no other, within what is remembered and no further. */
class FirstByIdTest {
    @Test
    void letsTheFirstOfEachIdThrough() {
        FirstById first = new FirstById(10);

        assertThat(Stream.of("a", "b", "a", "b", "c", "a").map(first::isFirst))
                .containsExactly(true, true, false, false, true, false);
    }

    @Test
    void forgetsAnIdAfterAsManyOthersAsItRemembers() {
        FirstById first = new FirstById(2);
        first.isFirst("a");
        first.isFirst("b");
        assertThat(first.isFirst("a")).as("one other came since").isFalse();
        first.isFirst("c");
        assertThat(first.isFirst("a")).as("two others came since").isTrue();
    }

    /** A job that restarts tells again what it told since its last checkpoint, in any order: still, each id passes once. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void letsEachIdThroughOnceHoweverRestartsRepeat(long seed) {
        Random random = new Random(seed);
        List<Integer> told = new ArrayList<>();
        for (int restart = 0; restart < 5; restart++) {
            int checkpoint = told.isEmpty() ? 0 : random.nextInt(told.size());
            List<Integer> repeated = new ArrayList<>(told.subList(checkpoint, told.size()));
            Collections.shuffle(repeated, random);
            told.addAll(repeated);
            int next = told.stream().mapToInt(i -> i + 1).max().orElse(0);
            IntStream.range(next, next + random.nextInt(20)).forEach(told::add);
        }
        FirstById first = new FirstById(100);
        Map<Integer, Integer> passed = new HashMap<>();
        told.forEach(id -> {
            if (first.isFirst("id-" + id)) {
                passed.merge(id, 1, Integer::sum);
            }
        });

        assertThat(passed.keySet())
                .containsExactlyInAnyOrderElementsOf(told.stream().distinct().toList());
        assertThat(passed.values()).allMatch(times -> times == 1);
    }

    @Test
    void refusesToRememberNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> new FirstById(0)).withMessageContaining("capacity 0");
    }
}
