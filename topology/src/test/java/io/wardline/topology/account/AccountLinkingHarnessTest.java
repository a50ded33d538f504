// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import static io.wardline.topology.account.Happening.created;
import static io.wardline.topology.account.Happening.disabled;
import static io.wardline.topology.account.Happening.reinstated;
import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.topology.account.AccountEvent.Kind;
import io.wardline.topology.account.Decision.Action;
import io.wardline.topology.account.Decision.DecisionLink;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is decided about whom, and how it is told; the operators on RocksDB, with the weights of the default policy. */
class AccountLinkingHarnessTest {
    private final AccountPipeline accounts = new AccountPipeline(LinkPolicy.DEFAULT, true);

    @AfterEach
    void close() {
        accounts.close();
    }

    private static final long DISABLED_AT =
            Instant.parse("2026-11-02T00:00:00Z").toEpochMilli();

    private Decision about(String accountId) {
        return accounts.standing(accountId);
    }

    /** An offender with everything, disabled on the second day. */
    private void offender() {
        accounts.take(
                created("offender", 0)
                        .with(IdentifierType.DEVICE, "device")
                        .with(IdentifierType.EMAIL, "mail")
                        .with(IdentifierType.IP, "home")
                        .with(IdentifierType.IP_RANGE, "street")
                        .with(IdentifierType.USERNAME, "name")
                        .photo(photo(0))
                        .event(),
                disabled("offender", 1).caseId("case-1").event());
    }

    /** One picture, re-encoded so that this many bits differ. */
    private static byte[] photo(int different) {
        byte[] bits = new byte[32];
        new Random(1).nextBytes(bits);
        for (int bit = 0; bit < different; bit++) {
            bits[bit] ^= 1;
        }
        return bits;
    }

    @Test
    void whoeverAskedToBeErasedIsKnownByNothingThatTheyUsed() {
        accounts.take(
                created("gone", 0)
                        .with(IdentifierType.DEVICE, "device")
                        .with(IdentifierType.EMAIL, "mail")
                        .event(),
                Happening.of("gone", Kind.ERASE_REQUESTED, 1).event(),
                disabled("gone", 2).event(),
                created("back", 3)
                        .with(IdentifierType.DEVICE, "device")
                        .with(IdentifierType.EMAIL, "mail")
                        .event());

        assertThat(about("back").action()).isEqualTo(Action.NONE);
        assertThat(about("back").links()).isEmpty();
    }

    /** What they were removed for is not theirs to erase. */
    @Test
    void aDisabledAccountThatAsksToBeErasedIsRecognisedAllTheSame() {
        offender();
        accounts.take(
                Happening.of("offender", Kind.ERASE_REQUESTED, 1.5).event(),
                created("back", 2).with(IdentifierType.DEVICE, "device").event());

        assertThat(about("back").action()).isEqualTo(Action.BLOCK);
    }

    @Test
    void anAccountThatACaseNamesIsRecognisedAllTheSame() {
        AccountEvent erased = Happening.of("named", Kind.ERASE_REQUESTED, 1).event();
        accounts.take(created("named", 0).with(IdentifierType.DEVICE, "device").event());
        accounts.take(new NamedOffender("named", "case-1", true, erased.knownAtMillis()));
        accounts.take(
                erased,
                disabled("named", 2).event(),
                created("back", 3).with(IdentifierType.DEVICE, "device").event());

        assertThat(about("back").action()).isEqualTo(Action.BLOCK);
    }

    @Test
    void theWishIsHeededWhenTheCaseNamesTheAccountNoMore() {
        AccountEvent erased = Happening.of("named", Kind.ERASE_REQUESTED, 1).event();
        accounts.take(created("named", 0).with(IdentifierType.DEVICE, "device").event());
        accounts.take(new NamedOffender("named", "case-1", true, erased.knownAtMillis()));
        accounts.take(erased);
        accounts.take(new NamedOffender("named", "case-1", false, erased.knownAtMillis() + 1));
        accounts.take(
                disabled("named", 2).event(),
                created("back", 3).with(IdentifierType.DEVICE, "device").event());

        assertThat(about("back").links()).isEmpty();
    }

    @Test
    void aNewAccountOnTheDeviceOfADisabledOneIsItsReturn() {
        offender();
        accounts.take(created("back", 2).with(IdentifierType.DEVICE, "device").event());

        assertThat(about("back"))
                .usingRecursiveComparison()
                .ignoringFields("decisionId", "knownAtMillis")
                .isEqualTo(new Decision(
                        "",
                        "back",
                        Action.BLOCK,
                        0.9,
                        0,
                        List.of(new DecisionLink("offender", IdentifierType.DEVICE, 0.9, List.of("case-1"))),
                        new Ring("offender", DISABLED_AT, 1),
                        new Ring("offender", DISABLED_AT, 0),
                        List.of(),
                        null,
                        "Signed up after the disabling and shares a device with offender, disabled 2026-11-02 (case case-1):"
                                + " very likely the same person is back."));
    }

    @Test
    void aReencodedPhotoIsSeenAndIsNotEnoughAlone() {
        offender();
        accounts.take(
                created("photo", 2).photo(photo(20)).event(),
                created("other", 3).photo(photo(31)).event(),
                created("device-too", 4)
                        .photo(photo(8))
                        .with(IdentifierType.DEVICE, "device")
                        .event());

        assertThat(about("photo").action()).isEqualTo(Action.REVIEW);
        assertThat(about("photo").links())
                .containsExactly(new DecisionLink("offender", IdentifierType.PHOTO_PDQ, 0.6, List.of("case-1")));
        assertThat(about("device-too").action()).isEqualTo(Action.BLOCK);
        assertThat(about("device-too").links()).extracting(DecisionLink::type).contains(IdentifierType.PHOTO_PDQ);
    }

    @Test
    void aPhotoThatDiffersInMoreIsAnother() {
        offender();
        accounts.take(created("other", 2).photo(photo(32)).event());

        assertThat(about("other").action()).isEqualTo(Action.NONE);
    }

    @Test
    void aSiblingAtTheSameAddressIsLeftAlone() {
        offender();
        accounts.take(created("sibling", 2)
                .with(IdentifierType.IP, "home")
                .with(IdentifierType.IP_RANGE, "street")
                .event());

        assertThat(about("sibling").action()).isEqualTo(Action.NONE);
        assertThat(about("sibling").links())
                .as("an address and its network count once")
                .containsExactly(new DecisionLink("offender", IdentifierType.IP, 0.25, List.of("case-1")));
        assertThat(about("sibling").groupId()).isNull();
    }

    /** One other account on it, and it is half as much; four, and it is next to nothing. */
    @Test
    void whatOthersHaveTooCountsLess() {
        accounts.take(
                created("parent", 0).with(IdentifierType.DEVICE, "tablet").event(),
                created("offender", 0).with(IdentifierType.DEVICE, "tablet").event(),
                disabled("offender", 1).event(),
                created("child", 2).with(IdentifierType.DEVICE, "tablet").event());

        assertThat(about("child").action()).isEqualTo(Action.REVIEW);
        assertThat(about("child").score()).isEqualTo(0.45);
    }

    /** As above, were it not for the wish. */
    @Test
    void whoWasErasedIsNoOtherAnyMore() {
        accounts.take(
                created("parent", 0).with(IdentifierType.DEVICE, "tablet").event(),
                Happening.of("parent", Kind.ERASE_REQUESTED, 0.5).event(),
                created("offender", 0).with(IdentifierType.DEVICE, "tablet").event(),
                disabled("offender", 1).event(),
                created("child", 2).with(IdentifierType.DEVICE, "tablet").event());

        assertThat(about("child").score()).isEqualTo(0.9);
    }

    @Test
    void whoComesBackAgainAndAgainDoesNotHideBehindThemselves() {
        offender();
        for (int time = 0; time < 20; time++) {
            accounts.take(created("back-" + time, 2 + time)
                    .with(IdentifierType.DEVICE, "device")
                    .event());
            assertThat(about("back-" + time).action()).isEqualTo(Action.BLOCK);
            assertThat(about("back-" + time).score()).isEqualTo(0.9);
        }
    }

    @Test
    void whoWasThereBeforeTheDisablingIsForAPersonToLookAt() {
        accounts.take(created("before", 0).with(IdentifierType.DEVICE, "device").event());
        assertThat(about("before").action()).isEqualTo(Action.NONE);

        offender();

        assertThat(about("before").action()).isEqualTo(Action.REVIEW);
        assertThat(about("before").explanation())
                .startsWith("Is no new account's return, but shares a device with offender");
    }

    /** Nobody told of its sign-up, so it may have been before. */
    @Test
    void whoseSignUpIsNotKnownIsNotBlocked() {
        offender();
        accounts.take(Happening.of("unseen", Kind.LOGIN, 5)
                .with(IdentifierType.DEVICE, "device")
                .with(IdentifierType.EMAIL, "mail")
                .event());

        assertThat(about("unseen").action()).isEqualTo(Action.REVIEW);
    }

    @Test
    void aDisablingThatArrivesLateStillMakesAReturnOfWhoSignedUpAfterIt() {
        accounts.take(
                disabled("offender", 1).event(),
                created("back", 2).with(IdentifierType.DEVICE, "device").event());
        assertThat(about("back").action()).isEqualTo(Action.NONE);

        accounts.take(
                created("offender", 0).with(IdentifierType.DEVICE, "device").event());

        assertThat(about("back").action()).isEqualTo(Action.BLOCK);
    }

    @Test
    void aReinstatementWithdrawsWhatRestedOnTheDisabling() {
        offender();
        accounts.take(created("back", 2).with(IdentifierType.DEVICE, "device").event());
        Decision blocked = about("back");

        accounts.take(reinstated("offender", 3).event());

        assertThat(about("back").action()).isEqualTo(Action.NONE);
        assertThat(about("back").supersedes()).isEqualTo(blocked.decisionId());
        assertThat(about("back").links()).isEmpty();
        assertThat(about("back").explanation()).contains("withdrawn");
    }

    /** A person decided, knowing of the disabling; only what happens afterwards is news. */
    @Test
    void whomAPersonReinstatedIsClearedOfWhatWasBefore() {
        offender();
        accounts.take(
                created("back", 2).with(IdentifierType.DEVICE, "device").event(),
                disabled("back", 3).event(),
                reinstated("back", 4).event());
        assertThat(about("back").action()).isEqualTo(Action.NONE);

        accounts.take(
                created("again", 5).with(IdentifierType.DEVICE, "device").event(),
                disabled("again", 6).event());

        assertThat(about("back").action()).isEqualTo(Action.REVIEW);
        assertThat(about("again").score())
                .as("who was reinstated is a stranger on the device")
                .isEqualTo(0.45);
    }

    /** The victim of a theft has the thief's device on record, and the thief's next account is not the victim's return. */
    @Test
    void aHackedAccountLinksNobody() {
        accounts.take(
                created("hacked", 0).with(IdentifierType.DEVICE, "device").event(),
                disabled("hacked", 1).compromised().event(),
                created("new", 2).with(IdentifierType.DEVICE, "device").event());

        assertThat(about("new").action()).isEqualTo(Action.NONE);
    }

    @Test
    void usesThatAreFurtherApartThanTheRetentionLinkNobody() {
        offender();
        accounts.take(
                created("next-week", 14).with(IdentifierType.IP, "home").event(),
                created("next-month", 15).with(IdentifierType.IP, "home").event());

        assertThat(about("next-week").links()).hasSize(1);
        assertThat(about("next-month").links()).isEmpty();
    }

    /** A person's rings are one when an account shows it, under the older's name; what follows has that name too. */
    @Test
    void groupsThatMeetAreOneUnderTheOldersName() {
        offender();
        accounts.take(
                created("second", 1).with(IdentifierType.PHONE, "phone").event(),
                disabled("second", 2).event(),
                created("bridge", 3)
                        .with(IdentifierType.DEVICE, "device")
                        .with(IdentifierType.PHONE, "phone")
                        .event());

        assertThat(about("bridge").action()).isEqualTo(Action.BLOCK);
        assertThat(about("bridge").groupId()).isEqualTo("offender");
        assertThat(about("bridge").mergedFrom()).containsExactly("second");
    }

    @Test
    void whoIsDisabledOnTheSameDeviceBelongsToTheRing() {
        offender();
        accounts.take(
                created("second", 2).with(IdentifierType.DEVICE, "device").event(),
                disabled("second", 3).event(),
                created("third", 4).with(IdentifierType.DEVICE, "device").event());

        assertThat(about("third").groupId()).isEqualTo("offender");
        assertThat(about("third").mergedFrom()).isEmpty();
        assertThat(about("third").links())
                .extracting(DecisionLink::disabledAccountId)
                .containsExactly("offender", "second");
        assertThat(about("second").action())
                .as("disabled since: the decision stands")
                .isEqualTo(Action.BLOCK);
    }

    /** Each shows by one thing that it is the one before, and by another what the next will show. */
    @Test
    void aRingKeepsItsNameFromAccountToAccount() {
        offender();
        accounts.take(
                created("second", 2)
                        .with(IdentifierType.DEVICE, "device")
                        .with(IdentifierType.PHONE, "phone")
                        .event(),
                disabled("second", 3).event(),
                created("third", 4)
                        .with(IdentifierType.PHONE, "phone")
                        .with(IdentifierType.PAYMENT_HANDLE, "handle")
                        .event(),
                disabled("third", 5).event(),
                created("fourth", 6)
                        .with(IdentifierType.PAYMENT_HANDLE, "handle")
                        .event());

        assertThat(about("fourth").groupId()).isEqualTo("offender");
        assertThat(about("fourth").mergedFrom()).isEmpty();
        assertThat(about("fourth").links())
                .extracting(DecisionLink::disabledAccountId)
                .containsExactly("third");
    }

    /** Whoever shares something with the younger of two rings that have met is told the older's name, and which that was. */
    @Test
    void theOlderNameServesWhatFollowsOnceRingsHaveMet() {
        offender();
        accounts.take(
                created("second", 1)
                        .with(IdentifierType.PHONE, "phone")
                        .with(IdentifierType.PAYMENT_HANDLE, "handle")
                        .event(),
                disabled("second", 2).event());
        accounts.take(created("before", 3)
                .with(IdentifierType.PAYMENT_HANDLE, "handle")
                .event());
        assertThat(about("before").groupId()).isEqualTo("second");

        accounts.take(created("bridge", 4)
                .with(IdentifierType.DEVICE, "device")
                .with(IdentifierType.PHONE, "phone")
                .event());
        accounts.take(created("after", 5)
                .with(IdentifierType.PAYMENT_HANDLE, "handle")
                .event());

        assertThat(about("after").groupId()).isEqualTo("offender");
        assertThat(about("after").mergedFrom()).containsExactly("second");
        assertThat(about("before").groupId()).isEqualTo("offender");
        assertThat(about("second").action()).isEqualTo(Action.NONE);
        assertThat(about("second").groupId()).isEqualTo("offender");
        assertThat(about("second").explanation())
                .isEqualTo(
                        "Nothing links this account to one that was disabled before it, but one that is linked to it belongs"
                                + " to the older ring of offender, whose name serves here too.");
        assertThat(about("bridge").mergedFrom())
                .as("goes on being told when the younger ring has the older's name")
                .containsExactly("second");
        assertThat(accounts.decisions("bridge"))
                .as("nothing else was to be told")
                .hasSize(1);
    }

    /** Each ring has the name from the other; it must not live on by that. */
    @Test
    void aNameThatNobodyGivesAnyMoreGoes() {
        theOlderNameServesWhatFollowsOnceRingsHaveMet();

        accounts.take(reinstated("offender", 6).event());

        assertThat(about("bridge").groupId()).isEqualTo("second");
        assertThat(about("after").groupId()).isEqualTo("second");
        assertThat(about("before").groupId()).isEqualTo("second");
        assertThat(about("second").groupId()).isNull();
    }

    /** Only a photo, an address and a name together show the first return. */
    @Test
    void whoWasToldBlockForSeveralThingsDoesNotHideTheNext() {
        offender();
        accounts.take(together("one", 2), together("two", 3), together("three", 4));

        assertThat(List.of(about("one"), about("two"), about("three")))
                .extracting(Decision::action)
                .containsOnly(Action.BLOCK);
        assertThat(about("three").score()).isEqualTo(about("one").score());

        accounts.take(reinstated("one", 5).event());

        // 1 - (1 - 0.6 / 2) (1 - 0.25 / 2) (1 - 0.3 / 2) = 0.48
        assertThat(about("two").action())
                .as("a person found that one is somebody else, who has all of this too")
                .isEqualTo(Action.REVIEW);
    }

    /** A job that was started without its state supersedes nothing, and what an earlier one told is in the topic still. */
    @Test
    void theDecisionThatBecameKnownLastStandsThoughItSupersedesNone() {
        offender();
        accounts.take(together("one", 2));
        assertThat(about("one").action()).isEqualTo(Action.BLOCK);

        accounts.take(new Decision(
                "decision",
                "one",
                Action.NONE,
                0,
                Happening.millis(3),
                List.of(),
                null,
                null,
                List.of(),
                null,
                "Nothing links this account to a disabled one."));
        accounts.take(together("two", 4));

        assertThat(about("two").action()).isEqualTo(Action.REVIEW);
    }

    private static AccountEvent together(String accountId, double day) {
        return created(accountId, day)
                .photo(photo(0))
                .with(IdentifierType.IP, "home")
                .with(IdentifierType.USERNAME, "name")
                .event();
    }

    @Test
    void whomACaseNamesIsWatchedBeforeTheyAreDisabled() {
        accounts.take(
                created("suspect", 0).with(IdentifierType.DEVICE, "device").event(),
                created("second", 1).with(IdentifierType.DEVICE, "device").event());
        assertThat(about("second").links()).isEmpty();

        NamedOffender named = new NamedOffender("suspect", "case-1", true, Happening.millis(2));
        accounts.take(named);
        accounts.take(created("third", 3).with(IdentifierType.DEVICE, "device").event());

        assertThat(about("second").action()).isEqualTo(Action.REVIEW);
        assertThat(about("second").links())
                .containsExactly(new DecisionLink("suspect", IdentifierType.DEVICE, 0.9, List.of("case-1")));
        assertThat(about("third").action()).as("never BLOCK").isEqualTo(Action.REVIEW);
        assertThat(about("third").explanation())
                .isEqualTo("This account shares a device with suspect, named as an offender 2026-11-03 (case case-1):"
                        + " look whether it is a second account of the same person.");
        assertThat(about("third").groupId()).isNull();

        accounts.take(new NamedOffender("suspect", "case-1", false, Happening.millis(4)));

        assertThat(about("second").action()).isEqualTo(Action.NONE);
        assertThat(about("third").action()).isEqualTo(Action.NONE);
    }

    /** A person has looked at it since. */
    @Test
    void whoWasReinstatedAfterACaseNamedThemIsNotWatched() {
        accounts.take(
                created("suspect", 0).with(IdentifierType.DEVICE, "device").event());
        accounts.take(new NamedOffender("suspect", "case-1", true, Happening.millis(1)));
        accounts.take(
                disabled("suspect", 2).event(),
                reinstated("suspect", 3).event(),
                created("other", 4).with(IdentifierType.DEVICE, "device").event());

        assertThat(about("other").links()).isEmpty();
    }

    /** A withdrawal in the same moment as what it withdraws must not have the id of what was told before both. */
    @Test
    void everyDecisionHasAnIdOfItsOwnAndAKnownAtThatGoesOn() {
        accounts.take(
                created("back", 2).with(IdentifierType.DEVICE, "device").event(),
                created("offender", 0).with(IdentifierType.DEVICE, "device").event(),
                disabled("offender", 1).event(),
                reinstated("offender", 1.5).event());

        List<Decision> told = accounts.decisions("back");
        assertThat(told).extracting(Decision::action).containsExactly(Action.NONE, Action.BLOCK, Action.NONE);
        assertThat(told).extracting(Decision::decisionId).doesNotHaveDuplicates();
        assertThat(told)
                .extracting(Decision::knownAtMillis)
                .containsOnly(told.get(0).knownAtMillis());
    }

    /** With a threshold that a photo reaches alone. */
    @Test
    void oneWeakLinkNeverBlocksWhateverTheThreshold() {
        LinkPolicy usual = LinkPolicy.DEFAULT;
        LinkPolicy lower = new LinkPolicy(usual.weights(), usual.retention(), 0.4, 0.5, usual.crowd());
        try (AccountPipeline strict = new AccountPipeline(lower, false)) {
            strict.take(
                    created("offender", 0)
                            .photo(photo(0))
                            .with(IdentifierType.IP, "home")
                            .event(),
                    disabled("offender", 1).event(),
                    created("one", 2).photo(photo(8)).event(),
                    created("two", 3)
                            .photo(photo(9))
                            .with(IdentifierType.IP, "home")
                            .event());

            assertThat(strict.standing("one").score()).isEqualTo(0.6);
            assertThat(strict.standing("one").action()).isEqualTo(Action.REVIEW);
            assertThat(strict.standing("two").action()).isEqualTo(Action.BLOCK);
        }
    }

    /** What it brought along shows the return, though it came to share more of the same type later, and that alone. */
    @Test
    void whatWasSharedLaterDoesNotHideTheReturn() {
        accounts.take(
                created("offender", 0)
                        .with(IdentifierType.PAYMENT_HANDLE, "handle")
                        .with(IdentifierType.PAYMENT_HANDLE, "a handle")
                        .photo(photo(0))
                        .event(),
                created("stranger", 0)
                        .with(IdentifierType.PAYMENT_HANDLE, "handle")
                        .event(),
                disabled("offender", 1).event(),
                created("back", 2)
                        .with(IdentifierType.PAYMENT_HANDLE, "handle")
                        .photo(photo(8))
                        .event(),
                Happening.of("back", Kind.UPDATED, 4)
                        .with(IdentifierType.PAYMENT_HANDLE, "a handle")
                        .event());

        // 1 - (1 - 0.9 / 2) (1 - 0.6) = 0.78, told with the sign-up; that one weighs more later is not told anew.
        assertThat(accounts.decisions("back")).singleElement().satisfies(decision -> {
            assertThat(decision.action()).isEqualTo(Action.BLOCK);
            assertThat(decision.score()).isEqualTo(0.78);
        });
    }

    /** The address was not the offender's any more when the account was disabled. */
    @Test
    void aUseThatEndedLongBeforeTheDisablingLinksNobody() {
        accounts.take(
                created("offender", 0).with(IdentifierType.IP, "old home").event(),
                created("tenant", 5).with(IdentifierType.IP, "old home").event(),
                disabled("offender", 20).event());

        assertThat(about("tenant").links()).isEmpty();
    }

    @Test
    void aCopyChangesNothing() {
        offender();
        AccountEvent back =
                created("back", 2).with(IdentifierType.DEVICE, "device").event();
        AccountEvent other = new AccountEvent(
                back.eventId(),
                "back",
                back.occurredAtMillis(),
                back.knownAtMillis() + 1,
                Kind.DISABLED,
                false,
                null,
                List.of(),
                List.of());

        accounts.take(back, back, other);

        assertThat(accounts.decisions("back")).hasSize(1);
    }
}
