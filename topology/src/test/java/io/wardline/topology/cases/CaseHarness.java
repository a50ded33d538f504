// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import io.wardline.topology.account.NamedOffender;
import io.wardline.topology.detect.CaseParty;
import io.wardline.topology.detect.Tell;
import io.wardline.topology.event.DeadLetter;
import io.wardline.topology.profile.AccountFacts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.runtime.state.storage.JobManagerCheckpointStorage;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/** A case clock in Flink's operator harness. Times are hours, as in {@link CaseFixture}. */
final class CaseHarness implements AutoCloseable {
    private static final int ENOUGH_BYTES = 256 * 1024 * 1024;

    private final KeyedTwoInputStreamOperatorTestHarness<String, Tell, CaseNews, CaseSnapshot> harness;

    private CaseHarness(
            KeyedCoProcessOperator<String, Tell, CaseNews, CaseSnapshot> operator,
            StateBackend backend,
            @Nullable OperatorSubtaskState restored) {
        try {
            harness = new KeyedTwoInputStreamOperatorTestHarness<>(
                    operator, Tell::caseId, CaseNews::caseId, Types.STRING);
            harness.setStateBackend(backend);
            harness.setCheckpointStorage(new JobManagerCheckpointStorage(ENOUGH_BYTES));
            if (restored != null) {
                harness.initializeState(restored);
            }
            harness.open();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The live job's clock, at hour 0. */
    static CaseHarness live() {
        return new CaseHarness(new LiveCaseOperator(CaseFixture.LOGIC, 500), new HashMapStateBackend(), null).at(0);
    }

    /** The live job's clock as in production: its state is in RocksDB, and goes through every serializer. */
    static CaseHarness liveOnRocksDb() {
        return new CaseHarness(new LiveCaseOperator(CaseFixture.LOGIC, 500), new EmbeddedRocksDBStateBackend(), null)
                .at(0);
    }

    static CaseHarness restored(OperatorSubtaskState state, int overduePerSecond) {
        return new CaseHarness(
                new LiveCaseOperator(CaseFixture.LOGIC, overduePerSecond), new EmbeddedRocksDBStateBackend(), state);
    }

    static CaseHarness replay(double horizonHours) {
        return new CaseHarness(
                new KeyedCoProcessOperator<>(new ReplayCaseClock(CaseFixture.LOGIC, CaseFixture.hour(horizonHours))),
                new HashMapStateBackend(),
                null);
    }

    /** The wall clock moves, and nothing before notices. */
    CaseHarness at(double hours) {
        return atMillis(CaseFixture.hour(hours));
    }

    CaseHarness atMillis(long millis) {
        return doing(() -> harness.setProcessingTime(millis));
    }

    /** The wall clock passes quarter by quarter. */
    CaseHarness passesUntil(double hours) {
        long until = CaseFixture.hour(hours);
        for (long now = harness.getProcessingTime(); now < until; now += 15 * 60_000) {
            atMillis(now);
        }
        return atMillis(until);
    }

    /** An alert, after its accounts were looked up in vain. */
    CaseHarness tell(CaseFixture.Alert alert) {
        CaseParty.of(alert.tell()).forEach(party -> hear(party.accountId(), party.caseId(), AccountFacts.NONE, alert));
        return tellUnheard(alert);
    }

    /** An alert of which nobody was looked up yet. */
    CaseHarness tellUnheard(CaseFixture.Alert alert) {
        return doing(() -> harness.processElement1(new StreamRecord<>(alert.tell())));
    }

    /** What is known of an account when the alert is told. */
    CaseHarness hear(String account, String caseId, AccountFacts facts, CaseFixture.Alert alert) {
        return hear(new CaseAccount(
                caseId,
                new AccountOfCase(account, facts),
                CaseAccount.Why.ANSWER,
                alert.tell().toldAtMillis()));
    }

    CaseHarness hear(CaseAccount account) {
        return doing(() -> harness.processElement2(new StreamRecord<>(CaseNews.of(account))));
    }

    CaseHarness report(CaseFixture.Report report) {
        return doing(() -> harness.processElement2(new StreamRecord<>(CaseNews.of(report.event()))));
    }

    CaseHarness link(CaseLinks links) {
        return doing(() -> harness.processElement2(new StreamRecord<>(CaseNews.of(links))));
    }

    CaseHarness alertsKnownUntil(long millis) {
        return doing(() -> harness.processWatermark1(new Watermark(millis)));
    }

    CaseHarness reportsKnownUntil(long millis) {
        return doing(() -> harness.processWatermark2(new Watermark(millis)));
    }

    CaseHarness end() {
        return alertsKnownUntil(Long.MAX_VALUE).reportsKnownUntil(Long.MAX_VALUE);
    }

    List<Escalation> escalations() {
        return side(CaseOutputs.ESCALATIONS);
    }

    List<String> told() {
        return escalations().stream().map(CaseFixture::brief).toList();
    }

    List<AlertOfCase> alerts() {
        return side(CaseOutputs.ALERTS);
    }

    List<DeadLetter> deadLetters() {
        return side(CaseOutputs.UNKNOWN_CASES);
    }

    List<NamedOffender> named() {
        return side(CaseOutputs.NAMED);
    }

    List<CaseSnapshot> snapshots() {
        return harness.extractOutputValues();
    }

    /** The last snapshot of each case. */
    Map<String, CaseSnapshot> cases() {
        Map<String, CaseSnapshot> last = new LinkedHashMap<>();
        snapshots().forEach(snapshot -> last.put(snapshot.state().caseId(), snapshot));
        return last;
    }

    OperatorSubtaskState snapshot() {
        try {
            return harness.snapshot(1, 1);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    int timers() {
        return harness.numEventTimeTimers() + harness.numProcessingTimeTimers();
    }

    /** Of a clock whose state is on the heap. */
    int stateEntries() {
        return harness.numKeyedStateEntries();
    }

    @Override
    public void close() {
        doing(harness::close);
    }

    private <X> List<X> side(OutputTag<X> tag) {
        Queue<StreamRecord<X>> out = harness.getSideOutput(tag);
        List<X> values = new ArrayList<>();
        if (out != null) {
            out.forEach(record -> values.add(record.getValue()));
        }
        return values;
    }

    private CaseHarness doing(Action action) {
        try {
            action.run();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return this;
    }

    @FunctionalInterface
    private interface Action {
        void run() throws Exception;
    }
}
