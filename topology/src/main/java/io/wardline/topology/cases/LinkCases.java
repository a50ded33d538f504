// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import io.wardline.topology.detect.CaseParty;
import io.wardline.topology.event.InOrder;
import io.wardline.topology.event.Retention;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * One account a key: which cases name it as the offender, and which accounts decisions link it to. Tells each of the cases what it has to
 * say of the others whenever that changes, and a new one at once.
 */
public final class LinkCases extends KeyedCoProcessFunction<String, CaseParty, LinkNews, CaseNews> {
    /** The accounts that a case tells as linked, which it wants to know more of. */
    public static final OutputTag<CaseParty> LINKED = new OutputTag<>("linked-parties") {
        private static final long serialVersionUID = 1L;
    };

    private static final long serialVersionUID = 1L;

    private final Duration keepCases;
    private final Duration keepLinks;
    private final boolean wallClock;

    private transient InOrder<CaseParty> waitingParties;
    private transient InOrder<LinkNews> waitingNews;
    private transient CasesOfAccount cases;
    private transient ValueState<AccountLinks> links;
    private transient Counter casesLeftOut;
    private transient Counter linksLeftOut;

    /**
     * @param keepCases how long a case is kept after the last alert that names the account
     * @param keepLinks how long links are kept after the last news of them
     * @param wallClock whether records are taken as they come; else in the order in which they became known
     */
    public LinkCases(Duration keepCases, Duration keepLinks, boolean wallClock) {
        this.keepCases = keepCases;
        this.keepLinks = keepLinks;
        this.wallClock = wallClock;
    }

    @Override
    public void open(OpenContext context) {
        cases = new CasesOfAccount(getRuntimeContext(), "cases-of-account", keepCases);
        ValueStateDescriptor<AccountLinks> ofLinks =
                new ValueStateDescriptor<>("links-of-account", TypeInformation.of(AccountLinks.class));
        ofLinks.enableTimeToLive(Retention.of(keepLinks));
        links = getRuntimeContext().getState(ofLinks);
        waitingParties = new InOrder<>(
                getRuntimeContext(), "waiting-offenders", CaseParty.class, CaseParty::knownAtMillis, CaseParty::caseId);
        // What one decision says after the other stays in the order in which it said so.
        waitingNews = new InOrder<>(
                getRuntimeContext(),
                "waiting-links",
                LinkNews.class,
                LinkNews::knownAtMillis,
                LinkNews::decidedAccountId);
        MetricGroup metrics = getRuntimeContext().getMetricGroup().addGroup("wardline");
        casesLeftOut = metrics.counter("cases_unlinked");
        linksLeftOut = metrics.counter("linked_accounts_left_out");
    }

    @Override
    public void processElement1(CaseParty named, Context context, Collector<CaseNews> out) throws Exception {
        if (wallClock) {
            take(named, context, out);
        } else {
            waitingParties.add(named, context.timerService());
        }
    }

    @Override
    public void processElement2(LinkNews news, Context context, Collector<CaseNews> out) throws Exception {
        if (wallClock) {
            take(news, context, out);
        } else {
            waitingNews.add(news, context.timerService());
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<CaseNews> out) throws Exception {
        for (CaseParty named : waitingParties.until(timestamp)) {
            take(named, context, out);
        }
        for (LinkNews news : waitingNews.until(timestamp)) {
            take(news, context, out);
        }
    }

    private void take(CaseParty named, Context context, Collector<CaseNews> out) throws Exception {
        boolean isNew = !cases.has(named.caseId());
        if (!cases.put(named.caseId(), named.knownAtMillis())) {
            casesLeftOut.inc();
            return;
        }
        AccountLinks known = links.value();
        if (isNew && known != null) {
            Linked says = known.linked(context.getCurrentKey());
            tell(named.caseId(), says, Math.max(named.knownAtMillis(), known.knownAtMillis()), context, out);
        }
    }

    private void take(LinkNews news, Context context, Collector<CaseNews> out) throws Exception {
        AccountLinks stored = links.value();
        AccountLinks before = stored == null ? AccountLinks.NONE : stored;
        AccountLinks all = before.with(news);
        linksLeftOut.inc(all.tooMany());
        AccountLinks after = all.bounded();
        if (!after.isNothing()) {
            links.update(after);
        } else if (stored != null) {
            links.clear();
        }
        Linked says = after.linked(context.getCurrentKey());
        if (!says.equals(before.linked(context.getCurrentKey()))) {
            for (String caseId : cases.all()) {
                tell(caseId, says, after.knownAtMillis(), context, out);
            }
        }
    }

    private static void tell(String caseId, Linked says, long knownAtMillis, Context context, Collector<CaseNews> out) {
        out.collect(CaseNews.of(new CaseLinks(caseId, says, knownAtMillis)));
        says.accounts().stream()
                .map(LinkedAccount::accountId)
                .distinct()
                .forEach(account -> context.output(LINKED, new CaseParty(account, caseId, knownAtMillis)));
    }
}
