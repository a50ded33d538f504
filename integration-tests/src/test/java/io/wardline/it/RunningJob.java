// SPDX-License-Identifier: Apache-2.0
package io.wardline.it;

import io.wardline.cli.Await;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.kafka.common.TopicPartition;

/** A job that runs on the cluster of a {@link WardlineCluster}. */
final class RunningJob {
    /** Seconds on an idle machine; the builds of others may be beside it. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final WardlineCluster cluster;
    private final MiniCluster flink;
    private final JobID id;
    private final String group;

    RunningJob(WardlineCluster cluster, MiniCluster flink, JobID id, String group) {
        this.cluster = cluster;
        this.flink = flink;
        this.id = id;
        this.group = group;
    }

    /**
     * Waits until the job has dealt with all that was sent before, and has told it: a checkpoint flushes the sinks, and then the
     * source commits what was read before it. From here on, what was not told will not be.
     */
    void settle() {
        Map<TopicPartition, Long> sent = cluster.inputEnds();
        if (!Await.within(PATIENCE, () -> hasEnded() || hasRead(sent))) {
            throw new AssertionError("the job has read up to " + cluster.committed(group) + " of " + sent);
        }
        if (hasEnded()) {
            throw new AssertionError("the job ended by itself", endOfJob());
        }
    }

    private boolean hasRead(Map<TopicPartition, Long> sent) {
        try {
            checkpoint();
        } catch (CompletionException e) {
            // Not all of its tasks run yet.
            return false;
        }
        Map<TopicPartition, Long> committed = cluster.committed(group);
        return sent.entrySet().stream()
                .allMatch(end -> end.getValue() == 0 || committed.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    /** Takes a checkpoint and says where it is: it stays when the job is cancelled. */
    String checkpoint() {
        return flink.triggerCheckpoint(id)
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    /** Ends the job as an operator does before an upgrade, and says where its state is. */
    String stopWithSavepoint() {
        String path = flink.stopWithSavepoint(id, cluster.savepoints(), false, SavepointFormatType.CANONICAL)
                .join();
        flink.requestJobResult(id).join();
        return path;
    }

    /** Ends the job at once, with no savepoint, as the loss of its machine would. */
    void kill() {
        flink.cancelJob(id).join();
        flink.requestJobResult(id).join();
    }

    boolean hasEnded() {
        return flink.getJobStatus(id).join().isGloballyTerminalState();
    }

    private Throwable endOfJob() {
        return flink.requestJobResult(id)
                .join()
                .getSerializedThrowable()
                .<Throwable>map(Throwable.class::cast)
                .orElseGet(() -> new IllegalStateException("without an error"));
    }
}
