// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import static io.wardline.topology.cases.CaseFixture.alert;
import static io.wardline.topology.cases.CaseFixture.hour;
import static io.wardline.topology.cases.CaseFixture.report;
import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.topology.cases.CaseView.Status;
import io.wardline.topology.event.AgeBand;
import io.wardline.topology.event.DeadLetter.Code;
import io.wardline.topology.event.Origin;
import io.wardline.topology.event.ReportEvent.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** Goal: on the wall clock, cases are told of in time, at once after an outage, in doses, and leave nothing behind. */
class CaseClockHarnessTest {
    private static final int DAY = 24;

    @Test
    void tellsTheLadderByTheWallClockAndASnapshotWithEachLevel() {
        try (CaseHarness clock = CaseHarness.liveOnRocksDb()) {
            clock.tell(alert("a")).passesUntil(84);

            assertThat(clock.told())
                    .containsExactly("24h lead", "48h manager", "66h legal", "72h breach", "84h breach 1");
            assertThat(clock.snapshots()).hasSize(1 + 5);
            assertThat(clock.snapshots().get(3).view().breached()).isFalse();
            assertThat(clock.snapshots().get(4).view().breached())
                    .as("with the breach")
                    .isTrue();
            assertThat(clock.timers()).as("one a case").isEqualTo(1);
        }
    }

    @Test
    void anAlertCarriesItsCasesDeadlineAndIsToldOnce() {
        try (CaseHarness clock = CaseHarness.live()) {
            clock.tell(alert("a")).tell(alert("b").at(1)).tell(alert("a"));
            clock.tell(alert("c").ofCase("adults").victim("adult", AgeBand.ADULT));

            assertThat(clock.alerts())
                    .extracting(alert -> alert.tell().alertId())
                    .containsExactly("a", "b", "c");
            assertThat(clock.alerts())
                    .extracting(alert -> alert.snapshot().view().deadlineMillis())
                    .containsExactly(hour(72), hour(72), null);
        }
    }

    @Test
    void copiesTellNothing() {
        try (CaseHarness clock = CaseHarness.live()) {
            clock.tell(alert("a")).report(report(Kind.CONFIRMED, 1));
            int before = clock.snapshots().size();

            clock.tell(alert("a")).report(report(Kind.CONFIRMED, 1));

            assertThat(clock.snapshots()).hasSize(before);
            assertThat(clock.alerts()).hasSize(1);
        }
    }

    @Test
    void everyReportOfAnOpenCaseGivesASnapshot() {
        try (CaseHarness clock = CaseHarness.live()) {
            clock.tell(alert("a"));
            for (Kind kind : Kind.values()) {
                clock.report(report(kind, 1));
            }

            assertThat(clock.snapshots()).hasSize(1 + Kind.values().length);
        }
    }

    @Test
    void aFilingEndsTheTellingAndARejectionGoesOn() {
        try (CaseHarness clock = CaseHarness.live()) {
            clock.tell(alert("a"))
                    .passesUntil(30)
                    .report(report(Kind.FILED, 30))
                    .passesUntil(50)
                    .report(report(Kind.REJECTED, 50))
                    .passesUntil(67);

            assertThat(clock.told())
                    .containsExactly("24h lead", "30h lead resolved", "50h manager overdue", "66h legal");
            assertThat(clock.cases().values())
                    .singleElement()
                    .satisfies(snapshot -> assertThat(snapshot.view().status()).isEqualTo(Status.OPEN));
        }
    }

    @Test
    void aCrisisIsToldWhenItComes() {
        try (CaseHarness clock = CaseHarness.live()) {
            clock.tell(alert("a").crisis());

            assertThat(clock.told()).containsExactly("0h legal");
            assertThat(clock.passesUntil(73).told()).containsExactly("0h legal", "72h breach");
        }
    }

    /** The alert was known at 0, and reached the clock 30 hours later. */
    @Test
    void aJobThatLagsTellsAtOnceWhatIsOverdue() {
        try (CaseHarness clock = CaseHarness.live()) {
            clock.at(30).tell(alert("a"));

            assertThat(clock.told()).containsExactly("30h lead overdue");
            assertThat(clock.passesUntil(49).told()).containsExactly("30h lead overdue", "48h manager");
        }
    }

    @Test
    void aReportWithoutACaseIsADeadLetterAfterThirtyDaysAndLeavesNothing() {
        try (CaseHarness clock = CaseHarness.live()) {
            clock.report(report(Kind.FILED, 0).id("early").note("canary")).at(30 * DAY - 0.1);
            assertThat(clock.deadLetters()).isEmpty();

            clock.at(30 * DAY);

            assertThat(clock.deadLetters()).singleElement().satisfies(letter -> {
                assertThat(letter.code()).isEqualTo(Code.UNKNOWN_CASE);
                assertThat(letter.bytes()).isEqualTo("bytes of early".getBytes(StandardCharsets.UTF_8));
                assertThat(letter.origin()).isEqualTo(Origin.ofTopic("wardline.report-events", 0, 7));
                assertThat(letter.knownAtMillis()).isEqualTo(hour(0));
                assertThat(letter.detail()).doesNotContain("canary", "early", CaseFixture.CASE);
            });
            assertThat(clock.snapshots()).isEmpty();
            assertThat(clock.timers()).isZero();
            assertThat(clock.stateEntries()).isZero();
        }
    }

    @Test
    void aReportThatWaitsSurvivesARestart() {
        OperatorSubtaskState state;
        try (CaseHarness clock = CaseHarness.liveOnRocksDb()) {
            state = clock.report(report(Kind.FILED, 0)).at(1).snapshot();
        }
        try (CaseHarness clock = CaseHarness.restored(state, 500)) {
            clock.at(5).tell(alert("a").at(5)).at(100);

            assertThat(clock.told()).isEmpty();
            assertThat(clock.cases().values())
                    .singleElement()
                    .satisfies(snapshot -> assertThat(snapshot.view().status()).isEqualTo(Status.FILED));
        }
    }

    @Test
    void everythingIsGoneAYearAfterTheLastFact() {
        try (CaseHarness clock = CaseHarness.live()) {
            clock.tell(alert("open"));
            clock.tell(alert("filed").ofCase("filed"))
                    .report(report(Kind.FILED, 1).ofCase("filed"));
            clock.tell(alert("dismissed").ofCase("dismissed"))
                    .report(report(Kind.DISMISSED, 2).ofCase("dismissed"));
            clock.report(report(Kind.FILED, 3).ofCase("unknown"));
            for (int day = 1; day <= 365; day++) {
                clock.at(day * DAY + 2);
            }

            assertThat(clock.timers()).isZero();
            assertThat(clock.stateEntries()).isZero();
        }
    }

    @Test
    void anOutageOverIsToldOfAtOnceAndMarkedOverdue() {
        OperatorSubtaskState state;
        try (CaseHarness clock = CaseHarness.liveOnRocksDb()) {
            state = clock.tell(alert("a")).at(1).snapshot();
        }
        try (CaseHarness clock = CaseHarness.restored(state, 500)) {
            clock.at(81);

            assertThat(clock.told())
                    .containsExactly(
                            "81h lead overdue", "81h manager overdue", "81h legal overdue", "81h breach overdue");
            assertThat(clock.escalations())
                    .extracting(Escalation::dueAtMillis)
                    .containsExactly(hour(24), hour(48), hour(66), hour(72));
            assertThat(clock.escalations())
                    .extracting(Escalation::remainingMillis)
                    .containsOnly(hour(72) - hour(81));
            assertThat(clock.passesUntil(85).told()).endsWith("84h breach 1");
        }
    }

    @Test
    void escalationsHaveTheSameIdsWhateverTheOutage() {
        List<String> undisturbed;
        OperatorSubtaskState state;
        try (CaseHarness clock = CaseHarness.liveOnRocksDb()) {
            state = clock.tell(alert("a")).at(1).snapshot();
            undisturbed = ids(clock.passesUntil(90));
        }
        try (CaseHarness clock = CaseHarness.restored(state, 500)) {
            assertThat(ids(clock.at(80).passesUntil(90))).isEqualTo(undisturbed);
        }
        try (CaseHarness clock = CaseHarness.live()) {
            assertThat(ids(clock.tell(alert("a")).passesUntil(90)))
                    .as("another run")
                    .isEqualTo(undisturbed)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void fiveThousandOverdueCasesAreToldOfInDosesTheMostOverdueFirst() {
        int cases = 5_000;
        int perSecond = 500;
        OperatorSubtaskState state;
        try (CaseHarness clock = CaseHarness.liveOnRocksDb()) {
            for (int i = 0; i < cases; i++) {
                clock.tell(alert("a" + i).ofCase("case-" + i).at(i / 10_000.0));
            }
            state = clock.at(1).snapshot();
        }
        try (CaseHarness clock = CaseHarness.restored(state, perSecond)) {
            long back = hour(30);
            for (int second = 0; second <= cases / perSecond; second++) {
                clock.atMillis(back + second * 1_000L);
            }

            Map<Long, List<String>> toldBySecond = new TreeMap<>();
            clock.escalations().forEach(escalation -> toldBySecond
                    .computeIfAbsent(escalation.firedAtMillis(), at -> new ArrayList<>())
                    .add(escalation.caseId()));
            assertThat(toldBySecond).hasSize(cases / perSecond);
            assertThat(toldBySecond.values())
                    .allSatisfy(told -> assertThat(told).hasSize(perSecond));
            List<String> order = new ArrayList<>();
            toldBySecond.values().forEach(order::addAll);
            assertThat(order).hasSize(cases).doesNotHaveDuplicates();
            for (int dose = 0; dose < cases / perSecond; dose++) {
                int first = dose * perSecond;
                assertThat(order.subList(first, first + perSecond))
                        .as("dose %d", dose)
                        .allMatch(caseId -> {
                            int number = Integer.parseInt(caseId.substring("case-".length()));
                            return number >= first && number < first + perSecond;
                        });
            }
            assertThat(clock.escalations()).allMatch(Escalation::overdue);
        }
    }

    /** What is due now is not held back by what was due before. */
    @Test
    void casesThatAreNotOverdueDoNotWaitForThoseThatAre() {
        OperatorSubtaskState state;
        try (CaseHarness clock = CaseHarness.liveOnRocksDb()) {
            for (int i = 0; i < 100; i++) {
                clock.tell(alert("a" + i).ofCase("case-" + i));
            }
            state = clock.at(1).snapshot();
        }
        try (CaseHarness clock = CaseHarness.restored(state, 10)) {
            clock.at(30).tell(alert("new").ofCase("new").at(30).crisis());

            assertThat(clock.escalations()).hasSize(10 + 1);
            assertThat(clock.told()).contains("30h legal");
        }
    }

    private static List<String> ids(CaseHarness clock) {
        return clock.escalations().stream().map(Escalation::escalationId).toList();
    }
}
