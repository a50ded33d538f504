// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import io.wardline.topology.detect.Tell;
import io.wardline.topology.event.ReportEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.util.Collector;

/**
 * The case clock of a replay: one clock, {@code known_at}, carried by the watermark. Facts wait until the watermark has passed them,
 * then take effect in the order (time; accounts, alerts, links, reports; id), after what fell due before them; so the answer does not depend on
 * how the two inputs were interleaved. What is known of one account comes one after the
 * other, as do links of one case, and they stay in that order: an alert finds in its case what was known of its accounts before it. Nothing due after the horizon
 * fires.
 */
public final class ReplayCaseClock extends CaseClock {
    private static final long serialVersionUID = 1L;
    private static final Comparator<Tell> TELL_ORDER = Comparator.comparingLong(Tell::occurredAtMillis)
            .thenComparing(Tell::patternId)
            .thenComparing(Tell::step)
            .thenComparing(Tell::alertId);

    private static final Comparator<CaseAccount> ACCOUNT_ORDER = Comparator.comparingLong(CaseAccount::knownAtMillis);
    private static final Comparator<CaseLinks> LINKS_ORDER = Comparator.comparingLong(CaseLinks::knownAtMillis);
    private static final Comparator<ReportEvent> REPORT_ORDER = Comparator.comparing(ReportEvent::eventId);

    private final long horizonMillis;
    private transient ListState<Tell> tells;
    private transient ListState<CaseAccount> accounts;
    private transient ListState<CaseLinks> links;
    private transient ListState<ReportEvent> reports;

    /** Nothing due after {@code horizonMillis} fires. */
    public ReplayCaseClock(CaseLogic logic, long horizonMillis) {
        super(logic);
        this.horizonMillis = horizonMillis;
    }

    @Override
    public void open(OpenContext context) {
        super.open(context);
        tells = getRuntimeContext()
                .getListState(new ListStateDescriptor<>("waiting-alerts", TypeInformation.of(Tell.class)));
        accounts = getRuntimeContext()
                .getListState(
                        new ListStateDescriptor<>("waiting-case-accounts", TypeInformation.of(CaseAccount.class)));
        links = getRuntimeContext()
                .getListState(new ListStateDescriptor<>("waiting-case-links", TypeInformation.of(CaseLinks.class)));
        reports = getRuntimeContext()
                .getListState(new ListStateDescriptor<>("waiting-reports", TypeInformation.of(ReportEvent.class)));
    }

    @Override
    public void processElement1(Tell tell, Context context, Collector<CaseSnapshot> out) throws Exception {
        tells.add(tell);
        context.timerService().registerEventTimeTimer(tell.toldAtMillis());
    }

    @Override
    public void processElement2(CaseNews news, Context context, Collector<CaseSnapshot> out) throws Exception {
        if (news.report() != null) {
            reports.add(news.report());
            context.timerService().registerEventTimeTimer(news.report().knownAtMillis());
        }
        if (news.links() != null) {
            links.add(news.links());
            context.timerService().registerEventTimeTimer(news.links().knownAtMillis());
        }
        if (news.account() != null) {
            accounts.add(news.account());
            context.timerService().registerEventTimeTimer(news.account().knownAtMillis());
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<CaseSnapshot> out) throws Exception {
        for (CaseAccount news : take(accounts, CaseAccount::knownAtMillis, ACCOUNT_ORDER, timestamp)) {
            apply(news, timestamp, context, out);
        }
        for (Tell tell : take(tells, Tell::toldAtMillis, TELL_ORDER, timestamp)) {
            apply(tell, timestamp, context, out);
        }
        for (CaseLinks news : take(links, CaseLinks::knownAtMillis, LINKS_ORDER, timestamp)) {
            apply(news, timestamp, context, out);
        }
        for (ReportEvent report : take(reports, ReportEvent::knownAtMillis, REPORT_ORDER, timestamp)) {
            apply(report, timestamp, context, out);
        }
        tick(timestamp, context, out);
    }

    /** The facts whose time has come, in order; they wait no more. */
    private static <F> List<F> take(
            ListState<F> waiting, ToLongFunction<F> effectAtMillis, Comparator<F> order, long timestamp)
            throws Exception {
        List<F> due = new ArrayList<>();
        List<F> later = new ArrayList<>();
        for (F fact : waiting.get()) {
            (effectAtMillis.applyAsLong(fact) <= timestamp ? due : later).add(fact);
        }
        if (!due.isEmpty()) {
            waiting.update(later);
        }
        due.sort(order);
        return due;
    }

    @Override
    void register(TimerService timers, long millis) {
        if (millis <= horizonMillis) {
            timers.registerEventTimeTimer(millis);
        }
    }

    @Override
    void delete(TimerService timers, long millis) {
        // Facts that wait for the same moment share the timer, so it must stay.
    }
}
