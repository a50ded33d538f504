// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import io.wardline.topology.detect.Tell;
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
    public void processElement1(Tell tell, Context context, Collector<CaseSnapshot> out) throws Exception {
        apply(tell, now(context), context, out);
    }

    @Override
    public void processElement2(CaseNews news, Context context, Collector<CaseSnapshot> out) throws Exception {
        if (news.report() != null) {
            apply(news.report(), now(context), context, out);
        }
        if (news.links() != null) {
            apply(news.links(), now(context), context, out);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<CaseSnapshot> out) throws Exception {
        tick(now(context), context, out);
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
