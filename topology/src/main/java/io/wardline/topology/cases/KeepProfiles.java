// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import io.wardline.topology.cases.CaseAccount.Why;
import io.wardline.topology.detect.CaseParty;
import io.wardline.topology.event.InOrder;
import io.wardline.topology.event.Retention;
import io.wardline.topology.profile.AccountFact;
import io.wardline.topology.profile.AccountFacts;
import io.wardline.topology.profile.FactsForm;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * One account a key: what a report needs of it, sealed, and the cases that it has a part in. A case that names it is answered at once, with
 * nothing where nothing is known, since its alert waits for that; and each of them hears of whatever is learned later.
 */
public final class KeepProfiles extends KeyedCoProcessFunction<String, AccountFact, CaseParty, CaseNews> {
    private static final long serialVersionUID = 1L;

    private final Duration keepFacts;
    private final Duration keepCases;
    private final FactsForm form;
    private final boolean wallClock;

    private transient ValueState<byte[]> facts;
    private transient CasesOfAccount cases;
    private transient InOrder<AccountFact> waitingFacts;
    private transient InOrder<CaseParty> waitingParties;
    private transient Counter casesLeftOut;

    /**
     * @param keepFacts how long facts are kept after the last event that told something new
     * @param keepCases how long a case hears of an account after the last alert that names it
     * @param wallClock whether records are taken as they come; else in the order in which they became known
     */
    public KeepProfiles(Duration keepFacts, Duration keepCases, FactsForm form, boolean wallClock) {
        this.keepFacts = keepFacts;
        this.keepCases = keepCases;
        this.form = form;
        this.wallClock = wallClock;
    }

    @Override
    public void open(OpenContext context) {
        ValueStateDescriptor<byte[]> ofFacts =
                new ValueStateDescriptor<>("facts", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);
        ofFacts.enableTimeToLive(Retention.of(keepFacts));
        facts = getRuntimeContext().getState(ofFacts);
        cases = new CasesOfAccount(getRuntimeContext(), "cases-of-party", keepCases);
        waitingFacts = new InOrder<>(
                getRuntimeContext(),
                "waiting-facts",
                AccountFact.class,
                AccountFact::knownAtMillis,
                AccountFact::eventId);
        waitingParties = new InOrder<>(
                getRuntimeContext(), "waiting-parties", CaseParty.class, CaseParty::knownAtMillis, CaseParty::caseId);
        casesLeftOut = getRuntimeContext().getMetricGroup().addGroup("wardline").counter("cases_unprofiled");
    }

    @Override
    public void processElement1(AccountFact fact, Context context, Collector<CaseNews> out) throws Exception {
        if (wallClock) {
            take(fact, context.getCurrentKey(), out);
        } else {
            waitingFacts.add(fact, context.timerService());
        }
    }

    @Override
    public void processElement2(CaseParty party, Context context, Collector<CaseNews> out) throws Exception {
        if (wallClock) {
            answer(party, out);
        } else {
            waitingParties.add(party, context.timerService());
        }
    }

    /** What is known of an account at a moment is known before what happens at that moment. */
    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<CaseNews> out) throws Exception {
        for (AccountFact fact : waitingFacts.until(timestamp)) {
            take(fact, context.getCurrentKey(), out);
        }
        for (CaseParty party : waitingParties.until(timestamp)) {
            answer(party, out);
        }
    }

    private void take(AccountFact fact, String accountId, Collector<CaseNews> out) throws Exception {
        AccountFacts before = known();
        if (fact.occurredAtMillis() <= before.erasedMillis()) {
            // It was erased, or is a copy of the wish.
            return;
        }
        if (fact.erased()) {
            erase(before, fact, accountId, out);
            return;
        }
        AccountFacts after = with(before, fact);
        if (after.equals(before)) {
            return;
        }
        facts.update(form.seal(after));
        for (String caseId : cases.all()) {
            tell(caseId, accountId, after, Why.NEWS, fact.knownAtMillis(), out);
        }
    }

    /** What a case has of the account is the case's to erase, when nothing holds it. */
    private void erase(AccountFacts before, AccountFact fact, String accountId, Collector<CaseNews> out)
            throws Exception {
        facts.update(form.seal(before.erasedUntil(fact.occurredAtMillis())));
        for (String caseId : cases.all()) {
            tell(caseId, accountId, AccountFacts.NONE, Why.ERASED, fact.knownAtMillis(), out);
        }
    }

    private AccountFacts with(AccountFacts before, AccountFact fact) {
        return before.hasFrom(fact.eventId()) ? before : before.and(form.open(fact.sealed()));
    }

    private void answer(CaseParty party, Collector<CaseNews> out) throws Exception {
        if (!cases.put(party.caseId(), party.knownAtMillis())) {
            casesLeftOut.inc();
        }
        tell(party.caseId(), party.accountId(), known(), Why.ANSWER, party.knownAtMillis(), out);
    }

    private AccountFacts known() throws Exception {
        byte[] sealed = facts.value();
        return sealed == null ? AccountFacts.NONE : form.open(sealed);
    }

    private static void tell(
            String caseId, String accountId, AccountFacts known, Why why, long knownAtMillis, Collector<CaseNews> out) {
        out.collect(CaseNews.of(new CaseAccount(caseId, new AccountOfCase(accountId, known), why, knownAtMillis)));
    }
}
