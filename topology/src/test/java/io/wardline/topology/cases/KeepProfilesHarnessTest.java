// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import static io.wardline.topology.profile.SampleFacts.login;
import static io.wardline.topology.profile.SampleFacts.profile;
import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.topology.cases.CaseAccount.Why;
import io.wardline.topology.profile.AccountFacts;
import io.wardline.topology.profile.Capture;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Goal: each case hears what is known of its accounts, whatever came first. Method: the operator in Flink's harness. */
class KeepProfilesHarnessTest {
    private static final AccountFacts NAMED = profile(1, "somebody");
    private static final AccountFacts LOGIN = login(2, "login", "203.0.113.1");

    private static CaseAccount told(String caseId, AccountFacts facts, long knownAtMillis) {
        return told(caseId, facts, Why.ANSWER, knownAtMillis);
    }

    private static CaseAccount told(String caseId, AccountFacts facts, Why why, long knownAtMillis) {
        return new CaseAccount(caseId, new AccountOfCase("a", facts), why, knownAtMillis);
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

            assertThat(profiles.told())
                    .containsExactlyInAnyOrder(told("one", NAMED, Why.NEWS, 3), told("two", NAMED, Why.NEWS, 3));
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
        try (ProfilesHarness profiles = ProfilesHarness.liveOnRocksDb()) {
            profiles.fact("a", "login", 1, LOGIN)
                    .name("a", "one", 4)
                    .name("a", "two", 4)
                    .told();
            profiles.erase("a", 5);

            assertThat(profiles.told())
                    .containsExactlyInAnyOrder(
                            told("one", AccountFacts.NONE, Why.ERASED, 5),
                            told("two", AccountFacts.NONE, Why.ERASED, 5));
            profiles.name("a", "three", 6);
            assertThat(profiles.told()).hasSize(1).allSatisfy(answer -> assertThat(
                            answer.account().facts().isNothing())
                    .isTrue());
        }
    }

    /** A producer may send it all again. */
    @Test
    void aCopyOfWhatWasErasedStaysErasedAndWhatOccursLaterIsKnown() {
        try (ProfilesHarness profiles = ProfilesHarness.live()) {
            profiles.fact("a", "login", 1, LOGIN).erase("a", 2).fact("a", "login", 3, LOGIN);
            profiles.fact("a", "later", 4, login(4, "later", "198.51.100.1")).erase("a", 5);

            profiles.name("a", "one", 6);
            assertThat(profiles.told()).singleElement().satisfies(answer -> assertThat(
                            answer.account().facts().captures())
                    .extracting(Capture::eventId)
                    .containsExactly("later"));
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
            for (int i = 0; i <= CasesOfAccount.MAX_CASES; i++) {
                profiles.name("a", "case-" + i, 1);
            }
            assertThat(profiles.told()).hasSize(CasesOfAccount.MAX_CASES + 1);

            profiles.fact("a", "login", 2, LOGIN);

            assertThat(profiles.told()).hasSize(CasesOfAccount.MAX_CASES);
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
                    .isEqualTo(List.of(told("one", profile(2, "late").and(NAMED), Why.NEWS, 20)));
        }
    }
}
