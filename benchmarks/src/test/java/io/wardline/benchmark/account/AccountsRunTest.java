// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.benchmark.account.AccountsCommand.Plan;
import io.wardline.benchmark.report.JsonLines;
import io.wardline.benchmark.report.Measurement;
import io.wardline.benchmark.topology.Loopback;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** That a run ends, has all its figures, and that every return in it is told BLOCK. How large the figures are is no claim here. */
class AccountsRunTest {
    private static final Plan SMALL = new Plan(Population.LEAST, 500, Duration.ofSeconds(1), Duration.ofSeconds(4));

    @Test
    void aRunHasAllItsFigures() throws Exception {
        StringWriter lines = new StringWriter();
        try (JsonLines results = JsonLines.open(new PrintWriter(lines), null);
                Loopback loopback = Loopback.start()) {
            new AccountsRun(loopback, new Population(1, SMALL.disabled()), SMALL, line -> {})
                    .run(results)
                    .requireRight();

            assertThat(results.written())
                    .extracting(Measurement::question)
                    .contains("accounts_loading", "accounts_state", "accounts_latency", "accounts_returns");
            assertThat(results.written())
                    .filteredOn(figure -> figure.question().equals("accounts_state"))
                    .singleElement()
                    .satisfies(figure -> assertThat(figure.median()).isPositive());
        }
        assertThat(lines.toString())
                .contains("\"benchmark\":\"accounts\",\"seed\":1,")
                .contains("\"load_events_per_second\":")
                .contains("\"p99_decision_ms\":")
                .contains("\"returned_blocked\":");
    }
}
