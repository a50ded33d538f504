// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.detector;

import io.wardline.benchmark.contender.Backend;
import io.wardline.topology.Clock;
import io.wardline.topology.JobConfig;
import io.wardline.topology.cases.AccountOfCase;
import io.wardline.topology.cases.CaseAccount;
import io.wardline.topology.cases.CaseLogic;
import io.wardline.topology.cases.CaseNews;
import io.wardline.topology.cases.CaseOutputs;
import io.wardline.topology.cases.CaseSnapshot;
import io.wardline.topology.cases.Escalation;
import io.wardline.topology.cases.Keeping;
import io.wardline.topology.cases.Ladder;
import io.wardline.topology.detect.CaseParty;
import io.wardline.topology.detect.Tell;
import io.wardline.topology.profile.AccountFacts;
import java.lang.reflect.Method;
import java.util.Queue;
import java.util.function.Consumer;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.CheckpointStorage;
import org.apache.flink.state.rocksdb.RocksDBOptionsFactory;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/** The live job's case operator, with its state and timers in RocksDB, and a clock that gives it its callbacks one by one. */
final class CaseKeeper implements AutoCloseable {
    /** Flink's default for a job of few subtasks. */
    private static final int MAX_PARALLELISM = 128;

    private static final CaseLogic LOGIC = new CaseLogic(Ladder.DEFAULT, JobConfig.WAIT_FOR_CASE, Keeping.DEFAULT);

    private final KeyedTwoInputStreamOperatorTestHarness<String, Tell, CaseNews, CaseSnapshot> harness;
    private final StreamRecord<Tell> record = new StreamRecord<>(null);

    /**
     * @param from a checkpoint to start from
     * @param options of RocksDB, if other than the usual
     */
    CaseKeeper(
            MailClock clock,
            int overduePerSecond,
            CheckpointStorage checkpoints,
            @Nullable OperatorSubtaskState from,
            @Nullable RocksDBOptionsFactory options)
            throws Exception {
        KeyedCoProcessOperator<String, Tell, CaseNews, CaseSnapshot> operator =
                new Clock.Wall(overduePerSecond).caseClock(LOGIC);
        harness = new KeyedTwoInputStreamOperatorTestHarness<>(
                operator, Tell::caseId, CaseNews::caseId, Types.STRING, MAX_PARALLELISM, 1, 0);
        harness.getExecutionConfig().enableObjectReuse();
        Backend.ROCKSDB.setOn(harness, options);
        harness.setCheckpointStorage(checkpoints);
        harness.setup();
        // The harness's own clock runs all callbacks that are due in one go, and has no other way to be replaced.
        Method set =
                AbstractStreamOperator.class.getDeclaredMethod("setProcessingTimeService", ProcessingTimeService.class);
        set.setAccessible(true);
        set.invoke(operator, clock);
        if (from != null) {
            harness.initializeState(from);
        }
        harness.open();
    }

    /** After its accounts were looked up in vain, as those of most cases are. */
    void tell(Tell tell) throws Exception {
        for (CaseParty party : CaseParty.of(tell)) {
            AccountOfCase unknown = new AccountOfCase(party.accountId(), AccountFacts.NONE);
            harness.processElement2(new StreamRecord<>(
                    CaseNews.of(
                            new CaseAccount(party.caseId(), unknown, CaseAccount.Why.ANSWER, party.knownAtMillis())),
                    party.knownAtMillis()));
        }
        harness.processElement1(record.replace(tell, tell.knownAtMillis()));
    }

    /** Takes what was written, and hands over the escalations. */
    void takeEscalations(Consumer<Escalation> told) {
        harness.getOutput().clear();
        clear(harness.getSideOutput(CaseOutputs.ALERTS));
        clear(harness.getSideOutput(CaseOutputs.NAMED));
        Queue<StreamRecord<Escalation>> escalations = harness.getSideOutput(CaseOutputs.ESCALATIONS);
        for (StreamRecord<Escalation> next = poll(escalations); next != null; next = poll(escalations)) {
            told.accept(next.getValue());
        }
    }

    private static void clear(@Nullable Queue<?> queue) {
        if (queue != null) {
            queue.clear();
        }
    }

    private static <T> @Nullable T poll(@Nullable Queue<T> queue) {
        return queue == null ? null : queue.poll();
    }

    OperatorSubtaskState checkpoint() throws Exception {
        return harness.snapshot(1, 1);
    }

    @Override
    public void close() {
        try {
            harness.close();
        } catch (Exception e) {
            throw new IllegalStateException("the operator did not close", e);
        }
    }
}
