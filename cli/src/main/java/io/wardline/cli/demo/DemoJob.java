// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.demo;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.wardline.cli.Await;
import io.wardline.cli.UserError;
import io.wardline.schema.RegistryCoderProvider;
import io.wardline.schema.Topics;
import io.wardline.topology.ConfigException;
import io.wardline.topology.JobConfig;
import io.wardline.topology.JobConfig.Delivery;
import io.wardline.topology.Policy;
import io.wardline.topology.WardlineJob;
import io.wardline.topology.cases.CaseLogic;
import io.wardline.topology.cases.Keeping;
import io.wardline.topology.cases.Ladder;
import io.wardline.topology.kafka.Preflight;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.checkpoint.CheckpointFailureManager;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;

/** The live job on a cluster within this JVM: RocksDB, checkpoints, Kafka's ends. */
final class DemoJob implements AutoCloseable {
    /** A registry of the Confluent client's own, in memory; clients of the same name in one JVM share it. */
    private static final String REGISTRY = "mock://wardline-demo";

    private static final int PARALLELISM = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final JobClient client;
    private final CompletableFuture<JobExecutionResult> result;

    private DemoJob(JobClient client) {
        this.client = client;
        this.result = client.getJobExecutionResult();
    }

    static RegistryCoderProvider registry(Topics topic) {
        return new RegistryCoderProvider(topic.subject(), REGISTRY, Map.of(), true);
    }

    /** A client of the registry, for those who serve it. */
    static SchemaRegistryClient registryClient() {
        return RegistryCoderProvider.client(REGISTRY, Map.of());
    }

    /** Starts the job and waits until it runs. */
    static DemoJob start(String bootstrapServers, double speed, Path work) throws Exception {
        JobConfig config =
                config(bootstrapServers, speed, JobConfig.Accounts.withNewSecret(work.resolve("identifiers.secret")));
        try {
            Preflight.check(config);
        } catch (ConfigException e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(PARALLELISM, flink(work));
        WardlineJob.build(env, config);
        DemoJob job = new DemoJob(env.executeAsync("wardline demo"));
        if (!Await.within(PATIENCE, job::isRunning)) {
            throw new UserError(
                    "the job did not start within " + PATIENCE.toSeconds() + " s: try again on a quieter machine");
        }
        return job;
    }

    private static JobConfig config(String bootstrapServers, double speed, JobConfig.Accounts accounts) {
        return new JobConfig(
                "wardline demo",
                new JobConfig.Kafka(
                        bootstrapServers,
                        "wardline-demo",
                        Map.of(),
                        false,
                        Delivery.AT_LEAST_ONCE,
                        Duration.ofMinutes(15),
                        "demo"),
                new JobConfig.Registry(REGISTRY, Map.of(), true),
                Optional.empty(),
                true,
                JobConfig.DEFAULT_RECORD_BYTES,
                Policy.MAX_EVIDENCE,
                Policy.DIGEST_BYTES,
                JobConfig.DEFAULT_ALIASES,
                new CaseLogic(Ladder.DEFAULT.fasterBy(speed), JobConfig.WAIT_FOR_CASE, Keeping.DEFAULT),
                JobConfig.DEFAULT_OVERDUE_PER_SECOND,
                accounts);
    }

    private static Configuration flink(Path work) {
        Configuration flink = WardlineJob.restorable();
        flink.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
        // Each state takes an eighth of it from the little memory below.
        flink.set(RocksDBConfigurableOptions.WRITE_BUFFER_SIZE, MemorySize.ofMebiBytes(8));
        flink.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                work.resolve("checkpoints").toUri().toString());
        // The cluster's own files go where the demo's go, and with them.
        flink.set(CoreOptions.TMP_DIRS, work.toString());
        flink.set(WebOptions.TMP_DIR, work.toString());
        flink.set(WebOptions.UPLOAD_DIR, work.toString());
        flink.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(5));
        // Half-full network buffers leave at once: an alert passes two shuffles, and Flink's default waits 100 ms at
        // each.
        flink.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(5));
        // Small, so that broker, cluster and state fit a laptop.
        flink.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(256));
        flink.set(TaskManagerOptions.NUM_TASK_SLOTS, PARALLELISM);
        return flink;
    }

    /** Whether the job came to an end, which it does not by itself. */
    boolean hasEnded() {
        return result.isDone();
    }

    @Override
    public void close() {
        // A checkpoint that the stop interrupts is no failure, but Flink logs it as one, with a stack trace.
        Configurator.setLevel(CheckpointFailureManager.class, Level.ERROR);
        CompletableFuture<Void> cancelled = client.cancel();
        Await.within(PATIENCE, () -> cancelled.isDone() && result.isDone());
    }

    private boolean isRunning() {
        try {
            return client.getJobStatus().get(PATIENCE.toSeconds(), TimeUnit.SECONDS) == JobStatus.RUNNING;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
