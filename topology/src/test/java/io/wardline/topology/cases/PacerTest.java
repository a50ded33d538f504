// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Goal: no second of the clock has more than its share, and none goes without. */
class PacerTest {
    private static final long NOON = 1_793_491_200_000L;

    private final Pacer pacer = new Pacer(3);

    private int toldAt(long millis) {
        int told = 0;
        while (pacer.allows(millis)) {
            pacer.told();
            told++;
        }
        return told;
    }

    @Test
    void eachSecondHasItsShareWhenItBegins() {
        assertThat(toldAt(NOON)).isEqualTo(3);
        assertThat(toldAt(NOON + 999)).isZero();
        assertThat(toldAt(NOON + 1_000)).isEqualTo(3);
    }

    @Test
    void aShareThatWasNotUsedIsNotSavedUp() {
        assertThat(toldAt(NOON)).isEqualTo(3);
        assertThat(toldAt(NOON + 60_000)).isEqualTo(3);
    }

    @Test
    void aClockThatWasSetBackHoldsNothingUp() {
        assertThat(toldAt(NOON)).isEqualTo(3);
        assertThat(toldAt(NOON - 3_600_000)).isEqualTo(3);
    }
}
