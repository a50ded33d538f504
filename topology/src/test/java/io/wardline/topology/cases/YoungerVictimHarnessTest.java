// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import static io.wardline.topology.cases.Tells.CASE;
import static io.wardline.topology.cases.Tells.alert;
import static io.wardline.topology.cases.Tells.hours;
import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.topology.detect.CaseParty;
import io.wardline.topology.detect.Tell;
import io.wardline.topology.event.AgeBand;
import io.wardline.topology.profile.AccountFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Goal: a victim whose band becomes known after the alert gets the deadline and the ladder of a child. Method: Flink's harness. */
@SuppressWarnings("try") // the harness declares that closing may be interrupted, which nothing here does
class YoungerVictimHarnessTest {
    private static final CaseLogic LOGIC = new CaseLogic(Ladder.DEFAULT, Duration.ofDays(30), Keeping.DEFAULT);
    private static final int PER_SECOND = 500;

    private static KeyedTwoInputStreamOperatorTestHarness<String, Tell, CaseNews, CaseSnapshot> harness()
            throws Exception {
        return new KeyedTwoInputStreamOperatorTestHarness<>(
                new LiveCaseOperator(LOGIC, PER_SECOND), Tell::caseId, CaseNews::caseId, Types.STRING);
    }

    private static void tell(
            KeyedTwoInputStreamOperatorTestHarness<String, Tell, CaseNews, CaseSnapshot> harness, Tell tell)
            throws Exception {
        for (CaseParty party : CaseParty.of(tell)) {
            AccountOfCase unknown = new AccountOfCase(party.accountId(), AccountFacts.NONE);
            harness.processElement2(new StreamRecord<>(CaseNews.of(
                    new CaseAccount(party.caseId(), unknown, CaseAccount.Why.ANSWER, party.knownAtMillis()))));
        }
        harness.processElement1(new StreamRecord<>(tell));
    }

    private static List<Escalation> escalations(
            KeyedTwoInputStreamOperatorTestHarness<String, Tell, CaseNews, CaseSnapshot> harness) {
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
}
