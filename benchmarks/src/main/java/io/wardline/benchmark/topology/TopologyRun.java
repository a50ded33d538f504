// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.topology;

import io.wardline.benchmark.report.JsonLines;
import io.wardline.benchmark.report.Measurement;
import io.wardline.benchmark.stream.EventStream;
import io.wardline.benchmark.stream.StreamSpec;
import io.wardline.benchmark.topology.BenchJob.CaughtUp;
import io.wardline.benchmark.topology.BenchJob.Kind;
import io.wardline.benchmark.topology.TopologyCommand.Plan;
import io.wardline.schema.Topics;
import io.wardline.v1.Alert;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import jdk.jfr.Recording;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * One run of the benchmark. Throughput: jobs of each kind in turns, each catching up with the same events; the later half counts. Then one more
 * Wardline job, which is profiled while it catches up, and measured for latency once it has.
 */
final class TopologyRun {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int METHODS = 15;
    private static final int THREADS = 10;
    /** Of what the machine sustains: what a job runs at that is to have room for peaks. */
    private static final double LATENCY_LOAD = 0.5;

    private final Loopback loopback;
    private final StreamSpec stream;
    private final Plan plan;
    private final @Nullable Path profileFile;
    private final Consumer<String> progress;

    private final Map<Kind, List<CaughtUp>> repetitions = new EnumMap<>(Kind.class);
    private Set<String> alertIds = Set.of();

    /**
     * @param profileFile where the recording is kept, if it is
     * @param progress takes lines for people
     */
    TopologyRun(
            Loopback loopback, StreamSpec stream, Plan plan, @Nullable Path profileFile, Consumer<String> progress) {
        this.loopback = loopback;
        this.stream = stream;
        this.plan = plan;
        this.profileFile = profileFile;
        this.progress = progress;
    }

    void run(JsonLines results) throws Exception {
        try (EventFeed feed = new EventFeed(loopback, new EventStream(stream), spanMillis())) {
            progress.accept("generating %,d events".formatted(plan.events()));
            feed.send(plan.events());
            long evidence = feed.evidence();
            for (Kind kind : Kind.values()) {
                warmUp(kind);
            }
            for (int repetition = 1; repetition <= plan.repetitions(); repetition++) {
                for (Kind kind : Kind.values()) {
                    repeat(kind, repetition, evidence);
                }
            }
            for (Kind kind : Kind.values()) {
                results.write(throughput(kind));
            }
            for (Kind kind : Kind.values()) {
                results.write(cpu(kind));
            }
            profileAndLatency(results, feed, evidence);
        }
    }

    /** In twice the time that evidence of one conversation takes on average; the exact value does not matter. */
    private long spanMillis() {
        return (long) (600_000.0 * stream.evidenceShare() / stream.openConversations() * plan.events());
    }

    private void warmUp(Kind kind) throws Exception {
        progress.accept("warm-up of " + kind.series());
        try (BenchJob job = BenchJob.start(kind, loopback)) {
            job.awaitRead(plan.warmUpEvents());
        }
    }

    private void repeat(Kind kind, int repetition, long evidence) throws Exception {
        Map<TopicPartition, Long> from = loopback.ends(Topics.ALERTS.topic());
        long forwardedBefore = loopback.size(Loopback.FORWARDED);
        try (BenchJob job = BenchJob.start(kind, loopback)) {
            CaughtUp caughtUp = job.awaitCaughtUp(plan.events() / 2, plan.events());
            progress.accept("%s, repetition %d of %d: %,.0f events/s"
                    .formatted(kind.series(), repetition, plan.repetitions(), caughtUp.eventsPerSecond()));
            repetitions.computeIfAbsent(kind, unused -> new ArrayList<>()).add(caughtUp);
            check(job, kind == Kind.DECODE_AND_FORWARD ? 0 : evidence);
            switch (kind) {
                case WARDLINE -> checkAlerts(from);
                case DECODE_AND_FORWARD -> checkForwarded(forwardedBefore, plan.events());
                case ADMIT_AND_FORWARD -> checkForwarded(forwardedBefore, evidence);
                case DECODE_ONLY -> {}
            }
        }
    }

    /** Before the job ends, since what its producer still has goes with it. The time in which that is sent is not counted. */
    private void checkForwarded(long before, long events) throws Exception {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (loopback.size(Loopback.FORWARDED) - before < events) {
            require(System.nanoTime() < until, "not every event was forwarded");
        }
    }

    private void check(BenchJob job, long evidence) throws Exception {
        require(job.counters().deadLetters() == 0, "there are dead letters");
        require(loopback.size(Topics.DEAD_LETTERS.topic()) == 0, "there are dead letters");
        require(job.counters().eventsAdmitted() == evidence, "not all evidence was admitted");
    }

    /** Nobody wins by telling less: each repetition tells the same. */
    private void checkAlerts(Map<TopicPartition, Long> from) throws Exception {
        Set<String> told = new HashSet<>();
        loopback.recordsSince(
                Topics.ALERTS, Alert.class, from, (alert, appendedAtMillis) -> told.add(alert.getAlertId()));
        require(!told.isEmpty(), "no alert was told");
        require(alertIds.isEmpty() || alertIds.equals(told), "this repetition told other alerts than the one before");
        alertIds = told;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException("the run does not count: " + otherwise);
        }
    }

    private Measurement throughput(Kind kind) {
        return measurement(kind, "whole_path", "events/s", CaughtUp::eventsPerSecond);
    }

    private Measurement cpu(Kind kind) {
        return measurement(kind, "whole_path_cpu", "CPU s/million events", CaughtUp::cpuSecondsPerMillion);
    }

    private Measurement measurement(Kind kind, String question, String unit, ToDoubleFunction<CaughtUp> figure) {
        double[] values = repetitions.getOrDefault(kind, List.of()).stream()
                .mapToDouble(figure)
                .toArray();
        return Measurement.of(question, kind.series(), 0, unit, values);
    }

    /** Of the whole job to another, in the median repetition. */
    private double ratio(Kind other, ToDoubleFunction<CaughtUp> figure) {
        List<CaughtUp> these = repetitions.getOrDefault(Kind.WARDLINE, List.of());
        List<CaughtUp> others = repetitions.getOrDefault(other, List.of());
        double[] ratios = new double[these.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = figure.applyAsDouble(these.get(i)) / figure.applyAsDouble(others.get(i));
        }
        return Measurement.of("", other.series(), 0, "", ratios).median();
    }

    private void profileAndLatency(JsonLines results, EventFeed feed, long evidence) throws Exception {
        progress.accept("profiling wardline");
        Path file = profileFile == null ? loopback.files().resolve("profile.jfr") : profileFile;
        Map<TopicPartition, Long> from = loopback.ends(Topics.ALERTS.topic());
        ThreadTimes times = ThreadTimes.beforeJob();
        try (BenchJob job = BenchJob.start(Kind.WARDLINE, loopback);
                Recording recording = CpuProfile.begin()) {
            job.awaitRead(plan.events() / 2);
            Instant began = Instant.now();
            times.begin();
            CaughtUp profiled = job.awaitCaughtUp(plan.events() / 2, plan.events());
            Map<String, Double> threads = times.shares(THREADS);
            CpuProfile profile = CpuProfile.end(recording, file, began);
            check(job, evidence);
            checkAlerts(from);
            report(results, profile, threads);
            double sustained = sustained(feed, job);
            progress.accept("latency at %,.0f events/s".formatted(sustained * LATENCY_LOAD));
            KafkaToKafka latency = KafkaToKafka.measure(
                    loopback,
                    feed,
                    job,
                    plan.events() + plan.sustainedEvents(),
                    sustained * LATENCY_LOAD,
                    plan.latencyWarmUp(),
                    plan.latency());
            check(job, feed.evidence());
            report(results, latency);
            Map<String, Object> summary = summary(profile, profiled, latency, evidence);
            summary.put("sustained_events_per_second", sustained);
            results.write(summary);
        }
    }

    /**
     * Events a second that come in and are done with while they come: less than a job catches up at, since to send and to store them takes
     * its part of the same machine.
     */
    private double sustained(EventFeed feed, BenchJob job) throws Exception {
        try (Spool spool = feed.spool(plan.sustainedEvents())) {
            long start = System.nanoTime();
            double unused = feed.sendEvenly(spool, Double.MAX_VALUE);
            job.awaitRead(plan.events() + plan.sustainedEvents());
            return plan.sustainedEvents() / ((System.nanoTime() - start) / 1e9);
        }
    }

    private static void report(JsonLines results, CpuProfile profile, Map<String, Double> threads) throws Exception {
        for (Map.Entry<String, Double> share : profile.groupShares().entrySet()) {
            results.write(Measurement.of("whole_path_profile", share.getKey(), 0, "share", share.getValue()));
        }
        for (Map.Entry<String, Double> share : profile.methodShares(METHODS).entrySet()) {
            results.write(Measurement.of("whole_path_methods", share.getKey(), 0, "share", share.getValue()));
        }
        for (Map.Entry<String, Double> share : threads.entrySet()) {
            results.write(Measurement.of("whole_path_threads", share.getKey(), 0, "share", share.getValue()));
        }
    }

    private static void report(JsonLines results, KafkaToKafka latency) throws Exception {
        results.write(Measurement.of("whole_path_latency", "p50", 0, "ms", (double) latency.p50()));
        results.write(Measurement.of("whole_path_latency", "p99", 0, "ms", (double) latency.p99()));
        results.write(Measurement.of("whole_path_latency", "p999", 0, "ms", (double) latency.p999()));
    }

    private Map<String, Object> summary(CpuProfile profile, CaughtUp profiled, KafkaToKafka latency, long evidence) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("benchmark", "topology");
        for (Kind other : EnumSet.complementOf(EnumSet.of(Kind.WARDLINE))) {
            summary.put("whole_path_vs_" + other.series(), ratio(other, CaughtUp::eventsPerSecond));
            summary.put("whole_path_vs_" + other.series() + "_cpu", ratio(other, CaughtUp::cpuSecondsPerMillion));
        }
        summary.put("whole_path_events_per_second", throughput(Kind.WARDLINE).median());
        summary.put("events", plan.events());
        summary.put("evidence", evidence);
        summary.put("alerts", alertIds.size());
        summary.put("repetitions", plan.repetitions());
        summary.put("p50_alert_ms", latency.p50());
        summary.put("p99_alert_ms", latency.p99());
        summary.put("p999_alert_ms", latency.p999());
        summary.put("longest_alert_ms", latency.longest());
        summary.put("latency_alerts", latency.alerts());
        summary.put("latency_corrections_left_out", latency.corrections());
        summary.put("latency_offered_events_per_second", latency.offeredPerSecond());
        summary.put("latency_sent_events_per_second", latency.sentPerSecond());
        summary.put("latency_kept_pace", latency.keptPace());
        summary.put("profiled_seconds", profiled.seconds());
        summary.put("profiled_cpu_seconds_per_million_events", profiled.cpuSecondsPerMillion());
        summary.put("profiled_job_sampled_seconds", profile.jobSeconds());
        summary.put("profiled_broker_sampled_seconds", profile.brokerSeconds());
        summary.put("profiled_collection_seconds", profile.collectionSeconds());
        summary.put("processors", Runtime.getRuntime().availableProcessors());
        return summary;
    }
}
