// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MeasurementTest {
    @Test
    void theMedianOfAnOddNumberIsTheMiddleOne() {
        assertThat(Measurement.of("q", "s", 10, "ms", 9, 1, 4))
                .isEqualTo(new Measurement("q", "s", 10, "ms", 4, 1, 9, 3));
    }

    @Test
    void theMedianOfAnEvenNumberLiesBetweenTheMiddleTwo() {
        assertThat(Measurement.of("q", "s", 10, "ms", 9, 1, 4, 5))
                .isEqualTo(new Measurement("q", "s", 10, "ms", 4.5, 1, 9, 4));
    }

    @Test
    void theValuesStayAsTheyWere() {
        double[] values = {3, 2, 1};
        Measurement.of("q", "s", 0, "ms", values);
        assertThat(values).containsExactly(3, 2, 1);
    }
}
