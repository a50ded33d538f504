// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import io.wardline.pattern.Severity;
import io.wardline.topology.event.ReportEvent;
import io.wardline.topology.event.ReportEvent.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the facts of an opened case amount to at a moment.
 *
 * <p>An <em>episode</em> is what one clock runs over: it begins with the case, and again when an alert comes after the case was
 * dismissed. Report events count in the order in which they occurred, whatever the order in which they became known.
 *
 * @param status at this moment
 * @param episodeMillis new alerts that took effect later than this belong to the episode; {@link Long#MIN_VALUE} for the first
 * @param severity the gravest standing alert's
 * @param crisis whether a standing alert says so
 * @param knownAtMillis the earliest {@code known_at} of the episode's reportable alerts, else of its alerts
 * @param deadlineMillis if there is one
 * @param crisisAtMillis when the episode's first crisis alert took effect
 * @param filing the standing FILED event
 * @param dismissal the standing DISMISSED event
 * @param holdUntilMillis until when it has to be preserved; null when no filing stands
 * @param breached whether the deadline passed with no filing in time
 */
public record CaseView(
        Status status,
        long episodeMillis,
        Severity severity,
        boolean crisis,
        long knownAtMillis,
        @Nullable Long deadlineMillis,
        @Nullable Long crisisAtMillis,
        @Nullable ReportEvent filing,
        @Nullable ReportEvent dismissal,
        @Nullable Long holdUntilMillis,
        boolean breached) {
    /** The contract's states of a case. */
    public enum Status {
        OPEN,
        FILED,
        DISMISSED
    }

    /** Reads an opened case's facts. */
    public static CaseView of(CaseState state, Ladder ladder, Keeping keeping, long nowMillis) {
        Verdict verdict = Verdict.of(state.reports());
        ReportEvent dismissal = verdict.dismissal();
        boolean reopened = dismissal != null && reopens(state.alerts(), effectOf(dismissal, state));
        long episode = episode(state);
        List<AlertFact> alerts = ofEpisode(state.alerts(), episode);
        List<AlertFact> standing = standing(state.alerts());

        Long deadline = deadline(state, alerts, ladder);
        Status status = status(verdict, reopened);
        ReportEvent filing = status == Status.OPEN && reopened ? null : verdict.filing();
        return new CaseView(
                status,
                episode,
                severity(standing.isEmpty() ? state.alerts() : standing),
                standing.stream().anyMatch(AlertFact::crisis),
                knownAt(alerts),
                deadline,
                alerts.stream()
                        .filter(AlertFact::crisis)
                        .map(AlertFact::toldAtMillis)
                        .min(Comparator.naturalOrder())
                        .orElse(null),
                filing,
                status == Status.DISMISSED ? dismissal : null,
                verdict.lastFiledMillis() == null
                        ? null
                        : verdict.lastFiledMillis() + keeping.hold().toMillis(),
                breached(
                        deadline,
                        filing == null ? null : verdict.firstFiledMillis(),
                        status == Status.DISMISSED ? dismissal : null,
                        nowMillis));
    }

    /** Whether the case names its offender: it is not dismissed, and an alert stands. */
    boolean names(CaseState state) {
        return status != Status.DISMISSED && !standing(state.alerts()).isEmpty();
    }

    /** Alerts that are neither withdrawn nor superseded. */
    static List<AlertFact> standing(List<AlertFact> alerts) {
        Set<String> replaced = new HashSet<>();
        alerts.forEach(alert -> {
            if (alert.supersedes() != null) {
                replaced.add(alert.supersedes());
            }
        });
        return alerts.stream()
                .filter(alert -> !alert.withdrawn() && !replaced.contains(alert.alertId()))
                .toList();
    }

    private static boolean reopens(List<AlertFact> alerts, long dismissedAtMillis) {
        return alerts.stream().anyMatch(alert -> alert.isNew() && alert.toldAtMillis() > dismissedAtMillis);
    }

    /** The episode begins with the last dismissal after which a new alert came. */
    static long episode(CaseState state) {
        return state.reports().stream()
                .filter(report -> report.kind() == Kind.DISMISSED)
                .mapToLong(report -> effectOf(report, state))
                .filter(dismissedAt -> reopens(state.alerts(), dismissedAt))
                .max()
                .orElse(Long.MIN_VALUE);
    }

    /** A correction belongs to the episode of what it corrects: a dismissed alert's must not start the clock of the next. */
    static List<AlertFact> ofEpisode(List<AlertFact> alerts, long episodeMillis) {
        Set<String> earlier = new HashSet<>();
        List<AlertFact> current = new ArrayList<>();
        for (AlertFact alert : alerts) {
            boolean corrects = alert.supersedes() != null && earlier.contains(alert.supersedes());
            if (alert.toldAtMillis() <= episodeMillis || corrects) {
                earlier.add(alert.alertId());
            } else {
                current.add(alert);
            }
        }
        return current;
    }

    /** A report takes effect when it is known; one that waited for its case, when the case opens. */
    static long effectOf(ReportEvent report, CaseState state) {
        return Math.max(report.knownAtMillis(), state.openedAtMillis());
    }

    private static Status status(Verdict verdict, boolean reopened) {
        if (verdict.dismissal() != null) {
            return reopened ? Status.OPEN : Status.DISMISSED;
        }
        return verdict.filing() != null ? Status.FILED : Status.OPEN;
    }

    private static long knownAt(List<AlertFact> alerts) {
        return alerts.stream()
                .filter(AlertFact::reportable)
                .mapToLong(AlertFact::knownAtMillis)
                .min()
                .orElseGet(() -> alerts.stream()
                        .mapToLong(AlertFact::knownAtMillis)
                        .min()
                        .orElse(0));
    }

    /** A case has one when something reportable was told and a victim is a minor or of unknown age. */
    private static @Nullable Long deadline(CaseState state, List<AlertFact> alerts, Ladder ladder) {
        boolean reportable = alerts.stream().anyMatch(AlertFact::reportable);
        boolean mayBeMinor = state.victims().isEmpty()
                || state.victims().stream().anyMatch(victim -> victim.ageBand().mayBeMinor());
        return reportable && mayBeMinor ? knownAt(alerts) + ladder.deadline().toMillis() : null;
    }

    private static Severity severity(List<AlertFact> alerts) {
        return alerts.stream().map(AlertFact::severity).reduce(Severity.LOW, Severity::max);
    }

    private static boolean breached(
            @Nullable Long deadline, @Nullable Long filedMillis, @Nullable ReportEvent dismissal, long nowMillis) {
        if (deadline == null || (filedMillis != null && filedMillis <= deadline)) {
            return false;
        }
        return (dismissal == null ? nowMillis : Math.min(nowMillis, dismissal.knownAtMillis())) >= deadline;
    }

    /**
     * What report events amount to, in the order in which they occurred.
     *
     * @param filings every standing FILED event: a supplement does not make the first report late
     */
    private record Verdict(List<ReportEvent> filings, @Nullable ReportEvent dismissal) {
        static Verdict of(List<ReportEvent> reports) {
            List<ReportEvent> filings = new ArrayList<>();
            ReportEvent dismissal = null;
            for (ReportEvent report : reports) {
                switch (report.kind()) {
                    case FILED -> {
                        filings.add(report);
                        dismissal = null;
                    }
                    case REJECTED, RETRACTED -> filings.removeIf(filing -> concernsSameReport(filing, report));
                    case DISMISSED -> dismissal = report;
                    case ACKNOWLEDGED, CONFIRMED, UNKNOWN -> {}
                }
            }
            return new Verdict(List.copyOf(filings), dismissal);
        }

        /** The last of those that stand. */
        @Nullable
        ReportEvent filing() {
            return filings.isEmpty() ? null : filings.get(filings.size() - 1);
        }

        @Nullable
        Long firstFiledMillis() {
            return filings.isEmpty() ? null : filings.get(0).occurredAtMillis();
        }

        /** Also of a case that was dismissed or reopened since: what was reported is preserved. */
        @Nullable
        Long lastFiledMillis() {
            ReportEvent last = filing();
            return last == null ? null : last.occurredAtMillis();
        }

        private static boolean concernsSameReport(ReportEvent filing, ReportEvent report) {
            return filing.reportId() == null
                    || report.reportId() == null
                    || filing.reportId().equals(report.reportId());
        }
    }
}
