// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import static io.wardline.topology.cases.Tells.CASE;
import static io.wardline.topology.cases.Tells.alert;
import static io.wardline.topology.cases.Tells.hours;
import static io.wardline.topology.cases.Tells.report;
import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.topology.detect.DatedAlert;
import io.wardline.topology.detect.Ids;
import io.wardline.topology.detect.Tell;
import io.wardline.topology.event.AgeBand;
import io.wardline.topology.event.DeadLetter;
import io.wardline.topology.event.ReportEvent;
import io.wardline.topology.event.ReportEvent.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/**
 * Goal: the live clock fires when the contract says, survives an outage, and leaves nothing behind. Method: Flink's harness with its
 * own processing time; expected times are the contract's hours.
 */
@SuppressWarnings("try") // the harness declares that closing may be interrupted, which nothing here does
class LiveCaseClockHarnessTest {
    private static final CaseLogic LOGIC = new CaseLogic(Ladder.DEFAULT, Duration.ofDays(30), Duration.ofDays(365));
    private static final int PER_SECOND = 500;

    private static KeyedTwoInputStreamOperatorTestHarness<String, Tell, ReportEvent, CaseSnapshot> harness()
            throws Exception {
        return new KeyedTwoInputStreamOperatorTestHarness<>(
                new KeyedCoProcessOperator<>(new LiveCaseClock(LOGIC, PER_SECOND)),
                Tell::caseId,
                ReportEvent::caseId,
                Types.STRING);
    }

    private static void tell(
            KeyedTwoInputStreamOperatorTestHarness<String, Tell, ReportEvent, CaseSnapshot> harness, Tell tell)
            throws Exception {
        harness.processElement1(new StreamRecord<>(tell));
    }

    private static List<Escalation> escalations(
            KeyedTwoInputStreamOperatorTestHarness<String, Tell, ReportEvent, CaseSnapshot> harness) {
        List<Escalation> told = new ArrayList<>();
        var side = harness.getSideOutput(CaseOutputs.ESCALATIONS);
        if (side != null) {
            side.forEach(record -> told.add(record.getValue()));
        }
        return told;
    }

    private static List<String> levels(List<Escalation> escalations) {
        return escalations.stream()
                .map(escalation -> escalation.level() + "/" + escalation.repeat())
                .toList();
    }

    @Test
    void theLadderFiresAtTheContractsHoursAndNotBefore() throws Exception {
        try (var harness = harness()) {
            harness.open();
            harness.setProcessingTime(hours(0));
            tell(harness, alert("a", hours(0)));
            harness.setProcessingTime(hours(24) - 1);
            assertThat(escalations(harness)).isEmpty();
            for (double hour : new double[] {24, 48, 66, 72, 84, 96}) {
                harness.setProcessingTime(hours(hour));
            }
            List<Escalation> told = escalations(harness);
            assertThat(levels(told))
                    .containsExactly("lead/0", "manager/0", "legal/0", "breach/0", "breach/1", "breach/2");
            assertThat(told)
                    .extracting(Escalation::dueAtMillis)
                    .containsExactly(hours(24), hours(48), hours(66), hours(72), hours(84), hours(96));
            assertThat(told).extracting(Escalation::remainingMillis).first().isEqualTo(hours(72) - hours(24));
            assertThat(told).extracting(Escalation::remainingMillis).last().isEqualTo(hours(72) - hours(96));
            assertThat(told).noneMatch(Escalation::overdue);
        }
    }

    @Test
    void theBreachIsRepeated28TimesAtMost() throws Exception {
        try (var harness = harness()) {
            harness.open();
            harness.setProcessingTime(hours(0));
            tell(harness, alert("a", hours(0)));
            for (int hour = 24; hour <= 72 + 12 * 40; hour += 6) {
                harness.setProcessingTime(hours(hour));
            }
            assertThat(escalations(harness).stream().filter(e -> e.level().equals(Ladder.BREACH)))
                    .hasSize(1 + 28);
        }
    }

    @Test
    void anOutageOf80HoursFiresWhatFellDueAtOnceMarkedOverdue() throws Exception {
        OperatorSubtaskState snapshot;
        try (var before = harness()) {
            before.open();
            before.setProcessingTime(hours(0));
            tell(before, alert("a", hours(0)));
            snapshot = before.snapshot(1, 1);
        }
        try (var after = harness()) {
            after.initializeState(snapshot);
            after.open();
            after.setProcessingTime(hours(80));
            List<Escalation> told = escalations(after);
            assertThat(levels(told)).containsExactly("lead/0", "manager/0", "legal/0", "breach/0");
            assertThat(told).allMatch(Escalation::overdue);
            assertThat(told).extracting(Escalation::firedAtMillis).containsOnly(hours(80));
        }
    }

    @Test
    void manyOverdueCasesArePacedAndNoneIsLost() throws Exception {
        int cases = 2_000;
        OperatorSubtaskState snapshot;
        try (var before = harness()) {
            before.open();
            before.setProcessingTime(hours(0));
            for (int i = 0; i < cases; i++) {
                String caseId = Ids.caseId("conversation-" + i, "offender");
                tell(before, alert(caseId, "alert-" + i, hours(0), AgeBand.UNKNOWN, true, false));
            }
            snapshot = before.snapshot(1, 1);
        }
        try (var after = harness()) {
            after.initializeState(snapshot);
            after.open();
            after.setProcessingTime(hours(25));
            assertThat(escalations(after)).as("in the first second").hasSize(PER_SECOND);
            for (int second = 1; second <= 10; second++) {
                after.setProcessingTime(hours(25) + second * 1_000L);
                assertThat(escalations(after).size()).isLessThanOrEqualTo(PER_SECOND * (second + 1));
            }
            assertThat(escalations(after)).hasSize(cases).allMatch(Escalation::overdue);
        }
    }

    @Test
    void escalationIdsDoNotDependOnWhenTheyFired() throws Exception {
        List<String> ids = new ArrayList<>();
        for (double late : new double[] {0, 0.3}) {
            try (var harness = harness()) {
                harness.open();
                harness.setProcessingTime(hours(0));
                tell(harness, alert("a", hours(0)));
                harness.setProcessingTime(hours(24 + late));
                ids.add(escalations(harness).get(0).escalationId());
            }
        }
        assertThat(ids.get(0)).isEqualTo(ids.get(1));
    }

    @Test
    void filingStopsTheLadderAndTellsTheLastLevelResolved() throws Exception {
        try (var harness = harness()) {
            harness.open();
            harness.setProcessingTime(hours(0));
            tell(harness, alert("a", hours(0)));
            harness.setProcessingTime(hours(48));
            harness.processElement2(new StreamRecord<>(report(Kind.FILED, "r1", hours(48))));
            harness.setProcessingTime(hours(200));
            List<Escalation> told = escalations(harness);
            assertThat(levels(told)).containsExactly("lead/0", "manager/0", "manager/0");
            assertThat(told).extracting(Escalation::resolved).containsExactly(false, false, true);
        }
    }

    @Test
    void aReportEventWhoseCaseNeverComesIsADeadLetterAfter30Days() throws Exception {
        try (var harness = harness()) {
            harness.open();
            harness.setProcessingTime(hours(0));
            harness.processElement2(new StreamRecord<>(report(Kind.FILED, "r1", hours(0))));
            harness.setProcessingTime(hours(30 * 24) - 1);
            assertThat(harness.getSideOutput(CaseOutputs.UNKNOWN_CASES)).isNull();
            harness.setProcessingTime(hours(30 * 24));
            DeadLetter letter =
                    harness.getSideOutput(CaseOutputs.UNKNOWN_CASES).element().getValue();
            assertThat(letter.code()).isEqualTo(DeadLetter.Code.UNKNOWN_CASE);
            assertThat(letter.bytes()).containsExactly(1, 2);
            assertThat(harness.numProcessingTimeTimers()).isZero();
            assertThat(harness.numKeyedStateEntries()).isZero();
        }
    }

    @Test
    void aCopyOfAnAlertIsToldOnce() throws Exception {
        try (var harness = harness()) {
            harness.open();
            harness.setProcessingTime(hours(0));
            tell(harness, alert("a", hours(0)));
            tell(harness, alert("a", hours(0)));
            assertThat(harness.getSideOutput(CaseOutputs.ALERTS)).hasSize(1);
            assertThat(harness.extractOutputValues()).hasSize(1);
            DatedAlert alert =
                    harness.getSideOutput(CaseOutputs.ALERTS).element().getValue();
            assertThat(alert.deadlineMillis()).isEqualTo(hours(72));
        }
    }

    @Test
    void aVictimWhoTurnsOutToBeYoungerGetsADeadlineAndNobodyIsToldTwice() throws Exception {
        try (var harness = harness()) {
            harness.open();
            harness.setProcessingTime(hours(0));
            tell(harness, alert(CASE, "a", hours(0), AgeBand.ADULT, true, false));
            assertThat(harness.extractOutputValues().get(0).view().deadlineMillis())
                    .isNull();

            Tell known = alert(CASE, "a", hours(0), AgeBand.AGE_16_17, true, false);
            harness.setProcessingTime(hours(30));
            tell(harness, refreshed(known));
            CaseView now = harness.extractOutputValues().get(1).view();
            assertThat(now.deadlineMillis()).isEqualTo(hours(72));
            assertThat(harness.getSideOutput(CaseOutputs.ALERTS)).hasSize(1);
            assertThat(levels(escalations(harness))).containsExactly("lead/0");
        }
    }

    private static Tell refreshed(Tell tell) {
        return new Tell(
                tell.alertId(),
                tell.caseId(),
                tell.conversationId(),
                tell.patternId(),
                tell.patternRevision(),
                tell.shadow(),
                tell.step(),
                tell.severity(),
                tell.crisis(),
                tell.reportable(),
                tell.offender(),
                tell.victims(),
                tell.occurredAtMillis(),
                tell.knownAtMillis(),
                tell.toldAtMillis(),
                tell.withdrawn(),
                tell.supersedes(),
                tell.burstId(),
                tell.evidence(),
                tell.evidenceThinned(),
                tell.explanation(),
                true);
    }

    @Test
    void nothingIsLeftOfACaseAfterItsRetention() throws Exception {
        try (var harness = harness()) {
            harness.open();
            harness.setProcessingTime(hours(0));
            tell(harness, alert("a", hours(0)));
            harness.processElement2(new StreamRecord<>(report(Kind.DISMISSED, "r1", hours(1))));
            harness.setProcessingTime(hours(24 * 366 + 2));
            assertThat(harness.numProcessingTimeTimers()).isZero();
            assertThat(harness.numKeyedStateEntries()).isZero();
        }
    }
}
