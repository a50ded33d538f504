// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ScaleTest {
    private static final Offset<Double> EXACT = within(1e-9);

    @Test
    void aLinearScaleIsFromZeroToARoundNumber() {
        Scale scale = Scale.measured(Spacing.LINEAR, List.of(90.0, 312.0));
        assertThat(scale.ticks()).containsExactly(0.0, 100.0, 200.0, 300.0, 400.0);
        assertThat(scale.position(0)).isZero();
        assertThat(scale.position(100)).isCloseTo(0.25, EXACT);
        assertThat(scale.position(400)).isEqualTo(1);
    }

    @Test
    void aValueThatIsRoundIsTheEndOfTheScale() {
        assertThat(Scale.measured(Spacing.LINEAR, List.of(0.6)).position(0.6)).isCloseTo(1, EXACT);
        assertThat(Scale.measured(Spacing.LOG, List.of(3.0, 5000.0)).position(5000))
                .isCloseTo(1, EXACT);
    }

    @Test
    void equalRatiosAreEquallyLongOnALogScale() {
        Scale scale = Scale.positions(Spacing.LOG, List.of(10.0, 100.0, 1000.0));
        assertThat(scale.position(10)).isZero();
        assertThat(scale.position(100)).isCloseTo(0.5, EXACT);
        assertThat(scale.position(1000)).isEqualTo(1);
    }

    @Test
    void aLogScaleHasTicksAtPowersOfTenAndAtItsEnds() {
        assertThat(Scale.measured(Spacing.LOG, List.of(0.03, 4.0)).ticks()).containsExactly(0.02, 0.1, 1.0, 5.0);
        assertThat(Scale.measured(Spacing.LOG, List.of(3.0, 20.0)).ticks()).containsExactly(2.0, 5.0, 10.0, 20.0);
        assertThat(Scale.measured(Spacing.LOG, List.of(1.0, 1.0)).ticks()).containsExactly(1.0, 2.0);
        assertThat(Scale.measured(Spacing.LOG, List.of(2.0, 1e7)).ticks())
                .containsExactly(10.0, 100.0, 1e3, 1e4, 1e5, 1e6, 1e7);
    }

    @Test
    void zeroHasAPlaceAtTheLeftOfALogScale() {
        Scale scale = Scale.positions(Spacing.LOG, List.of(3600.0, 0.0, 60.0, 1.0));
        assertThat(scale.hasZeroRoom()).isTrue();
        assertThat(scale.ticks()).containsExactly(0.0, 1.0, 60.0, 3600.0);
        assertThat(scale.position(0)).isZero();
        assertThat(scale.position(1)).isCloseTo(0.12, EXACT);
        assertThat(scale.position(60)).isCloseTo(0.56, EXACT);
        assertThat(scale.position(3600)).isEqualTo(1);
    }

    @Test
    void aSinglePositionIsInTheMiddle() {
        assertThat(Scale.positions(Spacing.LOG, List.of(7.0)).position(7)).isEqualTo(0.5);
        assertThat(Scale.positions(Spacing.LINEAR, List.of(0.0)).position(0)).isEqualTo(0.5);
    }

    @Test
    void theSmallestBarOfALogScaleCanBeSeen() {
        // Half of 1000 is 500, which is a round number; from there to 500,000 are three powers of ten.
        Scale scale = Scale.bars(Spacing.LOG, List.of(1_000.0, 400_000.0));
        assertThat(scale.position(500)).isZero();
        assertThat(scale.position(1_000)).isCloseTo(Math.log10(2) / 3, EXACT);
        assertThat(scale.position(500_000)).isEqualTo(1);
    }

    @Test
    void whatALogScaleCannotShowIsAtItsBeginning() {
        assertThat(Scale.measured(Spacing.LOG, List.of(0.0, 10.0, 1000.0)).position(0))
                .isZero();
    }

    @Test
    void aFittingScaleIsLogarithmicWhenValuesAreFarApart() {
        assertThat(Scale.measured(Spacing.FITTING, List.of(10.0, 300.0)).isLog())
                .isFalse();
        assertThat(Scale.measured(Spacing.FITTING, List.of(10.0, 301.0)).isLog())
                .isTrue();
        assertThat(Scale.measured(Spacing.FITTING, List.of(0.0, 0.0)).isLog()).isFalse();
    }
}
