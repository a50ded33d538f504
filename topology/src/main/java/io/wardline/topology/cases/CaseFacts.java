// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import io.wardline.pattern.Evidence;
import io.wardline.topology.detect.EvidenceItem;
import io.wardline.topology.detect.Tell;
import io.wardline.topology.event.AgeBand;
import io.wardline.topology.event.Event;
import io.wardline.topology.event.Party;
import io.wardline.topology.event.ReportEvent;
import io.wardline.topology.event.ReportEvent.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Adds facts to a case, within bounds: a case is one Kafka record, and nothing of it may grow without end. */
final class CaseFacts {
    /** A conversation's evidence has the same bound. */
    static final int MAX_EVIDENCE = 512;
    /** More alerts than this tell a responder nothing new; those that the clock and the severity rest on stay. */
    static final int MAX_ALERTS = 256;
    /** People do not act more often on one case; machines that do must not grow it. */
    static final int MAX_REPORTS = 256;
    /** With all else it holds, a case must fit a Kafka record: the topic takes 8 MiB. */
    static final int MAX_TEXT_BYTES = 256 * 1024;
    /** The same for the evidence without its text. */
    static final long MAX_EVIDENCE_WEIGHT = 4L * 1024 * 1024;
    /** Report events that wait for a case carry their bytes, which become a dead letter if it never comes. */
    static final long MAX_WAITING_BYTES = 4L * 1024 * 1024;

    private static final Comparator<ReportEvent> AS_OCCURRED =
            Comparator.comparingLong(ReportEvent::occurredAtMillis).thenComparing(ReportEvent::eventId);

    private CaseFacts() {}

    /** A case that is not open, and has no facts. */
    static CaseState none(String caseId) {
        return new CaseState(
                caseId,
                "",
                new Party("", AgeBand.UNKNOWN, null, null),
                List.of(),
                0,
                List.of(),
                List.of(),
                false,
                List.of(),
                List.of(),
                0,
                Heard.NOTHING,
                0);
    }

    static boolean holds(CaseState state, Tell tell) {
        return state.alerts().stream().anyMatch(alert -> alert.alertId().equals(tell.alertId()));
    }

    static boolean holds(CaseState state, ReportEvent report) {
        return state.reports().stream().anyMatch(known -> known.eventId().equals(report.eventId()));
    }

    /**
     * With an alert.
     *
     * @param nowMillis the case is kept from then on: one that opens after a long outage must not go at once
     */
    static CaseState with(CaseState state, Tell tell, boolean supplementDue, long nowMillis) {
        List<AlertFact> alerts = new ArrayList<>(state.alerts());
        alerts.add(AlertFact.of(tell, supplementDue));
        if (alerts.size() > MAX_ALERTS) {
            alerts.remove(expendable(alerts, CaseView.episode(state)));
        }
        List<CaseEvidence> evidence = evidence(state, tell);
        boolean tooMuch = isTooMuch(evidence);
        while (isTooMuch(evidence)) {
            evidence.remove(evidence.size() / 2);
        }
        boolean overText = textBytes(evidence) > MAX_TEXT_BYTES;
        return new CaseState(
                state.caseId(),
                tell.conversationId(),
                state.isOpened() ? state.offender().youngest(tell.offender()) : tell.offender(),
                victims(state, tell),
                state.isOpened() ? state.openedAtMillis() : tell.toldAtMillis(),
                List.copyOf(alerts),
                List.copyOf(overText ? withoutLastText(evidence) : evidence),
                state.evidenceThinned() || tell.evidenceThinned() || tooMuch || overText,
                state.reports().stream().map(ReportEvent::withoutBytes).toList(),
                state.fired(),
                Math.max(Math.max(state.lastActiveMillis(), tell.toldAtMillis()), nowMillis),
                state.heard(),
                state.timerMillis());
    }

    /** An alert that is held already, with what became known of its parties. */
    static CaseState refreshed(CaseState state, Tell tell) {
        List<AlertFact> alerts = state.alerts().stream()
                .map(alert -> alert.alertId().equals(tell.alertId()) ? alert.raisedTo(tell.severity()) : alert)
                .toList();
        return new CaseState(
                state.caseId(),
                state.conversationId(),
                state.offender().youngest(tell.offender()),
                victims(state, tell),
                state.openedAtMillis(),
                alerts,
                state.evidence(),
                state.evidenceThinned(),
                state.reports(),
                state.fired(),
                state.lastActiveMillis(),
                state.heard(),
                state.timerMillis());
    }

    static CaseState with(CaseState state, ReportEvent report) {
        List<ReportEvent> reports = new ArrayList<>(state.reports());
        reports.add(state.isOpened() ? report.withoutBytes() : report);
        reports.sort(AS_OCCURRED);
        while (reports.size() > MAX_REPORTS || (waitingBytes(reports) > MAX_WAITING_BYTES && reports.size() > 1)) {
            reports.remove(reports.stream()
                    .filter(known -> known.kind() == Kind.ACKNOWLEDGED || known.kind() == Kind.CONFIRMED)
                    .findFirst()
                    .orElse(reports.get(0)));
        }
        return withReports(state, reports, Math.max(state.lastActiveMillis(), report.knownAtMillis()));
    }

    private static long waitingBytes(List<ReportEvent> reports) {
        return reports.stream().mapToLong(report -> report.bytes().length).sum();
    }

    static CaseState withReports(CaseState state, List<ReportEvent> reports, long lastActiveMillis) {
        return new CaseState(
                state.caseId(),
                state.conversationId(),
                state.offender(),
                state.victims(),
                state.openedAtMillis(),
                state.alerts(),
                state.evidence(),
                state.evidenceThinned(),
                List.copyOf(reports),
                state.fired(),
                lastActiveMillis,
                state.heard(),
                state.timerMillis());
    }

    /** The oldest alert that neither the clock nor the crisis lane rests on, and that is not the first or the last. */
    private static int expendable(List<AlertFact> alerts, long episodeMillis) {
        List<AlertFact> current = CaseView.ofEpisode(alerts, episodeMillis);
        Optional<AlertFact> clock =
                current.stream().filter(AlertFact::reportable).min(Comparator.comparingLong(AlertFact::knownAtMillis));
        Optional<AlertFact> crisis =
                current.stream().filter(AlertFact::crisis).min(Comparator.comparingLong(AlertFact::toldAtMillis));
        for (int i = 1; i < alerts.size() - 1; i++) {
            Optional<AlertFact> alert = Optional.of(alerts.get(i));
            if (!alert.equals(clock) && !alert.equals(crisis)) {
                return i;
            }
        }
        throw new IllegalStateException("a case of more than four alerts has one that it does not rest on");
    }

    private static List<Party> victims(CaseState state, Tell tell) {
        Map<String, Party> victims = new LinkedHashMap<>();
        state.victims().forEach(victim -> victims.put(victim.accountId(), victim));
        tell.victims().forEach(victim -> victims.merge(victim.accountId(), victim, Party::youngest));
        return List.copyOf(victims.values());
    }

    private static List<CaseEvidence> evidence(CaseState state, Tell tell) {
        Map<String, CaseEvidence> byId = new TreeMap<>();
        state.evidence().forEach(item -> byId.put(item.event().eventId(), item));
        for (EvidenceItem item : tell.evidence()) {
            String step = tell.patternId() + "/" + item.step();
            byId.merge(item.event().eventId(), new CaseEvidence(item.event(), List.of(step)), CaseFacts::withSteps);
        }
        List<CaseEvidence> evidence = new ArrayList<>(byId.values());
        evidence.sort(Comparator.comparing(CaseEvidence::event, Evidence.ORDER));
        return evidence;
    }

    private static boolean isTooMuch(List<CaseEvidence> evidence) {
        long weight = evidence.stream().mapToLong(item -> item.event().weight()).sum();
        return evidence.size() > MAX_EVIDENCE || (weight > MAX_EVIDENCE_WEIGHT && evidence.size() > 1);
    }

    private static CaseEvidence withSteps(CaseEvidence known, CaseEvidence more) {
        TreeSet<String> steps = new TreeSet<>(known.steps());
        steps.addAll(more.steps());
        return new CaseEvidence(known.event(), List.copyOf(steps));
    }

    private static long textBytes(List<CaseEvidence> evidence) {
        return evidence.stream()
                .map(item -> item.event().text())
                .filter(text -> text != null)
                .mapToLong(text -> text.getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }

    /** The latest text goes: what began the sequence says more than the hundredth repetition. */
    private static List<CaseEvidence> withoutLastText(List<CaseEvidence> evidence) {
        List<CaseEvidence> shorter = new ArrayList<>(evidence);
        for (int i = shorter.size() - 1; i >= 0 && textBytes(shorter) > MAX_TEXT_BYTES; i--) {
            CaseEvidence item = shorter.get(i);
            shorter.set(i, new CaseEvidence(withoutText(item.event()), item.steps()));
        }
        return shorter;
    }

    private static Event withoutText(Event event) {
        return new Event(
                event.eventId(),
                event.occurredAtMillis(),
                event.knownAtMillis(),
                event.eventKind(),
                event.sender(),
                event.recipients(),
                event.signals(),
                event.media(),
                event.payment(),
                event.network(),
                null,
                event.repeatsThinned());
    }
}
