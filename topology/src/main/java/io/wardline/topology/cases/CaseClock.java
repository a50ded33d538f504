// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import io.wardline.topology.account.NamedOffender;
import io.wardline.topology.detect.Tell;
import io.wardline.topology.event.DeadLetter;
import io.wardline.topology.event.ReportEvent;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * One case a key: folds alerts, report events and links of its offender into it, tells the ladder's levels when they fall due, and a
 * snapshot with each change. This class is the seam between facts and Flink; what facts do to a case is {@link CaseLogic}'s. Which clock
 * is read is its two subclasses': the wall clock in the live job, {@code known_at} in a replay.
 */
abstract sealed class CaseClock extends KeyedCoProcessFunction<String, Tell, CaseNews, CaseSnapshot>
        permits LiveCaseClock, ReplayCaseClock {
    private static final long serialVersionUID = 1L;

    /** The state of this function, for tools that read savepoints. */
    static final ValueStateDescriptor<CaseState> CASE =
            new ValueStateDescriptor<>("case", TypeInformation.of(CaseState.class));

    private final CaseLogic logic;

    private transient ValueState<CaseState> state;
    private transient Counter opened;
    private transient Counter escalations;
    private transient Counter overdue;
    private transient Counter deadLetters;
    private transient FilingMetrics filings;

    CaseClock(CaseLogic logic) {
        this.logic = logic;
    }

    @Override
    public void open(OpenContext context) {
        state = getRuntimeContext().getState(CASE);
        MetricGroup metrics = getRuntimeContext().getMetricGroup().addGroup("wardline");
        opened = metrics.counter("cases_opened");
        escalations = metrics.counter("escalations_told");
        overdue = metrics.counter("escalations_overdue");
        deadLetters = metrics.counter("dead_letters");
        filings = new FilingMetrics(metrics);
    }

    /** Registers a timer of this clock's kind. */
    abstract void register(TimerService timers, long millis);

    /** Gives a timer of this clock's kind up; one that fires all the same finds nothing due. */
    abstract void delete(TimerService timers, long millis);

    /** An alert takes effect. */
    final void apply(Tell tell, long nowMillis, Context context, Collector<CaseSnapshot> out) throws Exception {
        CaseState before = current(context.getCurrentKey());
        if (tell.withdrawn() && !before.isOpened()) {
            // Of a case that is gone: whoever has the alert hears of it, and nobody a new case.
            CaseState briefly = logic.told(before, tell, nowMillis).state().orElse(before);
            context.output(
                    CaseOutputs.ALERTS,
                    new AlertOfCase(tell, new CaseSnapshot(briefly, logic.view(briefly, nowMillis))));
            return;
        }
        CaseLogic.Change told = logic.told(before, tell, nowMillis);
        boolean changed = !told.state().equals(Optional.of(before));
        if (!changed) {
            return;
        }
        CaseState after = settle(before, told, nowMillis, context.timerService(), emitter(context), out, true);
        if (!before.isOpened()) {
            opened.inc();
        }
        if (!tell.refresh()) {
            CaseSnapshot snapshot = new CaseSnapshot(after, logic.view(after, nowMillis));
            context.output(CaseOutputs.ALERTS, new AlertOfCase(tell, snapshot));
        }
    }

    /** A report event takes effect. */
    final void apply(ReportEvent report, long nowMillis, Context context, Collector<CaseSnapshot> out)
            throws Exception {
        CaseState before = current(context.getCurrentKey());
        CaseLogic.Change change = logic.reported(before, report, nowMillis);
        boolean changed = before.isOpened() && !CaseFacts.holds(before, report);
        CaseState after = settle(before, change, nowMillis, context.timerService(), emitter(context), out, changed);
        if (changed) {
            filings.reported(logic.view(before, nowMillis), logic.view(after, nowMillis));
        }
    }

    /** What is known of the offender's other accounts takes effect. An open case's timer stands as it did. */
    final void apply(CaseLinks links, long nowMillis, Context context, Collector<CaseSnapshot> out) throws Exception {
        CaseState before = current(context.getCurrentKey());
        CaseState after = before.withHeard(before.heard().with(links.linked(), nowMillis));
        if (!before.isOpened()) {
            CaseLogic.Change waits = CaseLogic.Change.of(after, List.of());
            settle(before, waits, nowMillis, context.timerService(), emitter(context), out, false);
        } else if (!Objects.equals(before.heard().linked(), after.heard().linked())) {
            state.update(after);
            out.collect(new CaseSnapshot(after, logic.view(after, nowMillis)));
        }
    }

    /** What is known of one of the case's accounts takes effect. An open case's timer stands as it did. */
    final void apply(CaseAccount news, long nowMillis, Context context, Collector<CaseSnapshot> out) throws Exception {
        CaseState before = current(context.getCurrentKey());
        if (news.why() == CaseAccount.Why.ERASED) {
            erase(before, news, nowMillis, context, out);
            return;
        }
        if (news.why() == CaseAccount.Why.NEWS && !before.isOpened()) {
            // Of a case that is gone. An alert that opens it anew asks.
            return;
        }
        CaseState after = before.withHeard(before.heard().with(news.account()));
        if (after.equals(before)) {
            return;
        }
        if (!before.isOpened()) {
            CaseState waiting = after.withHeard(after.heard().waitingSince(nowMillis));
            CaseLogic.Change waits = CaseLogic.Change.of(waiting, List.of());
            settle(before, waits, nowMillis, context.timerService(), emitter(context), out, false);
            return;
        }
        state.update(after);
        if (!saysNothing(before, news.account())) {
            out.collect(new CaseSnapshot(after, logic.view(after, nowMillis)));
        }
    }

    /** A case that must not be lost keeps what it knows, and goes when it may. One that only links to the account goes for nobody. */
    private void erase(CaseState before, CaseAccount news, long nowMillis, Context context, Collector<CaseSnapshot> out)
            throws Exception {
        String accountId = news.account().accountId();
        CaseState after = before;
        if (before.isOpened() && before.isParty(accountId)) {
            after = before.withHeard(before.heard().with(new Erasure(accountId, news.knownAtMillis())));
        } else if (!before.isOpened() || !logic.isHeld(before, nowMillis)) {
            after = before.withHeard(before.heard().without(accountId));
        }
        if (!after.equals(before)) {
            CaseLogic.Change change = CaseLogic.Change.of(after, List.of());
            settle(before, change, nowMillis, context.timerService(), emitter(context), out, before.isOpened());
        }
    }

    /** That nothing is known of an account of which nothing was. */
    private static boolean saysNothing(CaseState before, AccountOfCase account) {
        return account.facts().isNothing() && !before.heard().hasHeardOf(account.accountId());
    }

    /** What the case's facts are, opened or not. */
    final CaseState facts(Context context) throws Exception {
        return current(context.getCurrentKey());
    }

    /** Time passes. */
    final void tick(long nowMillis, OnTimerContext context, Collector<CaseSnapshot> out) throws Exception {
        CaseState before = state.value();
        if (before != null) {
            CaseLogic.Change nothing = CaseLogic.Change.of(before, List.of());
            settle(before, nothing, nowMillis, context.timerService(), emitter(context), out, false);
        }
    }

    private CaseState current(String caseId) throws Exception {
        CaseState current = state.value();
        return current == null ? CaseFacts.none(caseId) : current;
    }

    /** After a fact, what is due at the same moment is told too; then the state, its timer and its snapshot follow. */
    private CaseState settle(
            CaseState before,
            CaseLogic.Change change,
            long nowMillis,
            TimerService timers,
            Emitter emitter,
            Collector<CaseSnapshot> out,
            boolean changed)
            throws Exception {
        CaseState after = change.state().orElse(before);
        CaseLogic.Change due = logic.due(after, nowMillis);
        change.escalations().forEach(emitter.escalations());
        due.escalations().forEach(emitter.escalations());
        change.expired().forEach(emitter.expired());
        due.expired().forEach(emitter.expired());
        if (due.state().isEmpty()) {
            delete(timers, before.timerMillis());
            state.clear();
            if (before.isOpened()) {
                out.collect(new CaseSnapshot(after, logic.view(after, nowMillis), true));
            }
            if (names(before, nowMillis)) {
                // What is out of its retention watches nobody.
                emitter.named().accept(named(before, false, nowMillis));
            }
            return after;
        }
        CaseState settled = due.state().get();
        long next = logic.nextDue(settled, nowMillis).orElse(0);
        if (next != before.timerMillis()) {
            delete(timers, before.timerMillis());
            register(timers, next);
        }
        state.update(settled.withTimer(next));
        boolean told = !change.escalations().isEmpty() || !due.escalations().isEmpty();
        if (settled.isOpened() && (changed || told)) {
            out.collect(new CaseSnapshot(settled, logic.view(settled, nowMillis)));
        }
        if (changed && names(settled, nowMillis) != names(before, nowMillis)) {
            emitter.named().accept(named(settled, names(settled, nowMillis), nowMillis));
        }
        return settled;
    }

    private static NamedOffender named(CaseState facts, boolean names, long nowMillis) {
        return new NamedOffender(facts.offender().accountId(), facts.caseId(), names, nowMillis);
    }

    private boolean names(CaseState facts, long nowMillis) {
        return facts.isOpened() && logic.view(facts, nowMillis).names(facts);
    }

    private Emitter emitter(Context context) {
        return new Emitter(
                escalation -> {
                    escalations.inc();
                    if (escalation.overdue()) {
                        overdue.inc();
                    }
                    context.output(CaseOutputs.ESCALATIONS, escalation);
                },
                report -> {
                    deadLetters.inc();
                    context.output(
                            CaseOutputs.UNKNOWN_CASES,
                            new DeadLetter(
                                    report.origin(),
                                    DeadLetter.Code.UNKNOWN_CASE,
                                    "no alert opened this case while the report event waited for it, with at most "
                                            + (CaseFacts.MAX_REPORTS - 1) + " others",
                                    report.bytes(),
                                    report.knownAtMillis()));
                },
                named -> context.output(CaseOutputs.NAMED, named));
    }

    /** Where the escalations go, the report events whose case never came, and whom cases name. */
    private record Emitter(
            Consumer<Escalation> escalations, Consumer<ReportEvent> expired, Consumer<NamedOffender> named) {}
}
