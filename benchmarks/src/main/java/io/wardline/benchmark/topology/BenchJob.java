// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.topology;

import com.sun.management.OperatingSystemMXBean;
import io.wardline.cli.Await;
import io.wardline.schema.Topics;
import io.wardline.topology.ConfigException;
import io.wardline.topology.JobConfig;
import io.wardline.topology.JobConfig.Delivery;
import io.wardline.topology.Operator;
import io.wardline.topology.Policy;
import io.wardline.topology.WardlineJob;
import io.wardline.topology.cases.CaseLogic;
import io.wardline.topology.cases.Keeping;
import io.wardline.topology.cases.Ladder;
import io.wardline.topology.detect.AdmitEvents;
import io.wardline.topology.event.ConversationNews;
import io.wardline.topology.ingest.IngestedEvent;
import io.wardline.topology.kafka.KafkaEnds;
import io.wardline.topology.kafka.Preflight;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.checkpoint.CheckpointFailureManager;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;

/**
 * A job on a cluster within this JVM, configured as the demo's is: two subtasks, RocksDB, incremental checkpoints every ten seconds, at
 * least once. It reads the events from the beginning under a consumer group of its own.
 */
public final class BenchJob implements AutoCloseable {
    private static final AtomicInteger RUNS = new AtomicInteger();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration NO_LIMIT = Duration.ofDays(1);
    /** Of RocksDB: what the demo has, and more than the open conversations of a run fill. */
    private static final MemorySize USUAL_MEMORY = MemorySize.ofMebiBytes(256);
    /** Nothing has moved for so long: nothing is under way. Longer than any fetch or flush on loopback waits. */
    private static final Duration QUIET = Duration.ofSeconds(1);

    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final Kind kind;
    private final JobCounters counters;
    private final JobClient client;

    private BenchJob(Kind kind, JobCounters counters, JobClient client) {
        this.kind = kind;
        this.counters = counters;
        this.client = client;
    }

    /** What a job does with the events. */
    public enum Kind {
        /** The live job, with the bundled patterns. */
        WARDLINE,
        /** The same source and decoding, and then each event as a record of Avro into one topic: no shuffle and no state. */
        DECODE_AND_FORWARD,
        /** The same, of the events that Wardline admits. The quicker, since it writes a twentieth as much: the harder to come near to. */
        ADMIT_AND_FORWARD,
        /** The same source, decoding and admission, and nothing after: what any job on these records has to spend. */
        DECODE_ONLY;

        /** How results call it. */
        String series() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * How a job came to the end of what was there to read.
     *
     * @param events that it read between the two moments
     * @param seconds from when the first events had been read to when the last record that came of them had been taken by a sink
     * @param cpuSeconds of this whole process meanwhile, the broker and the compiler included: what others do on the machine adds little to
     *     it
     */
    public record CaughtUp(long events, double seconds, double cpuSeconds) {
        double eventsPerSecond() {
            return events / seconds;
        }

        double cpuSecondsPerMillion() {
            return cpuSeconds / events * 1e6;
        }
    }

    /** Submits a job; it may not run yet when this returns. */
    static BenchJob start(Kind kind, Loopback loopback) throws Exception {
        return start(kind, loopback, USUAL_MEMORY);
    }

    /**
     * Submits a job; it may not run yet when this returns.
     *
     * @param managedMemory of all its subtasks together, for RocksDB's blocks and what it has not yet flushed
     */
    public static BenchJob start(Kind kind, Loopback loopback, MemorySize managedMemory) throws Exception {
        String run = "bench-" + RUNS.incrementAndGet();
        JobConfig config = config(
                run,
                loopback.bootstrapServers(),
                JobConfig.Accounts.withNewSecret(loopback.files().resolve(run + ".secret")));
        Preflight.check(config);
        Configuration flink = flink(loopback.files().resolve(run), managedMemory);
        JobCounters counters = JobCounters.register(flink, run);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(Loopback.PARTITIONS, flink);
        switch (kind) {
            case WARDLINE -> WardlineJob.build(env, config);
            case DECODE_AND_FORWARD ->
                forward(Operator.ADMIT_EVENTS.on(read(env, config).process(new PassEvents())), loopback);
            case ADMIT_AND_FORWARD -> forward(admitted(env, config), loopback);
            case DECODE_ONLY -> Operator.WRITE_ALERTS.on(admitted(env, config).sinkTo(new DiscardingSink<>()));
        }
        return new BenchJob(kind, counters, env.executeAsync(run));
    }

    private static DataStream<IngestedEvent> read(StreamExecutionEnvironment env, JobConfig config)
            throws ConfigException {
        return new KafkaEnds(config, config.accounts().linking().keys())
                .read(env)
                .events();
    }

    private static SingleOutputStreamOperator<ConversationNews> admitted(
            StreamExecutionEnvironment env, JobConfig config) throws ConfigException {
        return Operator.ADMIT_EVENTS.on(read(env, config).process(new AdmitEvents()));
    }

    private static void forward(DataStream<ConversationNews> events, Loopback loopback) {
        EventWire wire = new EventWire(Loopback.registry(Topics.CONVERSATION_EVENTS), 0);
        Operator.WRITE_ALERTS.on(events.sinkTo(KafkaSink.<ConversationNews>builder()
                .setBootstrapServers(loopback.bootstrapServers())
                .setRecordSerializer(new ForwardEvents(wire))
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .build()));
    }

    private static JobConfig config(String run, String bootstrapServers, JobConfig.Accounts accounts) {
        return new JobConfig(
                run,
                new JobConfig.Kafka(
                        bootstrapServers, run, Map.of(), false, Delivery.AT_LEAST_ONCE, Duration.ofMinutes(15), run),
                new JobConfig.Registry(Loopback.REGISTRY, Map.of(), true),
                Optional.empty(),
                true,
                JobConfig.DEFAULT_RECORD_BYTES,
                Policy.MAX_EVIDENCE,
                Policy.DIGEST_BYTES,
                JobConfig.DEFAULT_ALIASES,
                new CaseLogic(Ladder.DEFAULT, JobConfig.WAIT_FOR_CASE, Keeping.DEFAULT),
                JobConfig.DEFAULT_OVERDUE_PER_SECOND,
                accounts);
    }

    private static Configuration flink(Path work, MemorySize managedMemory) {
        Configuration flink = WardlineJob.restorable();
        flink.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
        flink.set(RocksDBConfigurableOptions.USE_BLOOM_FILTER, true);
        flink.set(RocksDBConfigurableOptions.MAX_BACKGROUND_THREADS, 8);
        flink.set(RocksDBConfigurableOptions.WRITE_BUFFER_SIZE, MemorySize.ofMebiBytes(8));
        flink.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                work.resolve("checkpoints").toUri().toString());
        flink.set(CoreOptions.TMP_DIRS, work.toString());
        flink.set(WebOptions.TMP_DIR, work.toString());
        flink.set(WebOptions.UPLOAD_DIR, work.toString());
        flink.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(10));
        flink.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(5));
        flink.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, managedMemory);
        flink.set(TaskManagerOptions.NUM_TASK_SLOTS, Loopback.PARTITIONS);
        // A job that fails has no figure.
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        return flink;
    }

    public JobCounters counters() {
        return counters;
    }

    /** Waits until so many events have been read, whatever became of them. */
    void awaitRead(long events) throws Exception {
        if (!awaitRead(events, NO_LIMIT)) {
            throw new IllegalStateException("the job has not read " + events + " events in " + NO_LIMIT);
        }
    }

    /** Waits until so many events have been read, but no longer than that. Whether they have been. */
    public boolean awaitRead(long events, Duration atMost) throws Exception {
        long start = System.nanoTime();
        long moved = start;
        for (long last = 0; counters.eventsRead() < events; ) {
            if (System.nanoTime() - start > atMost.toNanos()) {
                return false;
            }
            long read = counters.eventsRead();
            moved = read == last ? moved : System.nanoTime();
            last = read;
            pause(moved);
        }
        return true;
    }

    /** Waits for a checkpoint that began after this call, and says how many bytes all is that it holds. */
    public long awaitCheckpoint() throws Exception {
        long last = counters.lastCheckpoint();
        // The next one that completes may have begun before.
        long wanted = last + 2;
        for (long moved = System.nanoTime(); last < wanted; ) {
            long now = counters.lastCheckpoint();
            moved = now == last ? moved : System.nanoTime();
            last = now;
            pause(moved);
        }
        return counters.checkpointBytes();
    }

    /**
     * Waits until so many events have been read and what they brought has been written, to an accuracy of some milliseconds. What is measured
     * begins when the job has read some: until then it compiles, as it does once in its life.
     */
    public CaughtUp awaitCaughtUp(long from, long events) throws Exception {
        awaitRead(from);
        long began = System.nanoTime();
        long before = counters.eventsRead();
        long progress = before;
        long moved = began;
        long cpuBefore = PROCESS.getProcessCpuTime();
        long cpu = cpuBefore;
        while (!isAtEnd(events) || System.nanoTime() - moved < QUIET.toNanos()) {
            long now = counters.progress();
            if (now != progress) {
                progress = now;
                moved = System.nanoTime();
                cpu = PROCESS.getProcessCpuTime();
            }
            pause(moved);
        }
        return new CaughtUp(events - before, (moved - began) / 1e9, (cpu - cpuBefore) / 1e9);
    }

    private boolean isAtEnd(long events) {
        return counters.eventsRead() >= events
                && (kind != Kind.WARDLINE
                        || counters.recordsIn(Operator.DETECT_SEQUENCES) >= counters.eventsAdmitted());
    }

    private void pause(long movedNanos) throws Exception {
        if (client.getJobExecutionResult().isDone()) {
            // Throws what made it end.
            JobExecutionResult unused = client.getJobExecutionResult().get();
            throw new IllegalStateException("the job ended by itself");
        }
        if (System.nanoTime() - movedNanos > PATIENCE.toNanos()) {
            throw new IllegalStateException("the job has not moved for " + PATIENCE.toSeconds() + " s, after "
                    + counters.eventsRead() + " events");
        }
        LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }

    /** Cancels the job and waits until it has ended. */
    @Override
    public void close() {
        // A checkpoint that the stop interrupts is no failure, but Flink logs it as one.
        Configurator.setLevel(CheckpointFailureManager.class, Level.ERROR);
        CompletableFuture<Void> cancelled = client.cancel();
        CompletableFuture<JobExecutionResult> result = client.getJobExecutionResult();
        Await.within(PATIENCE, () -> cancelled.isDone() && result.isDone());
    }
}
