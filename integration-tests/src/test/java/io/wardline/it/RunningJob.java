// SPDX-License-Identifier: Apache-2.0
package io.wardline.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.cli.Await;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.flink.api.common.JobID;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;

/** A job that runs on the cluster of a {@link WardlineCluster}. */
final class RunningJob {
    /** Seconds on an idle machine; the builds of others may be beside it. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final MiniCluster flink;
    private final JobID id;
    private final Wire wire;
    private final String savepoints;

    /**
     * @param wire to its topics
     * @param savepoints where they go
     */
    RunningJob(MiniCluster flink, JobID id, Wire wire, String savepoints) {
        this.flink = flink;
        this.id = id;
        this.wire = wire;
        this.savepoints = savepoints;
    }

    /**
     * Waits until the job has dealt with all that was sent before, and has told it. From here on, what was not told will not be.
     *
     * <p>A record that can only become a dead letter goes into each partition of its inputs. When all are told, a checkpoint
     * follows what was read before them through every operator, and flushes the sinks. Offsets that the source commits would say
     * the same, but a source that reads nothing commits after ten seconds.
     */
    void settle() {
        String fence = wire.sendFence();
        await("tell " + fence, () -> wire.isTold(fence));
        await("take a checkpoint", this::takesACheckpoint);
    }

    private void await(String what, BooleanSupplier done) {
        boolean came = Await.within(PATIENCE, () -> hasEnded() || done.getAsBoolean());
        if (hasEnded()) {
            throw new AssertionError("the job ended before it could " + what, endOfJob());
        }
        assertThat(came).as("the job could " + what).isTrue();
    }

    private boolean takesACheckpoint() {
        try {
            checkpoint();
            return true;
        } catch (CompletionException e) {
            // Not all of its tasks run yet.
            return false;
        }
    }

    /** Takes a checkpoint and says where it is: it stays when the job is cancelled. */
    String checkpoint() {
        return flink.triggerCheckpoint(id)
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    /** Takes a savepoint, while the job goes on, and says where it is. */
    String savepoint() {
        return flink.triggerSavepoint(id, savepoints, false, SavepointFormatType.CANONICAL)
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    /** Ends the job as an operator does before an upgrade, and says where its state is. */
    String stopWithSavepoint() {
        String path = flink.stopWithSavepoint(id, savepoints, false, SavepointFormatType.CANONICAL)
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
