// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import static io.wardline.topology.cases.CaseFixture.alert;
import static io.wardline.topology.cases.CaseFixture.hour;
import static io.wardline.topology.cases.CaseFixture.report;
import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.topology.cases.CaseView.Status;
import io.wardline.topology.event.ReportEvent.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Goal: a replay has one clock, known_at, and one answer, however its two inputs were interleaved. */
class ReplayClockHarnessTest {
    private static final int DAY = 24;

    @Example
    void tellsTheLadderByKnownAt() {
        try (CaseHarness clock = CaseHarness.replay(85)) {
            clock.tell(alert("a")).end();

            assertThat(clock.told())
                    .containsExactly("24h lead", "48h manager", "66h legal", "72h breach", "84h breach 1");
            assertThat(clock.escalations()).noneMatch(Escalation::overdue);
        }
    }

    @Example
    void firesNothingDueAfterTheHorizonAndWhatIsDueAtIt() {
        try (CaseHarness clock = CaseHarness.replay(48)) {
            assertThat(clock.tell(alert("a")).end().told()).containsExactly("24h lead", "48h manager");
        }
        try (CaseHarness clock = CaseHarness.replay(48 - 1 / 3_600_000.0)) {
            assertThat(clock.tell(alert("a")).end().told()).containsExactly("24h lead");
        }
    }

    @Example
    void firesAtTheOpeningWhatWasDueBeforeIt() {
        try (CaseHarness clock = CaseHarness.replay(50)) {
            clock.tell(alert("a").at(30).knownAt(0)).end();

            assertThat(clock.told()).containsExactly("30h lead overdue", "48h manager");
        }
    }

    @Example
    void aReportTakesEffectAfterWhatFellDueBeforeIt() {
        try (CaseHarness clock = CaseHarness.replay(100)) {
            clock.report(report(Kind.FILED, 49)).tell(alert("a")).end();

            assertThat(clock.told()).containsExactly("24h lead", "48h manager", "49h manager resolved");
        }
    }

    @Example
    void ofOneMomentTheAlertTakesEffectBeforeTheReport() {
        try (CaseHarness clock = CaseHarness.replay(100)) {
            clock.report(report(Kind.DISMISSED, 10)).tell(alert("a").at(10)).end();

            assertThat(clock.cases().values())
                    .singleElement()
                    .satisfies(snapshot -> assertThat(snapshot.view().status()).isEqualTo(Status.DISMISSED));
            assertThat(clock.told()).isEmpty();
        }
    }

    @Example
    void nothingTakesEffectBeforeBothInputsHavePassedIt() {
        try (CaseHarness clock = CaseHarness.replay(100)) {
            clock.tell(alert("a")).alertsKnownUntil(hour(50));
            assertThat(clock.snapshots()).isEmpty();

            clock.reportsKnownUntil(hour(30));

            assertThat(clock.told()).containsExactly("24h lead");
        }
    }

    @Example
    void aReportWithoutACaseIsADeadLetterWithinTheHorizonOnly() {
        try (CaseHarness clock = CaseHarness.replay(30 * DAY)) {
            assertThat(clock.report(report(Kind.FILED, 0)).end().deadLetters()).hasSize(1);
            assertThat(clock.stateEntries()).isZero();
        }
        try (CaseHarness clock = CaseHarness.replay(30 * DAY - 1)) {
            assertThat(clock.report(report(Kind.FILED, 0)).end().deadLetters()).isEmpty();
        }
    }

    @Example
    void endsWithNoTimersAndBeyondTheRetentionOfCasesWithNoState() {
        try (CaseHarness clock = CaseHarness.replay(400 * DAY)) {
            clock.tell(alert("open"));
            clock.tell(alert("filed").ofCase("filed"))
                    .report(report(Kind.FILED, 1).ofCase("filed"));
            clock.report(report(Kind.FILED, 3).ofCase("unknown")).end();

            assertThat(clock.timers()).isZero();
            assertThat(clock.stateEntries()).isZero();
        }
        try (CaseHarness clock = CaseHarness.replay(100)) {
            assertThat(clock.tell(alert("a")).end().timers()).isZero();
        }
    }

    @Property(tries = 60)
    void theAnswerDoesNotDependOnHowTheInputsWereInterleaved(@ForAll Random random) {
        List<CaseFixture.Alert> alerts = randomAlerts(random);
        List<CaseFixture.Report> reports = randomReports(random);
        try (CaseHarness one = CaseHarness.replay(150);
                CaseHarness other = CaseHarness.replay(150)) {
            alerts.forEach(one::tell);
            reports.forEach(one::report);
            one.end();

            interleaved(other, alerts, reports, random);

            assertThat(sorted(other.escalations())).isEqualTo(sorted(one.escalations()));
            assertThat(other.cases()).usingRecursiveComparison().isEqualTo(one.cases());
            assertThat(other.alerts())
                    .usingRecursiveFieldByFieldElementComparator()
                    .hasSameElementsAs(one.alerts());
            assertThat(other.snapshots().size()).isEqualTo(one.snapshots().size());
        }
    }

    @Property(tries = 40)
    void firesWhenItIsDueOrWhenTheCaseOpensIfThatIsLater(@ForAll Random random) {
        try (CaseHarness clock = CaseHarness.replay(150)) {
            randomAlerts(random).forEach(clock::tell);
            randomReports(random).forEach(clock::report);
            clock.end();

            for (Escalation escalation : clock.escalations()) {
                long opened = Objects.requireNonNull(clock.cases().get(escalation.caseId()))
                        .state()
                        .openedAtMillis();
                assertThat(escalation.firedAtMillis())
                        .as("%s of %s", escalation, clock.cases().get(escalation.caseId()))
                        .isEqualTo(Math.max(escalation.dueAtMillis(), opened))
                        .isLessThanOrEqualTo(hour(150));
            }
            assertThat(clock.escalations()).extracting(Escalation::escalationId).doesNotHaveDuplicates();
        }
    }

    /** Each input in the order of known_at, with watermarks here and there that are true of it. */
    private static void interleaved(
            CaseHarness clock, List<CaseFixture.Alert> alerts, List<CaseFixture.Report> reports, Random random) {
        List<CaseFixture.Alert> tells = new ArrayList<>(alerts);
        List<CaseFixture.Report> events = new ArrayList<>(reports);
        Collections.shuffle(tells, random);
        Collections.shuffle(events, random);
        tells.sort(Comparator.comparingLong(alert -> alert.tell().toldAtMillis()));
        events.sort(Comparator.comparingLong(report -> report.event().knownAtMillis()));
        int told = 0;
        int reported = 0;
        while (told < tells.size() || reported < events.size()) {
            if (reported == events.size() || (told < tells.size() && random.nextBoolean())) {
                if (random.nextBoolean()) {
                    clock.alertsKnownUntil(tells.get(told).tell().toldAtMillis() - 1);
                }
                clock.tell(tells.get(told++));
            } else {
                if (random.nextBoolean()) {
                    clock.reportsKnownUntil(events.get(reported).event().knownAtMillis() - 1);
                }
                clock.report(events.get(reported++));
            }
        }
        clock.end();
    }

    private static List<CaseFixture.Alert> randomAlerts(Random random) {
        List<CaseFixture.Alert> alerts = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            // Told one after another, so that a correction can be of one that the same case was told before.
            CaseFixture.Alert next = alert("a" + i).ofCase("case-" + i % 2).at(10 * i + random.nextInt(10));
            switch (random.nextInt(6)) {
                case 0 -> next.crisis();
                case 1 -> next.notReportable();
                case 2 -> correction(next, i);
                default -> {}
            }
            alerts.add(next);
        }
        return alerts;
    }

    private static void correction(CaseFixture.Alert alert, int number) {
        if (number >= 2) {
            alert.supersedes("a" + (number - 2));
        }
    }

    private static List<CaseFixture.Report> randomReports(Random random) {
        List<CaseFixture.Report> reports = new ArrayList<>();
        Kind[] kinds = Kind.values();
        for (int i = 0; i < 6; i++) {
            int known = random.nextInt(120);
            reports.add(report(kinds[random.nextInt(kinds.length)], known)
                    .id("r" + i)
                    .ofCase("case-" + random.nextInt(2))
                    .occurred(known - random.nextInt(20)));
        }
        return reports;
    }

    private static List<Escalation> sorted(List<Escalation> escalations) {
        return escalations.stream()
                .sorted(Comparator.comparing(Escalation::escalationId))
                .toList();
    }
}
