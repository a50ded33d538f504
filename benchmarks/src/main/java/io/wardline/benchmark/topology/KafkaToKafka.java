// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.topology;

import io.wardline.benchmark.report.Percentiles;
import io.wardline.schema.Topics;
import io.wardline.v1.Alert;
import java.time.Duration;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.apache.kafka.common.TopicPartition;

/**
 * How long alerts take while events come at a fixed rate: from when the broker had appended the last event that the alert rests on
 * ({@code known_at}) to when it had appended the alert, both by its clock, in milliseconds.
 *
 * <p>Corrections are left out: what made them be told is an event that they need not rest on.
 *
 * @param p50 of alerts, in milliseconds
 * @param p99 in milliseconds
 * @param p999 in milliseconds
 * @param longest in milliseconds
 * @param alerts that were measured
 * @param corrections that came meanwhile
 * @param offeredPerSecond events
 * @param sentPerSecond events; less than offered when the sender could not keep its pace
 */
record KafkaToKafka(
        long p50,
        long p99,
        long p999,
        long longest,
        int alerts,
        int corrections,
        double offeredPerSecond,
        double sentPerSecond) {
    /**
     * Measures a job that has nothing left to read.
     *
     * @param readBefore how many events it has read
     * @param warmUp comes first and is not measured
     */
    static KafkaToKafka measure(
            Loopback loopback,
            EventFeed feed,
            BenchJob job,
            long readBefore,
            double eventsPerSecond,
            Duration warmUp,
            Duration measured)
            throws Exception {
        int events = (int) (eventsPerSecond * (warmUp.toSeconds() + measured.toSeconds()));
        Map<TopicPartition, Long> from = loopback.ends(Topics.ALERTS.topic());
        long begin;
        double sent;
        try (Spool spool = feed.spool(events)) {
            begin = System.currentTimeMillis() + warmUp.toMillis();
            sent = feed.sendEvenly(spool, eventsPerSecond);
        }
        job.awaitCaughtUp(1, readBefore + events);
        DoubleStream.Builder latencies = DoubleStream.builder();
        int[] corrections = new int[1];
        loopback.recordsSince(Topics.ALERTS, Alert.class, from, (alert, appendedAtMillis) -> {
            if (alert.getKnownAt().toEpochMilli() < begin) {
                return;
            }
            if (isCorrection(alert)) {
                corrections[0]++;
            } else {
                latencies.add((double) (appendedAtMillis - alert.getKnownAt().toEpochMilli()));
            }
        });
        Percentiles waits = new Percentiles(latencies.build().toArray());
        return new KafkaToKafka(
                (long) waits.at(0.5),
                (long) waits.at(0.99),
                (long) waits.at(0.999),
                (long) waits.at(1),
                waits.count(),
                corrections[0],
                eventsPerSecond,
                sent);
    }

    private static boolean isCorrection(Alert alert) {
        return alert.getWithdrawn() || alert.getSupersedes() != null;
    }

    /** Whether the sender could keep its pace; else the machine has too much to do for these figures to mean anything. */
    boolean keptPace() {
        return sentPerSecond >= 0.95 * offeredPerSecond;
    }
}
