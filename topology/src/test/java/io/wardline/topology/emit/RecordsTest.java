// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.emit;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.pattern.Severity;
import io.wardline.schema.AvroJson;
import io.wardline.topology.account.IdentifierType;
import io.wardline.topology.cases.AlertFact;
import io.wardline.topology.cases.AlertOfCase;
import io.wardline.topology.cases.CaseEvidence;
import io.wardline.topology.cases.CaseSnapshot;
import io.wardline.topology.cases.CaseState;
import io.wardline.topology.cases.CaseView;
import io.wardline.topology.cases.FiredLevel;
import io.wardline.topology.cases.FiredLevel.Outcome;
import io.wardline.topology.cases.Heard;
import io.wardline.topology.cases.Keeping;
import io.wardline.topology.cases.Ladder;
import io.wardline.topology.cases.Linked;
import io.wardline.topology.cases.LinkedAccount;
import io.wardline.topology.detect.EvidenceItem;
import io.wardline.topology.detect.Tell;
import io.wardline.topology.event.AgeBand;
import io.wardline.topology.event.AgeSource;
import io.wardline.topology.event.DeadLetter;
import io.wardline.topology.event.Event;
import io.wardline.topology.event.Kind;
import io.wardline.topology.event.Media;
import io.wardline.topology.event.Network;
import io.wardline.topology.event.Origin;
import io.wardline.topology.event.Party;
import io.wardline.topology.event.Payment;
import io.wardline.topology.event.ReportEvent;
import io.wardline.topology.event.SampleEvent;
import io.wardline.v1.Alert;
import io.wardline.v1.Case;
import io.wardline.v1.CaseStatus;
import io.wardline.v1.Escalation;
import io.wardline.v1.HistoryItem;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Goal: what the job tells reaches its records whole, under the contract's names, and text reaches the case only. */
class RecordsTest {
    private static final long START = SampleEvent.START;
    private static final Instant START_AT = Instant.ofEpochMilli(START);
    private static final Event EVENT = new Event(
            "event-1",
            START,
            START + 5,
            Kind.MEDIA,
            new Party("stranger", AgeBand.ADULT, null, "NG"),
            List.of(new Party("child", AgeBand.AGE_13_15, null, null)),
            Map.of("nudity", 0.93),
            List.of(new Media("media-1", "image/jpeg", "ab", null, null, true, "list", true)),
            new Payment("REQUESTED", "GIFT_CARD", "$handle", 50.0, "USD"),
            new Network("203.0.113.7", 4711, "device", true),
            "canary",
            false);

    @Test
    void anAlertSaysEverythingButText() {
        Alert alert = Records.alert(new AlertOfCase(tell("alert-0"), snapshot(List.of(), List.of(), 1)));

        assertThat(alert.getAlertId()).isEqualTo("alert-1");
        assertThat(alert.getCaseId()).isEqualTo("case-1");
        assertThat(alert.getConversationId()).isEqualTo("conversation-1");
        assertThat(alert.getPatternId()).isEqualTo("threat-after-image");
        assertThat(alert.getPatternRevision()).isEqualTo(3);
        assertThat(alert.getStep()).isEqualTo("threat");
        assertThat(alert.getSeverity()).isEqualTo(io.wardline.v1.Severity.CRITICAL);
        assertThat(alert.getCrisis()).isTrue();
        assertThat(alert.getReportable()).isTrue();
        assertThat(alert.getOffender().getAccountId()).isEqualTo("stranger");
        assertThat(alert.getVictims())
                .extracting(io.wardline.v1.Party::getAccountId)
                .containsExactly("child");
        assertThat(alert.getMinorInvolved()).isTrue();
        assertThat(alert.getOccurredAt()).isEqualTo(START_AT);
        assertThat(alert.getKnownAt()).isEqualTo(START_AT.plusMillis(5));
        assertThat(alert.getDeadline()).isEqualTo(at(72));
        assertThat(alert.getSupersedes()).isEqualTo("alert-0");
        assertThat(alert.getBurstId()).isEqualTo("burst-1");
        assertThat(alert.getExplanation()).isEqualTo("why");
        assertThat(alert.getEvidence()).singleElement().satisfies(item -> {
            assertThat(item.getEventId()).isEqualTo("event-1");
            assertThat(item.getStep()).isEqualTo("threat");
            assertThat(item.getOccurredAt()).isEqualTo(START_AT);
            assertThat(item.getScores()).isEqualTo(Map.of("nudity", 0.93));
        });
        assertThat(AvroJson.write(alert)).doesNotContain("canary", "203.0.113.7");
    }

    @Test
    void anAlertOfAPatternInShadowHasNoCase() {
        Alert alert = Records.shadowAlert(tell(null));

        assertThat(AvroJson.write(alert)).doesNotContain("deadline", "supersedes", "completeness");
    }

    /**
     * Of what can route a report there are the offender's address (20), port, device and country (5 each), the victim's age (8), a handle (5),
     * a hash and words (4 each): 56 of 113.
     */
    @Test
    void aCaseAndItsAlertSayHowMuchOfAReportIsAtHandAndWhatIsMissing() {
        CaseSnapshot snapshot = snapshot(List.of(), List.of(), 1);
        Case record = Records.caseOf(snapshot);
        Alert alert = Records.alert(new AlertOfCase(tell(null), snapshot));

        assertThat(record.getCompleteness()).isEqualTo(0.5);
        assertThat(record.getMissing()).startsWith("offender.phone", "offender.email", "victim.ip");
        assertThat(alert.getCompleteness()).isEqualTo(record.getCompleteness());
        assertThat(alert.getMissing()).isEqualTo(record.getMissing());
    }

    @Test
    void aCaseHoldsItsEvidenceInFull() {
        Case record = Records.caseOf(snapshot(List.of(), List.of(), 1));

        assertThat(record.getEvidence()).singleElement().satisfies(item -> {
            assertThat(item.getText()).isEqualTo("canary");
            assertThat(item.getKnownAt()).isEqualTo(START_AT.plusMillis(5));
            assertThat(item.getSignals()).isEqualTo(Map.of("nudity", 0.93));
            assertThat(item.getMedia()).singleElement().satisfies(media -> {
                assertThat(media.getSha256()).isEqualTo("ab");
                assertThat(media.getViewedByPerson()).isTrue();
                assertThat(media.getHashMatch()).isEqualTo("list");
            });
            assertThat(item.getPayment().getHandle()).isEqualTo("$handle");
            assertThat(item.getNetwork().getPort()).isEqualTo(4711);
            assertThat(item.getSteps()).containsExactly("threat-after-image/threat");
        });
        assertThat(record.getNetworks()).singleElement().satisfies(network -> {
            assertThat(network.getAccountId()).isEqualTo("stranger");
            assertThat(network.getIp()).isEqualTo("203.0.113.7");
        });
        assertThat(record.getStatus()).isEqualTo(CaseStatus.OPEN);
        assertThat(record.getKnownAt()).isEqualTo(START_AT);
        assertThat(record.getDeadline()).isEqualTo(at(72));
        assertThat(record.getBreached()).isFalse();
    }

    @Test
    void aCaseNamesTheOffendersOtherAccountsAndTheirRing() {
        Case record = Records.caseOf(snapshot(List.of(), List.of(), 1));

        assertThat(record.getLinkedAccounts()).singleElement().satisfies(other -> {
            assertThat(other.getAccountId()).isEqualTo("other");
            assertThat(other.getIdentifierType()).isEqualTo(io.wardline.v1.IdentifierType.DEVICE);
            assertThat(other.getWeight()).isEqualTo(0.9);
            assertThat(other.getCaseIds()).containsExactly("case-2");
        });
        assertThat(record.getGroupId()).isEqualTo("ring-1");
    }

    @Test
    void aDismissedCaseSaysItsReasonAndItsHistory() {
        Case record = Records.caseOf(
                snapshot(List.of(report(ReportEvent.Kind.DISMISSED, 30, null, "a quarrel")), List.of(), 40));

        assertThat(record.getStatus()).isEqualTo(CaseStatus.DISMISSED);
        assertThat(record.getReason()).isEqualTo("a quarrel");
        assertThat(record.getFiledAt()).isNull();
        assertThat(record.getHistory()).last().satisfies(item -> {
            assertThat(item.getWhat()).isEqualTo("dismissed");
            assertThat(item.getActor()).isEqualTo("responder-1");
            assertThat(item.getNote()).isEqualTo("a quarrel");
            assertThat(item.getAt()).isEqualTo(at(30));
        });
    }

    @Test
    void aFiledCaseSaysWhenAndUnderWhichId() {
        Case record = Records.caseOf(snapshot(
                List.of(report(ReportEvent.Kind.FILED, 30, "4711", null)),
                List.of(
                        new FiredLevel(Long.MIN_VALUE, "lead", 0, hour(24), Outcome.TOLD),
                        new FiredLevel(Long.MIN_VALUE, "lead", 0, hour(30), Outcome.RESOLVED)),
                40));

        assertThat(record.getStatus()).isEqualTo(CaseStatus.FILED);
        assertThat(record.getFiledAt()).isEqualTo(at(30));
        assertThat(record.getReportId()).isEqualTo("4711");
        assertThat(record.getLadderLevel()).isEqualTo("lead");
        assertThat(record.getHistory())
                .extracting(HistoryItem::getWhat)
                .containsExactly(
                        "opened",
                        "alert told: threat-after-image/threat CRITICAL",
                        "escalated to lead",
                        "filed",
                        "escalation resolved: lead");
        assertThat(record.getHistory()).extracting(HistoryItem::getAt).isSorted();
    }

    @Test
    void historySaysThatAReviewWasMadeAndThatASupplementIsDue() {
        CaseState state = state(
                List.of(
                        report(ReportEvent.Kind.CONFIRMED, 5, null, null),
                        report(ReportEvent.Kind.FILED, 10, "4711", null)),
                List.of(),
                List.of(fact("alert-1", 0, false), fact("alert-2", 20, true)));

        Case record =
                Records.caseOf(new CaseSnapshot(state, CaseView.of(state, Ladder.DEFAULT, Keeping.DEFAULT, hour(30))));

        assertThat(record.getHistory())
                .extracting(HistoryItem::getWhat)
                .contains("confirmed")
                .endsWith("alert told: threat-after-image/threat CRITICAL", "a supplement to the filed report is due");
    }

    @Test
    void anEscalationIsCarriedWhole() {
        Escalation escalation = Records.escalation(new io.wardline.topology.cases.Escalation(
                "escalation-1", "case-1", "breach", 2, START, START + 7, -7, true, true));

        assertThat(AvroJson.write(escalation))
                .isEqualTo(
                        """
                        {"escalation_id":"escalation-1","case_id":"case-1","level":"breach","due_at":"2026-03-01T00:00:00Z",\
                        "fired_at":"2026-03-01T00:00:00.007Z","remaining_ms":-7,"repeat":2,"overdue":true,"resolved":true}""");
    }

    @ParameterizedTest
    @EnumSource(DeadLetter.Code.class)
    void aDeadLettersCodeIsTheContractsInLowerCase(DeadLetter.Code code) {
        io.wardline.v1.DeadLetter letter = Records.deadLetter(
                new DeadLetter(Origin.ofTopic("topic", 1, 2), code, "why", new byte[] {1, 2}, START));

        assertThat(letter.getCode()).matches("[a-z_]+").isEqualToIgnoringCase(code.name());
        assertThat(letter.getBytes()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2}));
        assertThat(letter.getOrigin().getTopic()).isEqualTo("topic");
        assertThat(letter.getOrigin().getPartition()).isEqualTo(1);
        assertThat(letter.getOrigin().getOffset()).isEqualTo(2L);
        assertThat(letter.getKnownAt()).isEqualTo(START_AT);
    }

    /** A new symbol in one enum and not in the other would fail the task at the first such record. */
    @Test
    void everySymbolHasItsOtherHalf() {
        assertThat(names(io.wardline.v1.EventKind.values())).containsAll(names(Kind.values()));
        assertThat(names(io.wardline.v1.AgeBand.values())).containsAll(names(AgeBand.values()));
        assertThat(names(io.wardline.v1.AgeSource.values())).containsAll(names(AgeSource.values()));
        assertThat(names(io.wardline.v1.Severity.values())).containsAll(names(Severity.values()));
        assertThat(names(CaseStatus.values())).containsAll(names(CaseView.Status.values()));
    }

    private static List<String> names(Enum<?>[] symbols) {
        return Arrays.stream(symbols).map(Enum::name).toList();
    }

    private static CaseSnapshot snapshot(List<ReportEvent> reports, List<FiredLevel> fired, int hours) {
        CaseState state = state(reports, fired, List.of(fact("alert-1", 0, false)));
        return new CaseSnapshot(state, CaseView.of(state, Ladder.DEFAULT, Keeping.DEFAULT, hour(hours)));
    }

    private static CaseState state(List<ReportEvent> reports, List<FiredLevel> fired, List<AlertFact> alerts) {
        return new CaseState(
                "case-1",
                "conversation-1",
                EVENT.sender(),
                EVENT.recipients(),
                START,
                alerts,
                List.of(new CaseEvidence(EVENT, List.of("threat-after-image/threat"))),
                false,
                reports,
                fired,
                START,
                new Heard(
                        new Linked(
                                List.of(new LinkedAccount("other", IdentifierType.DEVICE, 0.9, List.of("case-2"))),
                                "ring-1"),
                        List.of(),
                        List.of(),
                        START),
                0);
    }

    private static AlertFact fact(String id, int hours, boolean supplementDue) {
        return new AlertFact(
                id,
                "threat-after-image",
                3,
                "threat",
                Severity.CRITICAL,
                true,
                true,
                hour(hours),
                hour(hours),
                hour(hours),
                false,
                null,
                supplementDue);
    }

    private static ReportEvent report(
            ReportEvent.Kind kind, int hours, @Nullable String reportId, @Nullable String note) {
        return new ReportEvent(
                kind + "-" + hours,
                "case-1",
                hour(hours),
                hour(hours),
                kind,
                reportId,
                "responder-1",
                note,
                Origin.ofFile("reports.jsonl", 1),
                new byte[0]);
    }

    private static Tell tell(@Nullable String supersedes) {
        return new Tell(
                "alert-1",
                "case-1",
                "conversation-1",
                "threat-after-image",
                3,
                false,
                "threat",
                Severity.CRITICAL,
                true,
                true,
                EVENT.sender(),
                EVENT.recipients(),
                START,
                START + 5,
                START + 9,
                false,
                supersedes,
                "burst-1",
                List.of(new EvidenceItem("threat", Map.of("nudity", 0.93), EVENT)),
                false,
                "why",
                false);
    }

    private static long hour(int hours) {
        return START + Duration.ofHours(hours).toMillis();
    }

    private static Instant at(int hours) {
        return Instant.ofEpochMilli(hour(hours));
    }
}
