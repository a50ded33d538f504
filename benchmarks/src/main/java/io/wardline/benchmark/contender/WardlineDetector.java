// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.contender;

import io.wardline.topology.Policy;
import io.wardline.topology.detect.DetectOperator;
import io.wardline.topology.detect.DetectSequences;
import io.wardline.topology.detect.Tell;
import io.wardline.topology.event.Arrival;
import io.wardline.topology.event.ConversationNews;
import io.wardline.topology.revision.PatternStart;
import io.wardline.topology.revision.Revision;
import java.util.Queue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.SavepointType;
import org.apache.flink.runtime.state.CheckpointStorage;
import org.apache.flink.runtime.state.StateObject;
import org.apache.flink.runtime.state.storage.JobManagerCheckpointStorage;
import org.apache.flink.state.rocksdb.RocksDBOptionsFactory;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/** The detector as the job runs it, on RocksDB. */
public final class WardlineDetector implements Contender {
    /** Flink's default for a job of few subtasks. */
    private static final int MAX_PARALLELISM = 128;

    private final Matches matches = new Matches();
    private final KeyedTwoInputStreamOperatorTestHarness<String, ConversationNews, Revision, Tell> harness;
    private final StreamRecord<ConversationNews> record = new StreamRecord<>(null);
    private final DetectSequences function;
    private long told;

    /** With {@link FourSteps} and nothing else. */
    public WardlineDetector() throws Exception {
        this(1, null);
    }

    /**
     * @param patterns how many are live; those beside {@link FourSteps} count in no result
     * @param options of RocksDB, if other than the usual
     */
    public WardlineDetector(int patterns, @Nullable RocksDBOptionsFactory options) throws Exception {
        this(patterns, options, Policy.DIGEST_BYTES, new JobManagerCheckpointStorage(Integer.MAX_VALUE), null);
    }

    /** With {@link FourSteps} and nothing else, and so much of the heap to remember conversations by. */
    public static WardlineDetector remembering(long digestBytes) throws Exception {
        return new WardlineDetector(1, null, digestBytes, new JobManagerCheckpointStorage(Integer.MAX_VALUE), null);
    }

    /** With {@link FourSteps} and nothing else, and somewhere to keep checkpoints. */
    public WardlineDetector(CheckpointStorage checkpoints, @Nullable OperatorSubtaskState restored) throws Exception {
        this(1, null, Policy.DIGEST_BYTES, checkpoints, restored);
    }

    private WardlineDetector(
            int patterns,
            @Nullable RocksDBOptionsFactory options,
            long digestBytes,
            CheckpointStorage checkpoints,
            @Nullable OperatorSubtaskState restored)
            throws Exception {
        function = new DetectSequences(
                PatternStart.of(LivePatternSet.of(patterns)),
                Policy.RETENTION,
                Policy.MAX_EVIDENCE,
                digestBytes,
                Long.MAX_VALUE,
                true);
        harness = new KeyedTwoInputStreamOperatorTestHarness<>(
                new DetectOperator(function),
                ConversationNews::conversationId,
                null,
                Types.STRING,
                MAX_PARALLELISM,
                1,
                0);
        harness.getExecutionConfig().enableObjectReuse();
        Backend.ROCKSDB.setOn(harness, options);
        harness.setCheckpointStorage(checkpoints);
        if (restored != null) {
            harness.initializeState(restored);
        }
        harness.open();
    }

    @Override
    public String name() {
        return "wardline";
    }

    @Override
    public void accept(Arrival arrival) throws Exception {
        harness.processElement1(
                record.replace(ConversationNews.of(arrival), arrival.event().knownAtMillis()));
        for (Object out = harness.getOutput().poll();
                out != null;
                out = harness.getOutput().poll()) {
            if (out instanceof StreamRecord<?> element && element.getValue() instanceof Tell tell) {
                take(tell);
            }
        }
        Queue<?> offenders = harness.getSideOutput(DetectSequences.OFFENDERS);
        if (offenders != null) {
            offenders.clear();
        }
    }

    private void take(Tell tell) {
        told++;
        if (!tell.patternId().equals(LivePatternSet.FOUR_STEPS) || tell.refresh()) {
            return;
        }
        String deciding =
                tell.evidence().get(tell.evidence().size() - 1).event().eventId();
        if (tell.withdrawn()) {
            matches.withdraw(tell.conversationId(), deciding);
        } else {
            matches.tell(tell.conversationId(), deciding);
        }
    }

    /** How much was told so far, of all patterns. */
    public long told() {
        return told;
    }

    /** Bytes of a canonical savepoint: every key and value as serialised, and what frames them. */
    public long savepointBytes() throws Exception {
        return harness
                .snapshotWithLocalState(1, 1, SavepointType.savepoint(SavepointFormatType.CANONICAL))
                .getJobManagerOwnedState()
                .getManagedKeyedState()
                .stream()
                .mapToLong(StateObject::getStateSize)
                .sum();
    }

    /** A checkpoint, written to where checkpoints are kept. */
    public OperatorSubtaskState checkpoint() throws Exception {
        return harness.snapshot(1, 1);
    }

    /** How often an automaton was started over a log. */
    public long automatonRuns() {
        return function.automatonRuns();
    }

    @Override
    public void finish() {}

    @Override
    public Matches matches() {
        return matches;
    }

    @Override
    public void close() {
        Harnesses.close(harness);
    }
}
