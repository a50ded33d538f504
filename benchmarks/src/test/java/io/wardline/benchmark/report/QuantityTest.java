// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {
    @ParameterizedTest
    @CsvSource({
        "COUNT, 0, 0",
        "COUNT, 0.5, 0.5",
        "COUNT, 512, 512",
        "COUNT, 10000, 10k",
        "COUNT, 999999, 1M",
        "COUNT, 2500000, 2.5M",
        "COUNT, 10000000, 10M",
        "COUNT, 3e9, 3G",
        "SHARE, 0.05, 5 %",
        "SHARE, 0.07, 7 %",
        "SHARE, 0.015, 1.5 %",
        "SHARE, 1, 100 %",
        "PERCENT, 31.24, 31.2 %",
        "SECONDS, 0, 0",
        "SECONDS, 0.01, 10 ms",
        "SECONDS, 0.0000005, 0.5 µs",
        "SECONDS, 1.5, 1.5 s",
        "SECONDS, 60, 1 min",
        "SECONDS, 90, 1.5 min",
        "SECONDS, 100, 100 s",
        "SECONDS, 3600, 1 h",
        "SECONDS, 4000, '4,000 s'",
        "SECONDS, 604800, 7 d",
        "MILLISECONDS, 0.25, 250 µs",
        "MILLISECONDS, 240, 240 ms",
        "MILLISECONDS, 10000, 10 s",
        "BYTES, 512, 512 B",
        "BYTES, 1500000, 1.5 MB",
        "BYTES, 0.5, 0.5 B"
    })
    void isWrittenBriefly(Quantity quantity, double value, String written) {
        assertThat(quantity.brief(value)).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource({"COUNT, 312444, '312,000'", "COUNT, 1184.4, '1,180'", "COUNT, 0.1234, 0.123", "MILLISECONDS, 12, 12 ms"
    })
    void countsCanBeWrittenInFull(Quantity quantity, double value, String written) {
        assertThat(quantity.full(value)).isEqualTo(written);
    }
}
