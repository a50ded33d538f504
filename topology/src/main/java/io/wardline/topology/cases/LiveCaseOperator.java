// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import io.wardline.topology.detect.Tell;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerServiceImpl;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;

/**
 * Keeps cases by the wall clock, and gives live records and checkpoint barriers a turn whatever number of deadlines is due.
 *
 * <p>Flink fires all processing-time timers of a millisecond in one go, and one that may not be told yet could only be put off, which costs
 * as much as to tell it and loses the order. So a case's timer is in Flink's queue for event time, which nobody but this operator advances: to the wall clock,
 * in short turns, with a pause after each. What is due is told in its turn. What was due long ago is set aside, in the order in which it
 * fell due and without a look at the case, and told from there at a bounded rate; so it holds up neither what is live nor what falls due
 * now.
 */
public final class LiveCaseOperator extends KeyedCoProcessOperator<String, Tell, CaseNews, CaseSnapshot> {
    private static final long serialVersionUID = 1L;
    /** The most timers of either kind that one turn takes, however fast the machine is. */
    static final int MOST_IN_A_TURN = 500;
    /** A timer that was this late when it was found fell due in an outage, not in a busy moment. */
    private static final long SET_ASIDE_AFTER_MILLIS = 10_000;
    /** How long a turn may last for timers of either kind, give or take the last one. */
    private static final long TURN_MILLIS = 10;
    /** What live records have for themselves between two turns, at least. */
    private static final long PAUSE_MILLIS = 10;
    /** How often to look while nothing is due. A look costs next to nothing, and a ladder's waits are hours. */
    private static final long LOOK_EVERY_MILLIS = 100;

    private final LiveCaseClock clock;
    private final int overduePerSecond;

    @SuppressWarnings("NullAway.Init") // in open()
    private transient InternalTimerServiceImpl<?, VoidNamespace> due;

    @SuppressWarnings("NullAway.Init") // in open()
    private transient InternalTimerServiceImpl<?, VoidNamespace> setAside;

    @SuppressWarnings("NullAway.Init") // in open()
    private transient Pacer pacer;

    /** Whether everything that was due in the turn before was taken. */
    private transient boolean caughtUp;
    /** When the first turn began in which not everything was taken, or the present one. */
    private transient long catchingUpSinceMillis;

    /** Tells of at most {@code overduePerSecond} overdue cases a second on each subtask. */
    public LiveCaseOperator(CaseLogic logic, int overduePerSecond) {
        this(new LiveCaseClock(logic), overduePerSecond);
    }

    private LiveCaseOperator(LiveCaseClock clock, int overduePerSecond) {
        super(clock);
        this.clock = clock;
        this.overduePerSecond = overduePerSecond;
    }

    @Override
    public void open() throws Exception {
        super.open();
        pacer = new Pacer(overduePerSecond);
        due = timers("user-timers", this);
        setAside = timers("overdue-timers", new Triggerable<>() {
            @Override
            public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
                fire(timer);
            }

            @Override
            public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
                throw new IllegalStateException("no such timer is registered");
            }
        });
        clock.overdueTimersAre(setAside);
        caughtUp = true;
        // What fell due before a restore is told without any record coming.
        takeTurnAt(now());
    }

    private InternalTimerServiceImpl<?, VoidNamespace> timers(String name, Triggerable<String, VoidNamespace> target) {
        return (InternalTimerServiceImpl<?, VoidNamespace>)
                this.<String, VoidNamespace>getInternalTimerService(name, VoidNamespaceSerializer.INSTANCE, target);
    }

    /** The watermark fires no timer here: it is of another clock, and at the end of the input would fire all. */
    @Override
    public void processWatermark(Watermark mark) {
        output.emitWatermark(mark);
    }

    /** A case's timer, when the wall clock passes it. */
    @Override
    public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
        if (timer.getTimestamp() < catchingUpSinceMillis - SET_ASIDE_AFTER_MILLIS) {
            setAside.registerEventTimeTimer(VoidNamespace.INSTANCE, timer.getTimestamp());
        } else {
            fire(timer);
        }
    }

    /** The timer of an alert that waits. */
    @Override
    public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
        clock.waitEnds(true);
        try {
            super.onProcessingTime(timer);
        } finally {
            clock.waitEnds(false);
        }
    }

    private void fire(InternalTimer<String, VoidNamespace> timer) throws Exception {
        super.onProcessingTime(timer);
    }

    private void takeTurnAt(long millis) {
        ScheduledFuture<?> unused = getProcessingTimeService().registerTimer(millis, scheduled -> takeTurn());
    }

    private void takeTurn() throws Exception {
        if (caughtUp) {
            // What falls due while the rest is being set aside must not be put behind it.
            catchingUpSinceMillis = now();
        }
        Turn forDue = new Turn(now());
        caughtUp = due.tryAdvanceWatermark(now(), () -> forDue.isOverAt(now()));
        boolean nothingToTell = true;
        if (pacer.allows(now())) {
            Turn forOverdue = new Turn(now());
            nothingToTell = setAside.tryAdvanceWatermark(now(), () -> {
                pacer.told();
                return forOverdue.isOverAt(now()) || !pacer.allows(now());
            });
        }
        takeTurnAt(now() + (caughtUp && nothingToTell ? LOOK_EVERY_MILLIS : PAUSE_MILLIS));
    }

    /** Timers that are taken without anybody else having a turn. */
    private static final class Turn {
        private final long untilMillis;
        private int taken;

        Turn(long nowMillis) {
            untilMillis = nowMillis + TURN_MILLIS;
        }

        /** Asked after each timer. */
        boolean isOverAt(long nowMillis) {
            taken++;
            return taken >= MOST_IN_A_TURN || nowMillis >= untilMillis;
        }
    }

    private long now() {
        return getProcessingTimeService().getCurrentProcessingTime();
    }
}
