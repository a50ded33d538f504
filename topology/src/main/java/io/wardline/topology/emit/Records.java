// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.emit;

import io.wardline.report.Completeness;
import io.wardline.topology.account.Decision;
import io.wardline.topology.cases.AlertFact;
import io.wardline.topology.cases.AlertOfCase;
import io.wardline.topology.cases.CaseEvidence;
import io.wardline.topology.cases.CaseSnapshot;
import io.wardline.topology.cases.CaseState;
import io.wardline.topology.cases.CaseView;
import io.wardline.topology.cases.FiredLevel;
import io.wardline.topology.cases.Linked;
import io.wardline.topology.detect.EvidenceItem;
import io.wardline.topology.detect.Tell;
import io.wardline.topology.event.Event;
import io.wardline.topology.event.Origin;
import io.wardline.v1.Alert;
import io.wardline.v1.Case;
import io.wardline.v1.CaseAlert;
import io.wardline.v1.CaseStatus;
import io.wardline.v1.DeadLetter;
import io.wardline.v1.Enforcement;
import io.wardline.v1.EnforcementAction;
import io.wardline.v1.EnforcementLink;
import io.wardline.v1.Escalation;
import io.wardline.v1.EventKind;
import io.wardline.v1.IdentifierType;
import io.wardline.v1.LinkedAccount;
import io.wardline.v1.PatternStatus;
import io.wardline.v1.PatternStatusState;
import io.wardline.v1.Severity;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The contract's records of what the job tells. */
public final class Records {
    private Records() {}

    /** An alert with what its case makes of it. */
    public static Alert alert(AlertOfCase told) {
        Completeness completeness = Completeness.of(facts(told.snapshot()));
        Alert alert = shadowAlert(told.tell());
        alert.setDeadline(instant(told.snapshot().view().deadlineMillis()));
        alert.setCompleteness(completeness.score());
        alert.setMissing(completeness.missing());
        return alert;
    }

    /** An alert of a pattern in shadow, which has no case. */
    public static Alert shadowAlert(Tell tell) {
        return Alert.newBuilder()
                .setAlertId(tell.alertId())
                .setCaseId(tell.caseId())
                .setConversationId(tell.conversationId())
                .setPatternId(tell.patternId())
                .setPatternRevision(tell.patternRevision())
                .setStep(tell.step())
                .setSeverity(Severity.valueOf(tell.severity().name()))
                .setCrisis(tell.crisis())
                .setReportable(tell.reportable())
                .setOffender(PartyWire.party(tell.offender()))
                .setVictims(PartyWire.parties(tell.victims()))
                .setMinorInvolved(tell.minorInvolved())
                .setOccurredAt(Instant.ofEpochMilli(tell.occurredAtMillis()))
                .setKnownAt(Instant.ofEpochMilli(tell.knownAtMillis()))
                .setDeadline(null)
                .setWithdrawn(tell.withdrawn())
                .setSupersedes(tell.supersedes())
                .setBurstId(tell.burstId())
                .setEvidence(tell.evidence().stream().map(Records::evidence).toList())
                .setCompleteness(null)
                .setMissing(List.of())
                .setExplanation(tell.explanation())
                .build();
    }

    private static io.wardline.v1.EvidenceItem evidence(EvidenceItem item) {
        return io.wardline.v1.EvidenceItem.newBuilder()
                .setEventId(item.event().eventId())
                .setStep(item.step())
                .setOccurredAt(Instant.ofEpochMilli(item.event().occurredAtMillis()))
                .setScores(Map.copyOf(item.scores()))
                .build();
    }

    /** A case, or null for one that is gone, which deletes it. */
    public static @Nullable Case caseOrNone(CaseSnapshot snapshot) {
        return snapshot.gone() ? null : caseOf(snapshot);
    }

    /** A case, with what a report of it would lack. */
    public static Case caseOf(CaseSnapshot snapshot) {
        Case facts = facts(snapshot);
        Completeness completeness = Completeness.of(facts);
        facts.setCompleteness(completeness.score());
        facts.setMissing(completeness.missing());
        return facts;
    }

    private static Case facts(CaseSnapshot snapshot) {
        CaseState state = snapshot.state();
        CaseView view = snapshot.view();
        return Case.newBuilder()
                .setCaseId(state.caseId())
                .setStatus(CaseStatus.valueOf(view.status().name()))
                .setSeverity(Severity.valueOf(view.severity().name()))
                .setCrisis(view.crisis())
                .setOffender(PartyWire.party(state.offender()))
                .setVictims(PartyWire.parties(state.victims()))
                .setConversationId(state.conversationId())
                .setOpenedAt(Instant.ofEpochMilli(state.openedAtMillis()))
                .setKnownAt(Instant.ofEpochMilli(view.knownAtMillis()))
                .setDeadline(instant(view.deadlineMillis()))
                .setFiledAt(
                        view.filing() == null
                                ? null
                                : Instant.ofEpochMilli(view.filing().occurredAtMillis()))
                .setReportId(view.filing() == null ? null : view.filing().reportId())
                .setReason(view.dismissal() == null ? null : view.dismissal().note())
                .setBreached(view.breached())
                .setLadderLevel(ladderLevel(state, view))
                .setAlerts(state.alerts().stream().map(Records::caseAlert).toList())
                .setEvidence(
                        state.evidence().stream().map(Records::caseEvidence).toList())
                .setEvidenceThinned(state.evidenceThinned())
                .setProfiles(AccountWire.profiles(state))
                .setNetworks(AccountWire.networks(state))
                .setLinkedAccounts(linkedAccounts(state.heard().linked()))
                .setGroupId(
                        state.heard().linked() == null
                                ? null
                                : state.heard().linked().groupId())
                .setCompleteness(null)
                .setMissing(List.of())
                .setHoldUntil(instant(view.holdUntilMillis()))
                .setHistory(History.of(state))
                .build();
    }

    /** The level told last in this episode. */
    private static @Nullable String ladderLevel(CaseState state, CaseView view) {
        return state.fired().stream()
                .filter(level ->
                        level.outcome() == FiredLevel.Outcome.TOLD && level.episodeMillis() == view.episodeMillis())
                .reduce((earlier, later) -> later)
                .map(FiredLevel::level)
                .orElse(null);
    }

    private static CaseAlert caseAlert(AlertFact alert) {
        return CaseAlert.newBuilder()
                .setAlertId(alert.alertId())
                .setPatternId(alert.patternId())
                .setPatternRevision(alert.patternRevision())
                .setStep(alert.step())
                .setSeverity(Severity.valueOf(alert.severity().name()))
                .setCrisis(alert.crisis())
                .setReportable(alert.reportable())
                .setOccurredAt(Instant.ofEpochMilli(alert.occurredAtMillis()))
                .setKnownAt(Instant.ofEpochMilli(alert.knownAtMillis()))
                .setWithdrawn(alert.withdrawn())
                .setSupersedes(alert.supersedes())
                .build();
    }

    private static io.wardline.v1.CaseEvidence caseEvidence(CaseEvidence item) {
        Event event = item.event();
        return io.wardline.v1.CaseEvidence.newBuilder()
                .setEventId(event.eventId())
                .setOccurredAt(Instant.ofEpochMilli(event.occurredAtMillis()))
                .setKnownAt(Instant.ofEpochMilli(event.knownAtMillis()))
                .setKind(EventKind.valueOf(event.kind()))
                .setSender(PartyWire.party(event.sender()))
                .setRecipients(PartyWire.parties(event.recipients()))
                .setSignals(event.signals())
                .setMedia(event.media().stream().map(PartyWire::media).toList())
                .setPayment(PartyWire.payment(event.payment()))
                .setNetwork(PartyWire.network(event.network()))
                .setText(event.text())
                .setSteps(item.steps())
                .build();
    }

    private static List<LinkedAccount> linkedAccounts(@Nullable Linked linked) {
        if (linked == null) {
            return List.of();
        }
        return linked.accounts().stream()
                .map(other -> LinkedAccount.newBuilder()
                        .setAccountId(other.accountId())
                        .setIdentifierType(IdentifierType.valueOf(other.type().name()))
                        .setWeight(other.weight())
                        .setCaseIds(other.caseIds())
                        .build())
                .toList();
    }

    public static Escalation escalation(io.wardline.topology.cases.Escalation escalation) {
        return Escalation.newBuilder()
                .setEscalationId(escalation.escalationId())
                .setCaseId(escalation.caseId())
                .setLevel(escalation.level())
                .setDueAt(Instant.ofEpochMilli(escalation.dueAtMillis()))
                .setFiredAt(Instant.ofEpochMilli(escalation.firedAtMillis()))
                .setRemainingMs(escalation.remainingMillis())
                .setRepeat(escalation.repeat())
                .setOverdue(escalation.overdue())
                .setResolved(escalation.resolved())
                .build();
    }

    public static Enforcement enforcement(Decision decision) {
        return Enforcement.newBuilder()
                .setDecisionId(decision.decisionId())
                .setAccountId(decision.accountId())
                .setAction(EnforcementAction.valueOf(decision.action().name()))
                .setScore(decision.score())
                .setKnownAt(Instant.ofEpochMilli(decision.knownAtMillis()))
                .setLinks(decision.links().stream().map(Records::link).toList())
                .setGroupId(decision.groupId())
                .setMergedFrom(decision.mergedFrom())
                .setSupersedes(decision.supersedes())
                .setExplanation(decision.explanation())
                .build();
    }

    private static EnforcementLink link(Decision.DecisionLink link) {
        return EnforcementLink.newBuilder()
                .setDisabledAccountId(link.disabledAccountId())
                .setIdentifierType(IdentifierType.valueOf(link.type().name()))
                .setWeight(link.weight())
                .setCaseIds(link.caseIds())
                .build();
    }

    public static PatternStatus patternStatus(io.wardline.topology.revision.PatternStatus status) {
        return PatternStatus.newBuilder()
                .setPatternId(status.patternId())
                .setRevision(status.revision())
                .setSubtask(status.subtask())
                .setParallelism(status.parallelism())
                .setState(PatternStatusState.valueOf(status.state().name()))
                .setDiagnostics(List.copyOf(status.diagnostics()))
                .setAt(Instant.ofEpochMilli(status.atMillis()))
                .build();
    }

    public static DeadLetter deadLetter(io.wardline.topology.event.DeadLetter deadLetter) {
        Origin origin = deadLetter.origin();
        return DeadLetter.newBuilder()
                .setOrigin(io.wardline.v1.Origin.newBuilder()
                        .setTopic(origin.topic())
                        .setPartition(origin.partition())
                        .setOffset(origin.offset())
                        .setFile(origin.file())
                        .setLine(origin.line())
                        .build())
                .setCode(deadLetter.code().name().toLowerCase(Locale.ROOT))
                .setDetail(deadLetter.detail())
                .setBytes(ByteBuffer.wrap(deadLetter.bytes()))
                .setKnownAt(Instant.ofEpochMilli(deadLetter.knownAtMillis()))
                .build();
    }

    private static @Nullable Instant instant(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }
}
