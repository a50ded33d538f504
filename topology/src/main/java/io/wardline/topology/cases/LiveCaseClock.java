// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import io.wardline.topology.detect.Tell;
import io.wardline.topology.event.ReportEvent;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.util.Collector;

/**
 * The case clock of the live job: facts take effect as they come, and the ladder runs on the wall clock, since a deadline passes
 * whether or not events flow. After an outage what fell due is told at once, marked overdue, and paced.
 */
public final class LiveCaseClock extends CaseClock {
    private static final long serialVersionUID = 1L;
    /** A timer this late fired after an outage, not after a busy moment. */
    private static final long PACED_AFTER_MILLIS = 10_000;

    private final int overduePerSecond;
    private transient Pacer pacer;

    /** Tells of at most {@code overduePerSecond} overdue cases a second on each subtask. */
    public LiveCaseClock(CaseLogic logic, int overduePerSecond) {
        super(logic);
        this.overduePerSecond = overduePerSecond;
    }

    @Override
    public void open(OpenContext context) {
        super.open(context);
        pacer = new Pacer(overduePerSecond);
    }

    @Override
    public void processElement1(Tell tell, Context context, Collector<CaseSnapshot> out) throws Exception {
        apply(tell, now(context), context, out);
    }

    @Override
    public void processElement2(ReportEvent report, Context context, Collector<CaseSnapshot> out) throws Exception {
        apply(report, now(context), context, out);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<CaseSnapshot> out) throws Exception {
        long now = now(context);
        if (now - timestamp > PACED_AFTER_MILLIS) {
            long slot = pacer.slotFor(now);
            if (slot > now) {
                putOff(slot, context);
                return;
            }
        }
        tick(now, context, out);
    }

    private static long now(Context context) {
        return context.timerService().currentProcessingTime();
    }

    @Override
    void register(TimerService timers, long millis) {
        timers.registerProcessingTimeTimer(millis);
    }

    @Override
    void delete(TimerService timers, long millis) {
        timers.deleteProcessingTimeTimer(millis);
    }
}
