// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.benchmark.report.JsonLines;
import io.wardline.benchmark.report.Measurement;
import io.wardline.benchmark.stream.StreamSpec;
import io.wardline.benchmark.topology.TopologyCommand.Plan;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** That a run comes to its end and has all its figures, with a broker and jobs as in a long one. How large they are is no claim here. */
class TopologyRunTest {
    private static final Plan SMALL = new Plan(40_000, 20_000, 1, 40_000, Duration.ofSeconds(1), Duration.ofSeconds(3));

    @Test
    void aRunHasAllItsFigures() throws Exception {
        StringWriter lines = new StringWriter();
        try (JsonLines results = JsonLines.open(new PrintWriter(lines), null);
                Loopback loopback = Loopback.start()) {
            new TopologyRun(loopback, StreamSpec.USUAL.withOpenConversations(500), SMALL, null, line -> {})
                    .run(results);

            assertThat(results.written())
                    .extracting(Measurement::question)
                    .contains(
                            "whole_path",
                            "whole_path_cpu",
                            "whole_path_latency",
                            "whole_path_profile",
                            "whole_path_methods",
                            "whole_path_threads");
            assertThat(results.written())
                    .filteredOn(figure -> figure.question().equals("whole_path"))
                    .extracting(Measurement::series)
                    .containsExactly("wardline", "decode_and_forward", "admit_and_forward", "decode_only");
        }
        assertThat(lines.toString())
                .contains("\"benchmark\":\"topology\"")
                .contains("\"whole_path_vs_decode_and_forward\":")
                .contains("\"sustained_events_per_second\":")
                .contains("\"p99_alert_ms\":");
    }
}
