// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import static io.wardline.topology.cases.CaseFixture.alert;
import static io.wardline.topology.cases.CaseFixture.report;
import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.topology.event.ReportEvent.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

/** Goal: the time from knowing to filing is measured, and what came late is counted apart. */
class FilingMetricsTest {
    /** Flink's group of metrics that are told nobody, and remembered here. */
    private static final class Remembered extends UnregisteredMetricsGroup {
        private final Map<String, Counter> counters = new HashMap<>();
        private final Map<String, Histogram> histograms = new HashMap<>();

        @Override
        public Counter counter(String name) {
            return counters.computeIfAbsent(name, super::counter);
        }

        @Override
        public <H extends Histogram> H histogram(String name, H histogram) {
            histograms.put(name, histogram);
            return histogram;
        }

        long count(String name) {
            return Objects.requireNonNull(counters.get(name)).getCount();
        }
    }

    @Test
    void aFilingIsMeasuredFromKnowingOn() {
        Remembered group = new Remembered();
        FilingMetrics metrics = new FilingMetrics(group);
        for (int hours : new int[] {2, 72, 73}) {
            CaseDriver kase = new CaseDriver().tell(alert("a"));
            CaseView before = kase.view(hours);
            metrics.reported(before, kase.report(report(Kind.FILED, hours)).view(hours));
        }

        Histogram minutes = Objects.requireNonNull(group.histograms.get("filing_minutes"));
        assertThat(minutes.getStatistics().getValues()).containsExactly(120, 72 * 60, 73 * 60);
        assertThat(group.count("cases_filed_in_time")).isEqualTo(2);
        assertThat(group.count("cases_filed_late")).isEqualTo(1);
    }

    @Test
    void aCaseCountsOnceHoweverOftenItIsFiledAndNotWhenItIsDismissed() {
        Remembered group = new Remembered();
        FilingMetrics metrics = new FilingMetrics(group);
        CaseDriver kase = new CaseDriver().tell(alert("a"));
        int hours = 1;
        for (Kind kind : new Kind[] {Kind.ACKNOWLEDGED, Kind.FILED, Kind.FILED, Kind.CONFIRMED, Kind.DISMISSED}) {
            CaseView before = kase.view(hours);
            metrics.reported(before, kase.report(report(kind, hours)).view(hours));
            hours++;
        }

        assertThat(group.count("cases_filed_in_time")).isEqualTo(1);
        assertThat(group.count("cases_filed_late")).isZero();
    }
}
