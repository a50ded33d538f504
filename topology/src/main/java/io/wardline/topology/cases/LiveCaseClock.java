// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import io.wardline.topology.detect.CaseParty;
import io.wardline.topology.detect.Tell;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.util.Collector;

/**
 * The case clock of the live job: facts take effect as they come, and the ladder runs on the wall clock, since a deadline passes
 * whether or not events flow. Its timers are in Flink's queue for event time, and {@link LiveCaseOperator} says when they fire.
 */
final class LiveCaseClock extends CaseClock {
    private static final long serialVersionUID = 1L;

    /** Far longer than a look-up takes: an alert is late rather than never, and says that more is missing than is. */
    private static final long MOST_WAITED_MILLIS = 500;

    private transient ListState<WaitingAlert> waiting;
    private transient boolean waitEnds;

    @SuppressWarnings("NullAway.Init") // by its operator, before the first record
    private transient InternalTimerService<VoidNamespace> overdue;

    LiveCaseClock(CaseLogic logic) {
        super(logic);
    }

    /** Where timers are that fell due long ago, at the time at which they did. */
    void overdueTimersAre(InternalTimerService<VoidNamespace> timers) {
        overdue = timers;
    }

    @Override
    public void open(OpenContext context) {
        super.open(context);
        waiting = getRuntimeContext()
                .getListState(new ListStateDescriptor<>("alerts-in-wait", TypeInformation.of(WaitingAlert.class)));
    }

    /** An alert says what its case lacks, so it waits until its accounts were looked up: some milliseconds, and never long. */
    @Override
    public void processElement1(Tell tell, Context context, Collector<CaseSnapshot> out) throws Exception {
        List<WaitingAlert> before = waiting();
        if (before.isEmpty() && hasHeardOfAll(tell, context)) {
            apply(tell, now(context), context, out);
            return;
        }
        long until = now(context) + MOST_WAITED_MILLIS;
        waiting.add(new WaitingAlert(tell, until));
        context.timerService().registerProcessingTimeTimer(until);
    }

    /** Those whose accounts are known, and those that waited for long enough. Whoever comes after one that waits stays behind it. */
    private void tellWhatWaited(Context context, Collector<CaseSnapshot> out) throws Exception {
        List<WaitingAlert> alerts = waiting();
        int told = 0;
        for (WaitingAlert alert : alerts) {
            if (now(context) < alert.untilMillis() && !hasHeardOfAll(alert.tell(), context)) {
                break;
            }
            apply(alert.tell(), now(context), context, out);
            told++;
        }
        if (told > 0) {
            waiting.update(alerts.subList(told, alerts.size()));
        }
    }

    private List<WaitingAlert> waiting() throws Exception {
        List<WaitingAlert> alerts = new ArrayList<>();
        waiting.get().forEach(alerts::add);
        return alerts;
    }

    /** Whether the timer that fires is an alert's that waits; else it is the ladder's, which has nothing to do with it. */
    void waitEnds(boolean ends) {
        waitEnds = ends;
    }

    private boolean hasHeardOfAll(Tell tell, Context context) throws Exception {
        if (tell.refresh()) {
            return true;
        }
        Heard heard = facts(context).heard();
        return CaseParty.of(tell).stream().allMatch(party -> heard.hasHeardOf(party.accountId()));
    }

    @Override
    public void processElement2(CaseNews news, Context context, Collector<CaseSnapshot> out) throws Exception {
        if (news.report() != null) {
            apply(news.report(), now(context), context, out);
        }
        if (news.links() != null) {
            apply(news.links(), now(context), context, out);
        }
        if (news.account() != null) {
            apply(news.account(), now(context), context, out);
            if (news.account().why() == CaseAccount.Why.ANSWER) {
                tellWhatWaited(context, out);
            }
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<CaseSnapshot> out) throws Exception {
        if (waitEnds) {
            tellWhatWaited(context, out);
        } else {
            tick(now(context), context, out);
        }
    }

    private static long now(Context context) {
        return context.timerService().currentProcessingTime();
    }

    @Override
    void register(TimerService timers, long millis) {
        timers.registerEventTimeTimer(millis);
    }

    @Override
    void delete(TimerService timers, long millis) {
        timers.deleteEventTimeTimer(millis);
        if (millis < timers.currentProcessingTime()) {
            overdue.deleteEventTimeTimer(VoidNamespace.INSTANCE, millis);
        }
    }
}
