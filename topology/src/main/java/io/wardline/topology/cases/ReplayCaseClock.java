// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import io.wardline.topology.detect.Tell;
import io.wardline.topology.event.ReportEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.util.Collector;

/**
 * The case clock of a replay: one clock, {@code known_at}, carried by the watermark. Facts wait until the watermark has passed them,
 * then take effect in the order (time; alerts, reports; id), after what fell due before them; so the answer does not depend on how
 * the two inputs were interleaved. Nothing due after the horizon fires.
 */
public final class ReplayCaseClock extends CaseClock {
    private static final long serialVersionUID = 1L;
    private static final Comparator<Tell> TELL_ORDER = Comparator.comparingLong(Tell::occurredAtMillis)
            .thenComparing(Tell::patternId)
            .thenComparing(Tell::step)
            .thenComparing(Tell::alertId);

    private final long horizonMillis;
    private transient ListState<Tell> tells;
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
        reports = getRuntimeContext()
                .getListState(new ListStateDescriptor<>("waiting-reports", TypeInformation.of(ReportEvent.class)));
    }

    @Override
    public void processElement1(Tell tell, Context context, Collector<CaseSnapshot> out) throws Exception {
        tells.add(tell);
        context.timerService().registerEventTimeTimer(tell.toldAtMillis());
    }

    @Override
    public void processElement2(ReportEvent report, Context context, Collector<CaseSnapshot> out) throws Exception {
        reports.add(report);
        context.timerService().registerEventTimeTimer(report.knownAtMillis());
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<CaseSnapshot> out) throws Exception {
        for (Tell tell : takeTells(timestamp)) {
            apply(tell, timestamp, context, out);
        }
        for (ReportEvent report : takeReports(timestamp)) {
            apply(report, timestamp, context, out);
        }
        tick(timestamp, context, out);
    }

    private List<Tell> takeTells(long timestamp) throws Exception {
        List<Tell> due = new ArrayList<>();
        List<Tell> later = new ArrayList<>();
        for (Tell tell : tells.get()) {
            (tell.toldAtMillis() <= timestamp ? due : later).add(tell);
        }
        if (!due.isEmpty()) {
            tells.update(later);
        }
        due.sort(TELL_ORDER);
        return due;
    }

    private List<ReportEvent> takeReports(long timestamp) throws Exception {
        List<ReportEvent> due = new ArrayList<>();
        List<ReportEvent> later = new ArrayList<>();
        for (ReportEvent report : reports.get()) {
            (report.knownAtMillis() <= timestamp ? due : later).add(report);
        }
        if (!due.isEmpty()) {
            reports.update(later);
        }
        due.sort(Comparator.comparing(ReportEvent::eventId));
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
