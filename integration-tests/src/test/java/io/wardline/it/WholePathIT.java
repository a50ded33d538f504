// SPDX-License-Identifier: Apache-2.0
package io.wardline.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.wardline.it.Wire.Told;
import io.wardline.schema.Topics;
import io.wardline.v1.Alert;
import io.wardline.v1.Case;
import io.wardline.v1.CaseEvidence;
import io.wardline.v1.CaseStatus;
import io.wardline.v1.EventKind;
import io.wardline.v1.EvidenceItem;
import io.wardline.v1.ReportEvent;
import io.wardline.v1.ReportEventKind;
import io.wardline.v1.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Goal: the contract's way from records to records. Method: one job; each test has conversations of its own. */
class WholePathIT {
    /** The contract's 72 hours. */
    private static final Duration TO_FILE = Duration.ofDays(3);

    private static WardlineCluster cluster;
    private static RunningJob job;

    @BeforeAll
    static void start() throws Exception {
        cluster = WardlineCluster.start();
        job = cluster.run(cluster.config("whole-path"));
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void tellsTheCrimeStepByStepAndHoldsItsCaseToSeventyTwoHours() {
        Conversation crime = Conversation.recent("crime");
        cluster.wire().send(crime.contact(), crime.image());
        Instant threatKnownAt =
                Instant.ofEpochMilli(cluster.wire().send(crime.threat()).timestamp());
        Instant paymentKnownAt =
                Instant.ofEpochMilli(cluster.wire().send(crime.payment()).timestamp());
        job.settle();

        List<Told<Alert>> alerts = alerts(crime);
        // The child's age adds one: HIGH by the patterns is CRITICAL here, and MEDIUM is HIGH.
        assertThat(alerts)
                .extracting(Told::value)
                .extracting(Alert::getPatternId, Alert::getStep, Alert::getSeverity, Alert::getKnownAt)
                .containsExactlyInAnyOrder(
                        tuple("full-sequence", "threat", Severity.CRITICAL, threatKnownAt),
                        tuple("threat-after-image", "threat", Severity.CRITICAL, threatKnownAt),
                        tuple("full-sequence", "payment", Severity.CRITICAL, paymentKnownAt),
                        tuple("threat-and-demand", "threat-and-demand", Severity.CRITICAL, paymentKnownAt),
                        tuple("demand-after-image", "demand", Severity.HIGH, paymentKnownAt));
        Alert whole = alerts.stream()
                .map(Told::value)
                .filter(alert -> alert.getStep().equals("payment"))
                .findFirst()
                .orElseThrow();
        assertThat(whole.getEvidence())
                .extracting(EvidenceItem::getStep, EvidenceItem::getEventId)
                .containsExactly(
                        tuple("contact", crime.eventId("contact")),
                        tuple("image", crime.eventId("image")),
                        tuple("threat", crime.eventId("threat")),
                        tuple("payment", crime.eventId("payment")));
        assertThat(whole.getOffender().getAccountId()).isEqualTo(crime.stranger());
        assertThat(whole.getMinorInvolved()).isTrue();
        assertThat(whole.getExplanation()).contains(crime.stranger(), crime.child());

        Told<Case> last = lastCase(crime);
        assertThat(last.value().getStatus()).isEqualTo(CaseStatus.OPEN);
        assertThat(last.value().getKnownAt()).isEqualTo(threatKnownAt);
        assertThat(last.value().getDeadline()).isEqualTo(threatKnownAt.plus(TO_FILE));
        assertThat(last.value().getAlerts()).hasSize(alerts.size());
        assertThat(last.key()).isEqualTo(last.value().getCaseId());
        assertThat(alerts).allSatisfy(told -> {
            assertThat(told.key()).isEqualTo(told.value().getCaseId()).isEqualTo(last.key());
            assertThat(told.value().getDeadline()).isEqualTo(last.value().getDeadline());
        });
    }

    @Test
    void closesACaseThatIsFiled() {
        Conversation crime = Conversation.recent("filed");
        cluster.wire().send(crime.guilty());
        job.settle();
        String caseId = lastCase(crime).value().getCaseId();
        Instant filedAt = crime.start().plus(Duration.ofMinutes(9));

        cluster.wire()
                .send(ReportEvent.newBuilder()
                        .setEventId("filed-1")
                        .setCaseId(caseId)
                        .setOccurredAt(filedAt)
                        .setKind(ReportEventKind.FILED)
                        .setReportId("4564654")
                        .setActor("responder")
                        .build());
        job.settle();

        Case filed = lastCase(crime).value();
        assertThat(filed.getStatus()).isEqualTo(CaseStatus.FILED);
        assertThat(filed.getFiledAt()).isEqualTo(filedAt);
        assertThat(filed.getReportId()).isEqualTo("4564654");
        assertThat(filed.getBreached()).isFalse();
    }

    @Test
    void staysSilentAboutLunchMoney() {
        Conversation lunch = Conversation.recent("lunch");
        cluster.wire().send(lunch.innocent());
        job.settle();

        assertThat(alerts(lunch)).isEmpty();
        assertThat(cases(lunch)).isEmpty();
        assertThat(cluster.wire().read(Topics.SHADOW_ALERTS, Alert.class))
                .noneMatch(told -> told.value().getConversationId().equals(lunch.id()));
    }

    @Test
    void aCopyOfARecordChangesNothing() {
        Conversation crime = Conversation.recent("copies");
        cluster.wire().send(crime.guilty());
        job.settle();
        List<Told<Alert>> alerts = alerts(crime);
        List<Told<Case>> cases = cases(crime);

        cluster.wire().send(crime.guilty());
        job.settle();

        assertThat(alerts).isNotEmpty();
        assertThat(alerts(crime)).isEqualTo(alerts);
        assertThat(cases(crime)).isEqualTo(cases);
        assertThat(cluster.wire().deadLetters()).isEmpty();
    }

    @Test
    void readsAPlatformThatIsAheadOfThisBuild() throws Exception {
        NewerProducer newer = new NewerProducer(cluster.registry().url(), "REACTION");
        Conversation crime = Conversation.recent("ahead");
        cluster.wire().send(crime.contact(), crime.image());
        cluster.wire()
                .send(
                        Topics.CONVERSATION_EVENTS,
                        crime.id(),
                        newer.upgrade(cluster.wire().bytes(crime.threat()), "REACTION"));
        cluster.wire().send(crime.payment());
        job.settle();

        assertThat(alerts(crime)).hasSize(5);
        assertThat(lastCase(crime).value().getEvidence())
                .extracting(CaseEvidence::getEventId, CaseEvidence::getKind)
                .contains(tuple(crime.eventId("threat"), EventKind.UNKNOWN));
    }

    private static List<Told<Alert>> alerts(Conversation conversation) {
        return cluster.wire().alerts(conversation, IsolationLevel.READ_UNCOMMITTED);
    }

    private static List<Told<Case>> cases(Conversation conversation) {
        return cluster.wire().read(Topics.CASES, Case.class).stream()
                .filter(told -> told.value().getConversationId().equals(conversation.id()))
                .toList();
    }

    /** Snapshots of a case are in one partition, by its key: the last one read is the latest. */
    private static Told<Case> lastCase(Conversation conversation) {
        List<Told<Case>> cases = cases(conversation);
        return cases.get(cases.size() - 1);
    }
}
