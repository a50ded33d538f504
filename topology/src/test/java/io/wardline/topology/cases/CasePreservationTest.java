// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import static io.wardline.topology.cases.CaseFixture.CASE;
import static io.wardline.topology.cases.CaseFixture.alert;
import static io.wardline.topology.cases.CaseFixture.hour;
import static io.wardline.topology.cases.CaseFixture.report;
import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.topology.event.AgeBand;
import io.wardline.topology.event.ReportEvent.Kind;
import io.wardline.topology.profile.AccountFacts;
import io.wardline.topology.profile.SampleFacts;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Goal: what was reported is preserved for its year and what was dismissed is not, nobody who asks to be erased can make a case go that must not,
 * and whatever goes is told. Times are hours.
 */
class CasePreservationTest {
    private static final int DAY = 24;
    private static final double FILED_AT = 10;
    private static final double HOLD_UNTIL = 365 * DAY + FILED_AT;
    private static final double NOTICE = 14 * DAY;

    /** Keeps cases for a week only. */
    private static final CaseLogic SHORT = new CaseLogic(
            Ladder.DEFAULT,
            Duration.ofDays(30),
            new Keeping(Duration.ofDays(7), Duration.ofDays(2), Duration.ofDays(365), Duration.ofDays(14)));

    private static CaseAccount erased(String account, double hours) {
        return new CaseAccount(
                CASE, new AccountOfCase(account, AccountFacts.NONE), CaseAccount.Why.ERASED, hour(hours));
    }

    private static List<CaseSnapshot> gone(CaseHarness clock) {
        return clock.snapshots().stream().filter(CaseSnapshot::gone).toList();
    }

    @Test
    void aFiledCaseIsHeldForAYearWhateverTheRetention() {
        CaseDriver kase = new CaseDriver(SHORT).tell(alert("a")).report(report(Kind.FILED, FILED_AT));

        assertThat(kase.view(FILED_AT).holdUntilMillis()).isEqualTo(hour(HOLD_UNTIL));
        assertThat(kase.until(HOLD_UNTIL - 0.001).isGone()).isFalse();
        assertThat(kase.until(HOLD_UNTIL).isGone()).isTrue();
    }

    @Test
    void thatItGoesIsToldTwoWeeksBeforeAndOnce() {
        CaseDriver kase = new CaseDriver(SHORT).tell(alert("a")).report(report(Kind.FILED, FILED_AT));

        assertThat(kase.until(HOLD_UNTIL - NOTICE - 0.001).told()).isEmpty();
        assertThat(kase.until(HOLD_UNTIL - NOTICE).told())
                .containsExactly(CaseFixture.brief(kase.escalations().get(0)));
        assertThat(kase.escalations().get(0).level()).isEqualTo("hold_ends");
        assertThat(kase.until(HOLD_UNTIL + DAY).told()).hasSize(1);
    }

    /** A supplement is filed too, and held from its own filing on. */
    @Test
    void theLastFilingCounts() {
        CaseDriver kase = new CaseDriver(SHORT)
                .tell(alert("a"))
                .report(report(Kind.FILED, FILED_AT))
                .report(report(Kind.FILED, FILED_AT + DAY));

        assertThat(kase.until(HOLD_UNTIL).isGone()).isFalse();
        assertThat(kase.until(HOLD_UNTIL + DAY).isGone()).isTrue();
    }

    @Test
    void aCaseThatIsDismissedAfterItsFilingIsHeldAllTheSame() {
        CaseDriver kase = new CaseDriver(SHORT)
                .tell(alert("a"))
                .report(report(Kind.FILED, FILED_AT))
                .report(report(Kind.DISMISSED, FILED_AT + 1));

        assertThat(kase.until(HOLD_UNTIL - 1).isGone()).isFalse();
        assertThat(kase.until(HOLD_UNTIL).isGone()).isTrue();
    }

    @Test
    void aRetractedReportHoldsNothing() {
        CaseDriver kase = new CaseDriver(SHORT)
                .tell(alert("a"))
                .report(report(Kind.FILED, FILED_AT))
                .report(report(Kind.RETRACTED, FILED_AT + 1));

        assertThat(kase.view(FILED_AT + 1).holdUntilMillis()).isNull();
        assertThat(kase.until(7 * DAY + FILED_AT + 1).isGone()).isTrue();
    }

    /** Its alert may have waited in Kafka for as long as a case is kept. */
    @Test
    void aCaseThatOpensLateIsKeptFromThenOn() {
        CaseDriver kase = new CaseDriver(SHORT).tellAt(30 * DAY, alert("a"));

        assertThat(kase.until(37 * DAY - 0.001).isGone()).isFalse();
        assertThat(kase.until(37 * DAY).isGone()).isTrue();
    }

    @Test
    void aDismissedCaseGoesOnItsSchedule() {
        CaseDriver kase = new CaseDriver(SHORT).tell(alert("a")).report(report(Kind.DISMISSED, 5));

        assertThat(kase.until(2 * DAY + 5 - 0.001).isGone()).isFalse();
        assertThat(kase.until(2 * DAY + 5).isGone()).isTrue();
        assertThat(kase.told()).isEmpty();
    }

    @Test
    void aCaseThatGoesIsDeletedFromItsTopic() {
        try (CaseHarness clock = CaseHarness.live()) {
            clock.tell(alert("a")).report(report(Kind.DISMISSED, 1));
            assertThat(gone(clock)).isEmpty();

            clock.passesUntil(90 * DAY + 2);

            assertThat(gone(clock))
                    .singleElement()
                    .satisfies(last -> assertThat(last.state().caseId()).isEqualTo(CASE));
            assertThat(clock.stateEntries()).isZero();
            assertThat(clock.timers()).isZero();
        }
    }

    @Test
    void aDismissedCaseGoesWhenOneOfItsPeopleAsksToBeErased() {
        try (CaseHarness clock = CaseHarness.live()) {
            clock.tell(alert("a")).report(report(Kind.DISMISSED, 1)).hear(erased("child", 2));

            assertThat(gone(clock)).hasSize(1);
            assertThat(clock.stateEntries()).isZero();
        }
    }

    @Test
    void aCaseOfNothingReportableGoesToo() {
        try (CaseHarness clock = CaseHarness.live()) {
            clock.tell(alert("a").notReportable()).hear(erased("child", 2));

            assertThat(gone(clock)).hasSize(1);
        }
    }

    /** Whoever is told to be an adult may turn out to be a child. */
    @Test
    void aCaseOfAdultsStaysAndGetsItsDeadlineWhenTheVictimTurnsOutToBeAChild() {
        try (CaseHarness clock = CaseHarness.live()) {
            clock.tell(alert("a").victim("child", AgeBand.ADULT)).hear(erased("stranger", 2));
            assertThat(gone(clock)).isEmpty();

            clock.tell(alert("a").victim("child", AgeBand.AGE_13_15).refresh());

            assertThat(clock.cases().values())
                    .singleElement()
                    .satisfies(last -> assertThat(last.view().deadlineMillis()).isEqualTo(hour(72)));
        }
    }

    @Test
    void aLinkedAccountMakesNobodysCaseGo() {
        try (CaseHarness clock = CaseHarness.live()) {
            clock.tell(alert("a")).report(report(Kind.DISMISSED, 1)).hear(erased("linked", 2));

            assertThat(gone(clock)).isEmpty();
            assertThat(clock.cases().values()).singleElement().satisfies(last -> assertThat(
                            last.state().heard().erasures())
                    .isEmpty());
        }
    }

    @Test
    void whatIsToBeReportedInASupplementIsHeldBeyondTheFirstReportsYear() {
        CaseDriver kase = new CaseDriver(SHORT).tell(alert("a")).report(report(Kind.FILED, FILED_AT));
        kase.tell(alert("b").at(HOLD_UNTIL - 1));

        assertThat(kase.until(HOLD_UNTIL + DAY).isGone()).isFalse();
        assertThat(kase.until(HOLD_UNTIL - 1 + 7 * DAY).isGone()).isTrue();
    }

    @Test
    void aWishToBeErasedWaitsForTheSupplement() {
        try (CaseHarness clock = CaseHarness.live()) {
            clock.tell(alert("a")).report(report(Kind.FILED, FILED_AT)).hear(erased("stranger", 11));
            clock.at(HOLD_UNTIL - 1).tell(alert("b").at(HOLD_UNTIL - 1));
            clock.passesUntil(HOLD_UNTIL + DAY);

            assertThat(gone(clock)).isEmpty();
        }
    }

    /** Whoever has the alert must hear that it is withdrawn, and nobody must get a new case of it. */
    @Test
    void anAlertThatIsWithdrawnAfterItsCaseWentIsToldAndOpensNone() {
        try (CaseHarness clock = CaseHarness.live()) {
            clock.tell(alert("a")).report(report(Kind.DISMISSED, 1)).hear(erased("child", 2));
            int snapshots = clock.snapshots().size();

            clock.at(3).tellUnheard(alert("b").at(3).withdraws("a"));
            clock.at(4);

            assertThat(clock.alerts()).hasSize(2);
            assertThat(clock.snapshots()).hasSize(snapshots);
            assertThat(clock.stateEntries()).isZero();
        }
    }

    @Test
    void newsOfAnAccountBringNoCaseBack() {
        try (CaseHarness clock = CaseHarness.live()) {
            clock.tell(alert("a")).report(report(Kind.DISMISSED, 1)).hear(erased("child", 2));

            clock.hear(new CaseAccount(
                    CASE, new AccountOfCase("child", SampleFacts.profile(1, "child")), CaseAccount.Why.NEWS, hour(3)));

            assertThat(clock.stateEntries()).isZero();
        }
    }

    /** An offender must not be able to erase what they are to be reported for. */
    @Test
    void aCaseThatMustBeReportedStaysUntilItIsDismissed() {
        try (CaseHarness clock = CaseHarness.live()) {
            clock.tell(alert("a")).hear(erased("stranger", 2)).hear(erased("stranger", 3));
            assertThat(gone(clock)).isEmpty();
            assertThat(clock.snapshots()).hasSize(2);
            assertThat(clock.cases().values()).singleElement().satisfies(last -> assertThat(
                            last.state().heard().erasures())
                    .containsExactly(new Erasure("stranger", hour(2))));

            clock.report(report(Kind.DISMISSED, 4));

            assertThat(gone(clock)).hasSize(1);
            assertThat(clock.stateEntries()).isZero();
        }
    }

    @Test
    void aFiledCaseGoesWithTheEndOfItsHold() {
        try (CaseHarness clock = CaseHarness.live()) {
            clock.tell(alert("a")).report(report(Kind.FILED, FILED_AT)).hear(erased("stranger", 11));
            // Without the wish it would be kept for a year from here.
            clock.at(100 * DAY).report(report(Kind.ACKNOWLEDGED, 100 * DAY));
            clock.passesUntil(HOLD_UNTIL - 1);
            assertThat(gone(clock)).isEmpty();

            clock.passesUntil(HOLD_UNTIL + 1);

            assertThat(gone(clock)).hasSize(1);
        }
    }

    @Test
    void whatWaitsForACaseIsErased() {
        try (CaseHarness clock = CaseHarness.live()) {
            clock.hear(new CaseAccount(
                            CASE, new AccountOfCase("child", AccountFacts.NONE), CaseAccount.Why.ANSWER, hour(0)))
                    .hear(erased("child", 1));

            assertThat(clock.stateEntries()).isZero();
            assertThat(clock.snapshots()).isEmpty();
        }
    }
}
