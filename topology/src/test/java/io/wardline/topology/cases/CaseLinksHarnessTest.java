// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import static io.wardline.topology.cases.CaseFixture.CASE;
import static io.wardline.topology.cases.CaseFixture.alert;
import static io.wardline.topology.cases.CaseFixture.hour;
import static io.wardline.topology.cases.CaseFixture.report;
import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.topology.account.IdentifierType;
import io.wardline.topology.event.AgeBand;
import io.wardline.topology.event.ReportEvent.Kind;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Example;

/** Goal: a case tells its offender's other accounts, and its clock does not care. Method: the case clock in Flink's harness. */
class CaseLinksHarnessTest {
    private static final int DAY = 24;

    private static final Linked BACK = linked("back");
    private static final Linked AGAIN = linked("again");

    @Example
    void whatChangesIsANewSnapshotAndWhatDoesNotIsNone() {
        try (CaseHarness clock = CaseHarness.liveOnRocksDb()) {
            clock.tell(alert("a")).link(links(1, BACK)).link(links(2, BACK)).link(links(3, Linked.NOTHING));

            assertThat(clock.snapshots())
                    .extracting(snapshot -> snapshot.state().heard().linked())
                    .containsExactly(null, BACK, null);
        }
    }

    @Example
    void theyWaitForTheirCase() {
        try (CaseHarness clock = CaseHarness.liveOnRocksDb()) {
            clock.link(links(0, BACK));
            assertThat(clock.snapshots()).isEmpty();

            clock.at(1).tell(alert("a").at(1)).report(report(Kind.ACKNOWLEDGED, 2));

            assertThat(clock.snapshots())
                    .extracting(snapshot -> snapshot.state().heard().linked())
                    .containsExactly(BACK, BACK);
        }
    }

    @Example
    void thoseWhoseCaseNeverComesGoWithoutADeadLetter() {
        try (CaseHarness clock = CaseHarness.live()) {
            clock.link(links(0, BACK)).passesUntil(30 * DAY - 1);
            assertThat(clock.stateEntries()).isPositive();

            clock.passesUntil(30 * DAY + 1);

            assertThat(clock.stateEntries()).isZero();
            assertThat(clock.timers()).isZero();
            assertThat(clock.deadLetters()).isEmpty();
        }
    }

    @Example
    void thoseThatAreTakenBackBeforeTheirCaseLeaveNothing() {
        try (CaseHarness clock = CaseHarness.live()) {
            clock.link(links(0, BACK)).link(links(1, Linked.NOTHING));

            assertThat(clock.stateEntries()).isZero();
            assertThat(clock.timers()).isZero();
        }
    }

    /** They and a report event wait for the same case, each as long as it may. */
    @Example
    void aReportThatWaitsBesideThemIsStillMissed() {
        try (CaseHarness clock = CaseHarness.live()) {
            clock.report(report(Kind.FILED, 0))
                    .at(10 * DAY)
                    .link(links(10 * DAY, BACK))
                    .passesUntil(31 * DAY);
            assertThat(clock.deadLetters()).hasSize(1);

            clock.tell(alert("a").at(31 * DAY));

            assertThat(last(clock).state().heard().linked()).isEqualTo(BACK);
        }
    }

    @Example
    void noLevelAndNoDeadlineHeedsThem() {
        try (CaseHarness with = CaseHarness.live();
                CaseHarness without = CaseHarness.live()) {
            without.tell(alert("a")).passesUntil(100);
            with.tell(alert("a"))
                    .link(links(1, BACK))
                    .passesUntil(30)
                    .link(links(30, AGAIN))
                    .passesUntil(100);

            assertThat(with.escalations()).isEqualTo(without.escalations());
            assertThat(with.timers()).isEqualTo(without.timers());
            assertThat(last(with).view().deadlineMillis())
                    .isEqualTo(last(without).view().deadlineMillis());
        }
    }

    /** A person is still at work on the case when somebody does something about it; another account is not that. */
    @Example
    void theyKeepNoCaseLonger() {
        try (CaseHarness clock = CaseHarness.live()) {
            clock.tell(alert("a").notReportable().victim("grown", AgeBand.ADULT));
            clock.at(300 * DAY).link(links(300 * DAY, BACK)).at(365 * DAY);

            assertThat(clock.stateEntries()).isZero();
        }
    }

    @Example
    void theySurviveARestart() {
        try (CaseHarness before = CaseHarness.liveOnRocksDb()) {
            before.tell(alert("a")).link(links(1, BACK));
            try (CaseHarness after = CaseHarness.restored(before.snapshot(), 500)) {
                after.at(2).report(report(Kind.ACKNOWLEDGED, 2));

                assertThat(last(after).state().heard().linked()).isEqualTo(BACK);
            }
        }
    }

    @Example
    void inAReplayTheLastKnownStandsHoweverTheInputsWereInterleaved() {
        try (CaseHarness linksFirst = CaseHarness.replay(100);
                CaseHarness alertFirst = CaseHarness.replay(100)) {
            linksFirst
                    .link(links(5, AGAIN))
                    .link(links(1, BACK))
                    .tell(alert("a").at(1))
                    .end();
            alertFirst
                    .tell(alert("a").at(1))
                    .link(links(1, BACK))
                    .link(links(5, AGAIN))
                    .end();

            assertThat(last(linksFirst).state().heard().linked()).isEqualTo(AGAIN);
            assertThat(linksFirst.snapshots()).usingRecursiveComparison().isEqualTo(alertFirst.snapshots());
        }
    }

    /** So a case that a report ends says what was known by then. */
    @Example
    void inAReplayOfOneMomentTheyComeAfterTheAlertAndBeforeTheReport() {
        try (CaseHarness clock = CaseHarness.replay(100)) {
            clock.report(report(Kind.DISMISSED, 1))
                    .link(links(1, BACK))
                    .tell(alert("a").at(1))
                    .end();

            assertThat(clock.snapshots())
                    .extracting(snapshot -> snapshot.view().status() + " "
                            + LinkingHarness.brief(snapshot.state().heard().linked()))
                    .containsExactly(
                            "OPEN nothing", "OPEN null [back DEVICE 0.9 []]", "DISMISSED null [back DEVICE 0.9 []]");
        }
    }

    private static CaseSnapshot last(CaseHarness clock) {
        return Objects.requireNonNull(clock.cases().get(CASE));
    }

    private static CaseLinks links(double hours, Linked linked) {
        return new CaseLinks(CASE, linked, hour(hours));
    }

    private static Linked linked(String account) {
        return new Linked(List.of(new LinkedAccount(account, IdentifierType.DEVICE, 0.9, List.of())), null);
    }
}
