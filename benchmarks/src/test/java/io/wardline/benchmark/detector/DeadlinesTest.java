// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.detector;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.benchmark.report.JsonLines;
import io.wardline.benchmark.report.Measurement;
import java.io.PrintWriter;
import java.io.Writer;
import org.junit.jupiter.api.Test;

/** Goal: what is measured is the whole drain. Method: a small one, which ends with an error unless all is told once and in order. */
class DeadlinesTest {
    @Test
    void aDrainIsMeasuredToItsEnd() throws Exception {
        try (JsonLines results = JsonLines.open(new PrintWriter(Writer.nullWriter()), null)) {
            new Deadlines(results, line -> {}).measure(2_000);

            assertThat(results.written())
                    .extracting(Measurement::question)
                    .containsOnly(
                            "deadlines_checkpoint_time",
                            "deadlines_checkpoint_bytes",
                            "deadlines_restore_time",
                            "deadlines_drain",
                            "deadlines_drain_time");
            assertThat(results.written())
                    .filteredOn(figure -> figure.series().equals("by the clock"))
                    .singleElement()
                    .satisfies(figure ->
                            assertThat(figure.median()).as("at 500 a second").isGreaterThan(2.9));
        }
    }

    @Test
    void anOverdueCaseCostsTheSameHoweverManyThereAre() throws Exception {
        assertThat(Deadlines.stateCallsPerOverdueCase()).isEqualTo(Deadlines.stateCallsPerOverdueCase());
    }
}
