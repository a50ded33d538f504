// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import static io.wardline.topology.profile.SampleFacts.login;
import static io.wardline.topology.profile.SampleFacts.profile;
import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.topology.profile.AccountFacts;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Goal: each case hears what is known of its accounts, whatever came first. Method: the operator in Flink's harness. */
class KeepProfilesHarnessTest {
    private static final AccountFacts NAMED = profile(1, "somebody");
    private static final AccountFacts LOGIN = login(2, "login", "203.0.113.1");

    private static CaseAccount told(String caseId, AccountFacts facts, long knownAtMillis) {
        return new CaseAccount(caseId, new AccountOfCase("a", facts), knownAtMillis);
    }

    @Test
    void aCaseHearsAtOnceWhatIsKnown() {
        try (ProfilesHarness profiles = ProfilesHarness.liveOnRocksDb()) {
            profiles.fact("a", "profile-somebody", 1, NAMED)
                    .fact("a", "login", 2, LOGIN)
                    .fact("b", "profile-other", 3, profile(1, "other"))
                    .name("a", "one", 4);

            assertThat(profiles.told()).containsExactly(told("one", NAMED.and(LOGIN), 4));
        }
    }

    /** Its alert waits for it. */
    @Test
    void aCaseHearsThatNothingIsKnownEachTimeItAsks() {
        try (ProfilesHarness profiles = ProfilesHarness.liveOnRocksDb()) {
            profiles.name("a", "one", 4).name("a", "one", 5);

            assertThat(profiles.told())
                    .containsExactly(told("one", AccountFacts.NONE, 4), told("one", AccountFacts.NONE, 5));
        }
    }

    @Test
    void eachCaseHearsWhatIsLearnedLater() {
        try (ProfilesHarness profiles = ProfilesHarness.liveOnRocksDb()) {
            profiles.name("a", "one", 1)
                    .name("a", "two", 2)
                    .name("b", "three", 2)
                    .told();

            profiles.fact("a", "profile-somebody", 3, NAMED);

            assertThat(profiles.told()).containsExactlyInAnyOrder(told("one", NAMED, 3), told("two", NAMED, 3));
        }
    }

    @Test
    void aCopyAndWhatTellsNothingNewTellNobody() {
        try (ProfilesHarness profiles = ProfilesHarness.liveOnRocksDb()) {
            profiles.name("a", "one", 1).fact("a", "login", 2, LOGIN).told();

            profiles.fact("a", "login", 3, login(9, "login", "198.51.100.1"))
                    .fact("a", "again", 4, login(2.1, "again", "203.0.113.1"));

            assertThat(profiles.told()).isEmpty();
        }
    }

    @Test
    void whoeverAskedToBeErasedIsNotKnownAndEachCaseHearsOfIt() {
        try (ProfilesHarness profiles = ProfilesHarness.live()) {
            profiles.fact("a", "login", 1, LOGIN).erase("a", 2);
            assertThat(profiles.stateEntries()).isZero();

            profiles.fact("a", "login", 3, LOGIN)
                    .name("a", "one", 4)
                    .name("a", "two", 4)
                    .told();
            profiles.erase("a", 5);

            AccountOfCase unknown = new AccountOfCase("a", AccountFacts.NONE);
            assertThat(profiles.told())
                    .containsExactlyInAnyOrder(
                            new CaseAccount("one", unknown, true, 5), new CaseAccount("two", unknown, true, 5));
            profiles.name("a", "three", 6);
            assertThat(profiles.told()).containsExactly(told("three", AccountFacts.NONE, 6));
        }
    }

    @Test
    void factsAndCasesGoByThemselves() {
        try (ProfilesHarness profiles = ProfilesHarness.liveOnRocksDb()) {
            profiles.name("a", "one", 1).fact("a", "login", 2, LOGIN).told();
            profiles.after(ProfilesHarness.KEEP_FACTS.plusMillis(1)).name("a", "one", 3);
            assertThat(profiles.told()).containsExactly(told("one", AccountFacts.NONE, 3));

            profiles.after(ProfilesHarness.KEEP_FACTS
                            .plus(ProfilesHarness.KEEP_CASES)
                            .plusMillis(2))
                    .fact("a", "login", 4, LOGIN);
            assertThat(profiles.told()).isEmpty();
        }
    }

    @Test
    void noMoreCasesHearOfAnAccountThanArePutUpWithAndTheRestAreAnsweredOnce() {
        try (ProfilesHarness profiles = ProfilesHarness.live()) {
            for (int i = 0; i <= KeepProfiles.MAX_CASES; i++) {
                profiles.name("a", "case-" + i, 1);
            }
            assertThat(profiles.told()).hasSize(KeepProfiles.MAX_CASES + 1);

            profiles.fact("a", "login", 2, LOGIN);

            assertThat(profiles.told()).hasSize(KeepProfiles.MAX_CASES);
        }
    }

    /** Of two inputs one may be ahead of the other. */
    @Test
    void aReplayTakesThemInTheOrderInWhichTheyBecameKnown() {
        try (ProfilesHarness profiles = ProfilesHarness.replay()) {
            profiles.name("a", "one", 10)
                    .fact("a", "late", 20, profile(2, "late"))
                    .fact("a", "same", 10, NAMED)
                    .knownUntil(15);
            assertThat(profiles.told()).containsExactly(told("one", NAMED, 10));

            profiles.knownUntil(Duration.ofDays(1).toMillis());
            assertThat(profiles.told())
                    .isEqualTo(List.of(told("one", profile(2, "late").and(NAMED), 20)));
        }
    }
}
