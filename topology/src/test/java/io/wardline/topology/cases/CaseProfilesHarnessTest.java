// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import static io.wardline.topology.cases.CaseFixture.CASE;
import static io.wardline.topology.cases.CaseFixture.alert;
import static io.wardline.topology.cases.CaseFixture.hour;
import static io.wardline.topology.profile.SampleFacts.login;
import static io.wardline.topology.profile.SampleFacts.profile;
import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.topology.event.AgeBand;
import io.wardline.topology.profile.AccountFacts;
import io.wardline.topology.profile.Capture;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Example;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;

/** Goal: an alert says what its case knows of its accounts, and is told whatever happens. Method: the case clock in Flink's harness. */
class CaseProfilesHarnessTest {
    private static final int DAY = 24;
    private static final double HALF_A_SECOND = 0.5 / 3600;

    private static final AccountFacts STRANGER = profile(1, "stranger");

    private static CaseAccount known(String account, double hours, AccountFacts facts) {
        return new CaseAccount(CASE, new AccountOfCase(account, facts), CaseAccount.Why.ANSWER, hour(hours));
    }

    private static List<String> alertIds(CaseHarness clock) {
        return clock.alerts().stream().map(told -> told.tell().alertId()).toList();
    }

    private static CaseState ofCase(CaseHarness clock) {
        return Objects.requireNonNull(clock.cases().get(CASE)).state();
    }

    @Example
    void anAlertWaitsUntilItsAccountsWereLookedUp() {
        try (CaseHarness clock = CaseHarness.liveOnRocksDb()) {
            clock.tellUnheard(alert("a")).hear(known("stranger", 0, STRANGER));
            assertThat(alertIds(clock)).isEmpty();
            assertThat(clock.snapshots()).isEmpty();

            clock.hear(known("child", 0, AccountFacts.NONE));

            assertThat(alertIds(clock)).containsExactly("a");
            assertThat(clock.alerts().get(0).snapshot().state().heard().accounts())
                    .containsExactly(
                            new AccountOfCase("child", AccountFacts.NONE), new AccountOfCase("stranger", STRANGER));
        }
    }

    @Example
    void anAlertWhoseAccountsAreKnownWaitsForNobody() {
        try (CaseHarness clock = CaseHarness.liveOnRocksDb()) {
            clock.tell(alert("a")).tellUnheard(alert("b").at(1));

            assertThat(alertIds(clock)).containsExactly("a", "b");
        }
    }

    @Example
    void noAlertWaitsForLong() {
        try (CaseHarness clock = CaseHarness.liveOnRocksDb()) {
            clock.tellUnheard(alert("a")).at(HALF_A_SECOND * 0.9);
            assertThat(alertIds(clock)).isEmpty();

            clock.at(HALF_A_SECOND);
            assertThat(alertIds(clock)).containsExactly("a");

            clock.at(1).hear(known("stranger", 1, STRANGER)).hear(known("child", 1, AccountFacts.NONE));
            assertThat(alertIds(clock)).containsExactly("a");
            assertThat(clock.snapshots()).hasSize(2);
        }
    }

    @Example
    void alertsStayInOrder() {
        try (CaseHarness clock = CaseHarness.liveOnRocksDb()) {
            clock.tellUnheard(alert("a")).tellUnheard(alert("b")).hear(known("child", 0, AccountFacts.NONE));
            assertThat(alertIds(clock)).isEmpty();

            clock.hear(known("stranger", 0, STRANGER));

            assertThat(alertIds(clock)).containsExactly("a", "b");
        }
    }

    @Example
    void anAlertThatWaitsOutlivesAFailure() {
        OperatorSubtaskState state;
        try (CaseHarness clock = CaseHarness.liveOnRocksDb()) {
            state = clock.tellUnheard(alert("a")).snapshot();
        }
        try (CaseHarness clock = CaseHarness.restored(state, 500)) {
            clock.at(1);

            assertThat(alertIds(clock)).containsExactly("a");
        }
    }

    @Example
    void whatIsLearnedLaterIsANewSnapshotAndNoAlert() {
        try (CaseHarness clock = CaseHarness.liveOnRocksDb()) {
            clock.tell(alert("a")).hear(known("stranger", 5, STRANGER)).hear(known("stranger", 6, STRANGER));

            assertThat(clock.alerts()).hasSize(1);
            assertThat(clock.snapshots()).hasSize(2).last().satisfies(last -> assertThat(
                            last.state().heard().accounts())
                    .contains(new AccountOfCase("stranger", STRANGER)));
            assertThat(ofCase(clock).lastActiveMillis()).isEqualTo(hour(0));
        }
    }

    @Example
    void whatIsKnownOfAccountsWhoseCaseNeverComesGoes() {
        try (CaseHarness clock = CaseHarness.live()) {
            clock.hear(known("stranger", 0, STRANGER)).passesUntil(30 * DAY - 1);
            assertThat(clock.stateEntries()).isPositive();

            clock.passesUntil(30 * DAY + 1);

            assertThat(clock.stateEntries()).isZero();
            assertThat(clock.timers()).isZero();
        }
    }

    /** Elsewhere it goes by itself; the case has its own time. */
    @Example
    void whatWasKnownOnceStaysKnown() {
        try (CaseHarness clock = CaseHarness.liveOnRocksDb()) {
            clock.tell(alert("a")).hear(known("stranger", 5, STRANGER)).hear(known("stranger", 6, AccountFacts.NONE));

            assertThat(ofCase(clock).heard().accounts()).contains(new AccountOfCase("stranger", STRANGER));
        }
    }

    /** Whoever logs in often must not push out where they acted from. */
    @Example
    void placesThatACaseHasStayHoweverManyCome() {
        try (CaseHarness clock = CaseHarness.live()) {
            clock.tell(alert("a")).hear(known("stranger", 1, login(5, "of-the-threat", "203.0.113.1")));
            for (int i = 0; i < 200; i++) {
                clock.hear(known("stranger", 2, login(6, "login-" + i, "198.51.100." + i)));
            }

            assertThat(ofCase(clock).heard().accounts().get(1).facts().captures())
                    .hasSize(AccountFacts.MAX_KEPT_CAPTURES)
                    .extracting(Capture::eventId)
                    .contains("of-the-threat");
        }
    }

    @Example
    void whoeverComesAfterAnAlertThatWaitsStaysBehindIt() {
        try (CaseHarness clock = CaseHarness.liveOnRocksDb()) {
            clock.tell(alert("a")).tellUnheard(alert("b").victim("other", AgeBand.AGE_13_15));
            // Its accounts are known since the first.
            clock.tellUnheard(alert("c"));
            assertThat(alertIds(clock)).containsExactly("a");

            clock.hear(known("other", 0, AccountFacts.NONE));
            assertThat(alertIds(clock)).containsExactly("a", "b", "c");
        }
    }

    /** A case is one record of Kafka's: beyond 2 MiB of all its accounts, what is known stays and what is new does not come. */
    @Example
    void whatIsKnownOfAccountsIsBoundedInBytes() {
        try (CaseHarness clock = CaseHarness.live()) {
            clock.tell(alert("a"));
            for (int i = 0; i < 3; i++) {
                String mebi = "x".repeat(900_000);
                clock.hear(known("account-" + i, 1, login(1, "login-" + i, mebi)));
            }

            assertThat(ofCase(clock).heard().accounts())
                    .filteredOn(account -> !account.facts().isNothing())
                    .extracting(AccountOfCase::accountId)
                    .containsExactly("account-0", "account-1");
        }
    }

    /** The first one's timer is not the second's. */
    @Example
    void eachAlertHasItsOwnHalfSecond() {
        try (CaseHarness clock = CaseHarness.liveOnRocksDb()) {
            clock.tell(alert("a")).tellUnheard(alert("b").victim("other", AgeBand.AGE_13_15));
            clock.at(HALF_A_SECOND * 0.9).tellUnheard(alert("c").victim("third", AgeBand.AGE_13_15));
            clock.hear(known("other", 0, AccountFacts.NONE)).at(HALF_A_SECOND);
            assertThat(alertIds(clock)).containsExactly("a", "b");

            clock.at(HALF_A_SECOND * 2);
            assertThat(alertIds(clock)).containsExactly("a", "b", "c");
        }
    }

    @Example
    void noMoreAccountsAreKeptThanACaseTells() {
        try (CaseHarness clock = CaseHarness.live()) {
            clock.tell(alert("a"));
            for (int i = 0; i < 200; i++) {
                clock.hear(known("account-" + i, 1, login(1, "login-" + i, "203.0.113.1")));
            }

            assertThat(ofCase(clock).heard().accounts())
                    .hasSize(Heard.MAX_ACCOUNTS)
                    .extracting(AccountOfCase::accountId)
                    .contains("stranger", "child");
        }
    }

    /** What is known of an account at a moment is known before what happens at that moment, whichever input is ahead. */
    @Example
    void anAlertOfAReplayFindsWhatWasKnownAtItsTime() {
        try (CaseHarness clock = CaseHarness.replay(1000)) {
            clock.tellUnheard(alert("a").at(1))
                    .alertsKnownUntil(hour(2))
                    .hear(known("stranger", 1, STRANGER))
                    .hear(known("stranger", 2, login(9, "login", "203.0.113.1")))
                    .end();

            assertThat(clock.alerts().get(0).snapshot().state().heard().accounts())
                    .containsExactly(new AccountOfCase("stranger", STRANGER));
        }
    }
}
