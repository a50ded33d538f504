// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import io.wardline.topology.account.IdentifierKeys;
import io.wardline.topology.detect.CaseParty;
import io.wardline.topology.profile.AccountFact;
import io.wardline.topology.profile.AccountFacts;
import io.wardline.topology.profile.FactsForm;
import io.wardline.topology.profile.SampleFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;

/** {@link KeepProfiles} in Flink's operator harness. */
final class ProfilesHarness implements AutoCloseable {
    static final Duration KEEP_FACTS = Duration.ofDays(100);
    static final Duration KEEP_CASES = Duration.ofDays(365);

    private static final FactsForm FORM = new FactsForm(new IdentifierKeys(new byte[32]));

    private final KeyedTwoInputStreamOperatorTestHarness<String, AccountFact, CaseParty, CaseNews> harness;

    private ProfilesHarness(StateBackend backend, boolean wallClock) {
        try {
            harness = new KeyedTwoInputStreamOperatorTestHarness<>(
                    new KeyedCoProcessOperator<>(new KeepProfiles(KEEP_FACTS, KEEP_CASES, FORM, wallClock)),
                    AccountFact::accountId,
                    CaseParty::accountId,
                    Types.STRING);
            harness.setStateBackend(backend);
            harness.open();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static ProfilesHarness live() {
        return new ProfilesHarness(new HashMapStateBackend(), true);
    }

    /** As in production: state goes through every serializer. */
    static ProfilesHarness liveOnRocksDb() {
        return new ProfilesHarness(new EmbeddedRocksDBStateBackend(), true);
    }

    static ProfilesHarness replay() {
        return new ProfilesHarness(new HashMapStateBackend(), false);
    }

    ProfilesHarness fact(String account, String eventId, long knownAtMillis, AccountFacts facts) {
        return fact(new AccountFact(account, eventId, facts.sinceMillis(), knownAtMillis, false, FORM.seal(facts)));
    }

    /** What occurred in the first three days is to be erased. */
    ProfilesHarness erase(String account, long knownAtMillis) {
        return fact(new AccountFact(
                account, "erase", SampleFacts.day(3), knownAtMillis, true, FORM.seal(AccountFacts.NONE)));
    }

    private ProfilesHarness fact(AccountFact fact) {
        return doing(() -> harness.processElement1(new StreamRecord<>(fact)));
    }

    ProfilesHarness name(String account, String caseId, long knownAtMillis) {
        return doing(() -> harness.processElement2(new StreamRecord<>(new CaseParty(account, caseId, knownAtMillis))));
    }

    /** Both inputs are known until then. */
    ProfilesHarness knownUntil(long millis) {
        return doing(() -> {
            harness.processWatermark1(new Watermark(millis));
            harness.processWatermark2(new Watermark(millis));
        });
    }

    /** The clock that state expires by. */
    ProfilesHarness after(Duration time) {
        return doing(() -> harness.setStateTtlProcessingTime(time.toMillis()));
    }

    /** What cases were told since this was asked last. */
    List<CaseAccount> told() {
        List<CaseAccount> told = new ArrayList<>();
        harness.extractOutputValues().forEach(news -> told.add(news.account()));
        harness.getOutput().clear();
        return told;
    }

    int stateEntries() {
        return harness.numKeyedStateEntries();
    }

    @Override
    public void close() {
        doing(harness::close);
    }

    private ProfilesHarness doing(Action action) {
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
