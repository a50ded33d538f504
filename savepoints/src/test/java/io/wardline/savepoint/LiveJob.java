// SPDX-License-Identifier: Apache-2.0
package io.wardline.savepoint;

import io.wardline.cli.Await;
import io.wardline.topology.JobConfig;
import io.wardline.topology.WardlineJob;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** The live job on a cluster of its own within this JVM, with RocksDB. */
final class LiveJob {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final JobClient client;
    private final CompletableFuture<JobExecutionResult> result;

    private LiveJob(JobClient client) {
        this.client = client;
        this.result = client.getJobExecutionResult();
    }

    /**
     * Starts the job.
     *
     * @param files for its checkpoints
     * @param savepoint to begin with, if any
     */
    static LiveJob start(JobConfig config, int parallelism, Path files, @Nullable String savepoint) throws Exception {
        Configuration flink = flink(parallelism, files);
        if (savepoint != null) {
            flink.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(parallelism, flink);
        WardlineJob.build(env, config);
        return new LiveJob(env.executeAsync(config.jobName()));
    }

    private static Configuration flink(int parallelism, Path files) {
        Configuration flink = WardlineJob.restorable();
        flink.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
        flink.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                files.resolve("checkpoints").toUri().toString());
        flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(1));
        flink.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(128));
        flink.set(TaskManagerOptions.NUM_TASK_SLOTS, parallelism);
        // A job that fails shows it.
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        return flink;
    }

    /**
     * Waits until the job has read everything that is in its topic: a record that can only become a dead letter goes behind it. The
     * savepoint that stops the job follows what was read through every operator.
     */
    void settle(LiveTopics topics) throws Exception {
        String fence = topics.sendFence();
        boolean settled = Await.within(PATIENCE, () -> result.isDone() || topics.isTold(fence));
        if (result.isDone()) {
            throw new AssertionError("the job ended by itself: " + result);
        }
        if (!settled) {
            throw new AssertionError("the job did not come to " + fence);
        }
    }

    /** Ends the job as an operator does before an upgrade, and says where its state is. */
    String stopWithSavepoint(Path files) {
        String path = client.stopWithSavepoint(
                        false, files.resolve("savepoints").toUri().toString(), SavepointFormatType.CANONICAL)
                .join();
        result.join();
        return path;
    }
}
