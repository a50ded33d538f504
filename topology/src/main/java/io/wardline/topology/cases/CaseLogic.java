// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import io.wardline.topology.cases.CaseView.Status;
import io.wardline.topology.cases.FiredLevel.Outcome;
import io.wardline.topology.detect.Ids;
import io.wardline.topology.detect.Tell;
import io.wardline.topology.event.ReportEvent;
import io.wardline.topology.event.ReportEvent.Kind;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * What facts do to a case, and which levels of the ladder fall due. Pure: the clock is an argument, so that the live job gives it the
 * wall clock and a replay the record's.
 *
 * @param ladder who is told when
 * @param waitForCase how long a report event waits for its case
 * @param keeping how long a case is kept
 */
public record CaseLogic(Ladder ladder, Duration waitForCase, Keeping keeping) implements Serializable {

    /**
     * What a fact or the clock did.
     *
     * @param state after it; empty when nothing is left to keep
     * @param escalations to be told
     * @param expired report events whose case never came, or that were one too many to wait for it
     */
    public record Change(Optional<CaseState> state, List<Escalation> escalations, List<ReportEvent> expired) {
        static Change of(CaseState state, List<Escalation> escalations) {
            return new Change(Optional.of(state), escalations, List.of());
        }
    }

    /** A level, or a repeat of the breach, and when it is due. */
    private record Rung(String level, int repeat, long dueAtMillis) {}

    /**
     * An alert takes effect. A copy changes nothing; one that is told again since its victim turned out to be younger changes what the
     * case knows of its parties, and so perhaps its severity and deadline.
     */
    public Change told(CaseState state, Tell tell, long nowMillis) {
        if (CaseFacts.holds(state, tell)) {
            return Change.of(tell.refresh() ? CaseFacts.refreshed(state, tell) : state, List.of());
        }
        if (tell.refresh()) {
            // Told by a pattern that came after the match was decided: it tells what is decided from then on.
            return Change.of(state, List.of());
        }
        boolean filed = state.isOpened() && view(state, nowMillis).status() == Status.FILED;
        return Change.of(CaseFacts.with(state, tell, filed, nowMillis), List.of());
    }

    /** A report event takes effect; one that comes before its case waits. A copy changes nothing. */
    public Change reported(CaseState state, ReportEvent report, long nowMillis) {
        if (CaseFacts.holds(state, report)) {
            return Change.of(state, List.of());
        }
        CaseState after = CaseFacts.with(state, report);
        if (!state.isOpened()) {
            List<ReportEvent> tooMany = new ArrayList<>(state.reports());
            tooMany.add(report);
            tooMany.removeAll(after.reports());
            return new Change(Optional.of(after), List.of(), tooMany);
        }
        Status was = view(state, nowMillis).status();
        Status is = view(after, nowMillis).status();
        if (was != Status.FILED && is == Status.FILED) {
            boolean late = was == Status.DISMISSED;
            return resolved(late ? withoutWhatWasDue(after, nowMillis) : after, report, nowMillis);
        }
        // From dismissed too: by a filing that ends the dismissal, and is known only after what took it back.
        if (was != Status.OPEN && is == Status.OPEN) {
            return restarted(after, report, nowMillis);
        }
        return Change.of(after, List.of());
    }

    /** Time passes: levels that are due are told, in order; what is out of its retention goes. */
    public Change due(CaseState state, long nowMillis) {
        if (!state.isOpened()) {
            return waiting(state, nowMillis);
        }
        CaseView view = view(state, nowMillis);
        if (nowMillis >= expiresAt(state, view)) {
            return new Change(Optional.empty(), List.of(), List.of());
        }
        List<Escalation> escalations = new ArrayList<>();
        List<FiredLevel> fired = new ArrayList<>(state.fired());
        endOfHold(state, view).filter(end -> end.isDueAt(nowMillis)).ifPresent(end -> {
            escalations.add(escalation(state, view, end.rung(), end.rung().dueAtMillis(), nowMillis, false, false, ""));
            fired.add(new FiredLevel(end.expiresAtMillis(), HOLD_ENDS, 0, nowMillis, Outcome.TOLD));
        });
        for (Rung rung : toTell(view)) {
            if (rung.dueAtMillis() > nowMillis || isOver(fired, view, rung)) {
                continue;
            }
            boolean quiet = rung.repeat() > 0 && isQuiet(state, rung.dueAtMillis());
            if (!quiet) {
                // A case that opened late could not be told of earlier.
                boolean overdue = nowMillis > rung.dueAtMillis() + OVERDUE_AFTER_MILLIS;
                escalations.add(escalation(state, view, rung, rung.dueAtMillis(), nowMillis, overdue, false, ""));
            }
            fired.add(over(view, rung, nowMillis, quiet ? Outcome.SKIPPED : Outcome.TOLD));
        }
        return Change.of(state.withFired(List.copyOf(fired)), escalations);
    }

    /** When {@link #due} has something to do next. */
    public OptionalLong nextDue(CaseState state, long nowMillis) {
        if (!state.isOpened()) {
            LongStream since = state.reports().stream().mapToLong(ReportEvent::knownAtMillis);
            return LongStream.concat(since, heardSince(state))
                    .map(millis -> millis + waitForCase.toMillis())
                    .min();
        }
        CaseView view = view(state, nowMillis);
        long next = expiresAt(state, view);
        Optional<EndOfHold> end = endOfHold(state, view);
        if (end.isPresent()) {
            next = Math.min(next, end.get().rung().dueAtMillis());
        }
        for (Rung rung : toTell(view)) {
            if (!isOver(state.fired(), view, rung)) {
                next = Math.min(next, rung.dueAtMillis());
            }
        }
        return OptionalLong.of(next);
    }

    /** What the facts amount to now. */
    public CaseView view(CaseState state, long nowMillis) {
        return CaseView.of(state, ladder, keeping, nowMillis);
    }

    /** The level that tells that a filed case will be deleted. */
    public static final String HOLD_ENDS = "hold_ends";

    /** A timer fires within a minute of its time or the outage's end; later than that is late. */
    private static final long OVERDUE_AFTER_MILLIS = Duration.ofMinutes(1).toMillis();

    /** Whether something of it is still to be reported: till then nobody's wish to be erased makes it go. */
    private static boolean mustBeReported(CaseState state, CaseView view) {
        return switch (view.status()) {
            // Whoever is told to be an adult may turn out to be a child.
            case OPEN -> state.alerts().stream().anyMatch(AlertFact::reportable);
            case FILED -> state.alerts().stream().anyMatch(alert -> isAfterFiling(alert, view));
            case DISMISSED -> false;
        };
    }

    /** Whether it has to be kept as it is: it must be reported, or was. */
    boolean isHeld(CaseState state, long nowMillis) {
        CaseView view = view(state, nowMillis);
        return view.holdUntilMillis() != null || mustBeReported(state, view);
    }

    private static boolean isAfterFiling(AlertFact alert, CaseView view) {
        return alert.supplementDue()
                && view.filing() != null
                && alert.toldAtMillis() > view.filing().knownAtMillis();
    }

    private long expiresAt(CaseState state, CaseView view) {
        boolean mayErase = !state.heard().erasures().isEmpty() && !mustBeReported(state, view);
        Duration keep = view.status() == Status.DISMISSED ? keeping.keepDismissed() : keeping.keep();
        long unheld = mayErase ? Long.MIN_VALUE : state.lastActiveMillis() + keep.toMillis();
        return view.holdUntilMillis() == null ? unheld : Math.max(unheld, view.holdUntilMillis());
    }

    /** That a case that was filed goes, told in time for somebody to keep it elsewhere. */
    private record EndOfHold(long expiresAtMillis, Rung rung) {
        boolean isDueAt(long nowMillis) {
            return nowMillis >= rung.dueAtMillis();
        }
    }

    /** Empty when nothing was filed, or it was told of this end. */
    private Optional<EndOfHold> endOfHold(CaseState state, CaseView view) {
        if (view.holdUntilMillis() == null) {
            return Optional.empty();
        }
        long end = expiresAt(state, view);
        boolean isTold = state.fired().stream()
                .anyMatch(level -> level.level().equals(HOLD_ENDS) && level.episodeMillis() == end);
        long due = end - keeping.notice().toMillis();
        return isTold ? Optional.empty() : Optional.of(new EndOfHold(end, new Rung(HOLD_ENDS, 0, due)));
    }

    private Change waiting(CaseState state, long nowMillis) {
        List<ReportEvent> expired = new ArrayList<>();
        List<ReportEvent> kept = new ArrayList<>();
        for (ReportEvent report : state.reports()) {
            (report.knownAtMillis() + waitForCase.toMillis() <= nowMillis ? expired : kept).add(report);
        }
        boolean heardWaits = heardSince(state).anyMatch(since -> since + waitForCase.toMillis() > nowMillis);
        CaseState rest = CaseFacts.withReports(state, kept, state.lastActiveMillis());
        if (!heardWaits) {
            rest = rest.withHeard(Heard.NOTHING);
        }
        boolean nothingWaits = kept.isEmpty() && !heardWaits;
        return new Change(nothingWaits ? Optional.empty() : Optional.of(rest), List.of(), expired);
    }

    private static LongStream heardSince(CaseState state) {
        return state.heard().isNothing()
                ? LongStream.empty()
                : LongStream.of(state.heard().atMillis());
    }

    /** The case is filed: whoever was told last is told that it is over. Nobody is, when nobody was told before. */
    private Change resolved(CaseState state, ReportEvent filing, long nowMillis) {
        CaseView view = view(state, nowMillis);
        Optional<FiredLevel> last = lastUnresolved(state);
        if (last.isEmpty()) {
            return Change.of(state, List.of());
        }
        Rung rung = new Rung(last.get().level(), last.get().repeat(), filing.knownAtMillis());
        List<FiredLevel> fired = new ArrayList<>(state.fired());
        fired.add(over(view, rung, nowMillis, Outcome.RESOLVED));
        Escalation told = escalation(state, view, rung, rung.dueAtMillis(), nowMillis, false, true, filing.eventId());
        return Change.of(state.withFired(List.copyOf(fired)), List.of(told));
    }

    /** The filing fell: the clock goes on where it would be, and the highest level that is overdue is told again. */
    private Change restarted(CaseState state, ReportEvent cause, long nowMillis) {
        CaseView view = view(state, nowMillis);
        List<Rung> overdue = rungs(view).stream()
                .filter(rung -> rung.dueAtMillis() <= nowMillis)
                .toList();
        if (overdue.isEmpty()) {
            return Change.of(state, List.of());
        }
        Rung highest = overdue.get(overdue.size() - 1);
        List<FiredLevel> fired = new ArrayList<>(state.fired());
        for (Rung rung : overdue) {
            if (!rung.equals(highest) && !isOver(fired, view, rung)) {
                fired.add(over(view, rung, nowMillis, Outcome.SKIPPED));
            }
        }
        fired.add(over(view, highest, nowMillis, Outcome.TOLD));
        Escalation again =
                escalation(state, view, highest, cause.knownAtMillis(), nowMillis, true, false, cause.eventId());
        return Change.of(state.withFired(List.copyOf(fired)), List.of(again));
    }

    /** What was due while the case was dismissed is not told late: whoever filed knows of the case. */
    private CaseState withoutWhatWasDue(CaseState state, long nowMillis) {
        CaseView view = view(state, nowMillis);
        List<FiredLevel> fired = new ArrayList<>(state.fired());
        for (Rung rung : toTell(view)) {
            if (rung.dueAtMillis() < nowMillis && !isOver(fired, view, rung)) {
                fired.add(over(view, rung, nowMillis, Outcome.SKIPPED));
            }
        }
        return state.withFired(List.copyOf(fired));
    }

    /** The levels that are to be told. A filing ends the ladder and no crisis: a life may be at risk all the same. */
    private List<Rung> toTell(CaseView view) {
        return switch (view.status()) {
            case OPEN -> rungs(view);
            case FILED ->
                view.crisisAtMillis() == null ? List.of() : List.of(new Rung(Ladder.CRISIS, 0, view.crisisAtMillis()));
            case DISMISSED -> List.of();
        };
    }

    /** Every level of the episode, in the order they fall due. A crisis tells its level at once and goes over those below. */
    private List<Rung> rungs(CaseView view) {
        List<Rung> rungs = new ArrayList<>();
        Long crisisAt = view.crisisAtMillis();
        if (view.deadlineMillis() == null) {
            if (crisisAt != null) {
                rungs.add(new Rung(Ladder.CRISIS, 0, crisisAt));
            }
            return rungs;
        }
        for (Ladder.Level level : ladder.levels()) {
            long due = view.knownAtMillis() + level.after().toMillis();
            if (crisisAt == null || due < crisisAt) {
                rungs.add(new Rung(level.name(), 0, due));
            }
        }
        // Even where a platform's own ladder has no such level.
        if (crisisAt != null && rungs.stream().noneMatch(rung -> rung.level().equals(Ladder.CRISIS))) {
            rungs.add(new Rung(Ladder.CRISIS, 0, crisisAt));
        }
        for (int repeat = 0; repeat <= ladder.breachRepeats(); repeat++) {
            long after = ladder.breachEvery().toMillis() * repeat;
            rungs.add(new Rung(Ladder.BREACH, repeat, view.deadlineMillis() + after));
        }
        return rungs;
    }

    private static boolean isOver(List<FiredLevel> fired, CaseView view, Rung rung) {
        return fired.stream()
                .anyMatch(level -> level.outcome() != Outcome.RESOLVED
                        && level.episodeMillis() == view.episodeMillis()
                        && level.level().equals(rung.level())
                        && level.repeat() == rung.repeat());
    }

    private static FiredLevel over(CaseView view, Rung rung, long nowMillis, Outcome outcome) {
        return new FiredLevel(view.episodeMillis(), rung.level(), rung.repeat(), nowMillis, outcome);
    }

    private static Optional<FiredLevel> lastUnresolved(CaseState state) {
        Optional<FiredLevel> last = Optional.empty();
        for (FiredLevel level : state.fired()) {
            if (level.level().equals(HOLD_ENDS)) {
                continue;
            }
            switch (level.outcome()) {
                case TOLD -> last = Optional.of(level);
                case RESOLVED -> last = Optional.empty();
                case SKIPPED -> {}
            }
        }
        return last;
    }

    private boolean isQuiet(CaseState state, long dueAtMillis) {
        return state.reports().stream()
                .filter(report -> report.kind() == Kind.ACKNOWLEDGED)
                .mapToLong(report -> CaseView.effectOf(report, state))
                .anyMatch(from -> from <= dueAtMillis
                        && dueAtMillis < from + ladder.quietFor().toMillis());
    }

    private static Escalation escalation(
            CaseState state,
            CaseView view,
            Rung rung,
            long dueAtMillis,
            long nowMillis,
            boolean overdue,
            boolean resolved,
            String cause) {
        return new Escalation(
                Ids.escalationId(state.caseId(), rung.level(), rung.repeat(), dueAtMillis, resolved, cause),
                state.caseId(),
                rung.level(),
                rung.repeat(),
                dueAtMillis,
                nowMillis,
                view.deadlineMillis() == null ? 0 : view.deadlineMillis() - nowMillis,
                overdue,
                resolved);
    }
}
