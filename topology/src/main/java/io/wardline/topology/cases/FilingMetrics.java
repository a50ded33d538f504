// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import java.util.Objects;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/** How long it takes from knowing of a case to filing its report. */
final class FilingMetrics {
    /** The last so many filings of a subtask: weeks of most platforms. */
    private static final int WINDOW = 1_000;

    private static final long MINUTE_MILLIS = 60_000;

    private final Histogram minutes;
    private final Counter inTime;
    private final Counter late;

    FilingMetrics(MetricGroup metrics) {
        minutes = metrics.histogram("filing_minutes", new DescriptiveStatisticsHistogram(WINDOW));
        inTime = metrics.counter("cases_filed_in_time");
        late = metrics.counter("cases_filed_late");
    }

    /** What a report event changed: counts when a case that was not filed is. One without a deadline is always in time. */
    void reported(CaseView before, CaseView after) {
        if (before.status() == CaseView.Status.FILED || after.status() != CaseView.Status.FILED) {
            return;
        }
        long filedAt = Objects.requireNonNull(after.filing(), "a filed case has a filing")
                .occurredAtMillis();
        minutes.update(Math.max(0, filedAt - after.knownAtMillis()) / MINUTE_MILLIS);
        (after.breached() ? late : inTime).inc();
    }
}
