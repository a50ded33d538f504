// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void figuresOfAQuestionStandTogether() {
        StringWriter printed = new StringWriter();
        Table.print(
                new PrintWriter(printed),
                List.of(
                        new Measurement(
                                "open_conversations", "wardline", 10_000, "events/s", 312_444, 299_900, 320_100, 5),
                        new Measurement("evidence_share", "esper", 0.05, "events/s", 1_180, 1_180, 1_180, 1),
                        new Measurement("disorder", "wardline", 3600, "events/s", 0.01234, 0.01, 12.5, 3),
                        new Measurement("contenders", "esper", 0, "events/s", 1, 1, 2, 3),
                        new Measurement("open_conversations", "wardline", 10_000_000, "events/s", 2e5, 1e5, 3e5, 5)));
        assertThat(printed.toString())
                .isEqualToNormalizingNewlines(
                        """
                        question            series      x   median            spread  unit
                        open_conversations  wardline  10k  312,400  299,900..320,100  events/s
                        open_conversations  wardline  10M  200,000  100,000..300,000  events/s
                        evidence_share      esper     5 %    1,180                    events/s
                        disorder            wardline  1 h  0.01234        0.01..12.5  events/s
                        contenders          esper                1              1..2  events/s
                        """);
    }
}
