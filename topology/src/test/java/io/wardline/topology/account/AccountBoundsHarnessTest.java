// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import static io.wardline.topology.account.Happening.created;
import static io.wardline.topology.account.Happening.disabled;
import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.topology.account.AccountEvent.Kind;
import io.wardline.topology.account.Decision.Action;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Goal: nothing grows without end, and a flood costs its own value or account only. Method: floods, and what state has after them. */
class AccountBoundsHarnessTest {
    private static final int MILLION = 1_000_000;

    private final AccountPipeline accounts = new AccountPipeline(LinkPolicy.DEFAULT, false);

    @AfterEach
    void close() {
        accounts.close();
    }

    /** A placeholder that a broken client sends must block nobody, whoever was disabled with it. */
    @Test
    void aValueThatAMillionAccountsUseLinksNobodyAndForgetsThem() {
        Membership offender = member("offender", null, 0L);
        try (LinkPipeline value = new LinkPipeline()) {
            value.take(offender);
            long bytesOfOne = value.stateBytes();
            for (int i = 0; i < MILLION; i++) {
                value.take(member("account-" + i, 1L, null));
            }

            assertThat(value.stateBytes())
                    .as("the mark of a crowd is one entry too")
                    .isLessThan(bytesOfOne + 100);
            assertThat(value.linked())
                    .as("blocked before the crowd came, and none of them now")
                    .isEmpty();
            assertThat(value.told()).isLessThan(4L * LinkPolicy.DEFAULT.crowd());
        }
    }

    private static Membership member(
            String accountId, @Nullable Long createdAtMillis, @Nullable Long disabledAtMillis) {
        Status status = new Status(createdAtMillis, disabledAtMillis, false, null, null, List.of(), false, null, null);
        return new Membership(accountId, status, new Use(0, 0, true));
    }

    @Test
    void ofTenThousandIdentifiersOfAnAccountTheFirstOfEachTypeStay() {
        accounts.take(created("offender", 0).with(IdentifierType.EMAIL, "mail").event());
        long bytesOfThousand = 0;
        for (int i = 0; i < 10_000; i++) {
            accounts.take(Happening.of("offender", Kind.UPDATED, 1 + i / 100.0)
                    .with(IdentifierType.PAYMENT_HANDLE, "handle-" + i)
                    .event());
            if (i == 999) {
                bytesOfThousand = accounts.stateBytes();
            }
        }
        assertThat(accounts.stateBytes()).isLessThan(bytesOfThousand * 5 / 4);

        accounts.take(
                disabled("offender", 102).event(),
                created("by-mail", 103).with(IdentifierType.EMAIL, "mail").event());
        assertThat(accounts.standing("by-mail").action())
                .as("another type is not displaced")
                .isEqualTo(Action.BLOCK);
        List<Integer> linking = IntStream.range(0, 100)
                .filter(i -> {
                    String id = "by-" + i;
                    accounts.take(created(id, 103)
                            .with(IdentifierType.PAYMENT_HANDLE, "handle-" + i)
                            .event());
                    return accounts.standing(id).action() == Action.BLOCK;
                })
                .boxed()
                .toList();
        assertThat(linking)
                .isEqualTo(IntStream.range(0, KeepAccounts.MAX_OF_TYPE).boxed().toList());
    }

    /** What it was recognised by can't be pushed out by what it adds. */
    @Test
    void aFloodOfIdentifiersDoesNotShedADecision() {
        accounts.take(
                created("offender", 0)
                        .with(IdentifierType.PAYMENT_HANDLE, "handle")
                        .event(),
                disabled("offender", 1).event(),
                created("back", 2).with(IdentifierType.PAYMENT_HANDLE, "handle").event());
        for (int i = 0; i < 2 * KeepAccounts.MAX_OF_TYPE; i++) {
            accounts.take(Happening.of("back", Kind.UPDATED, 3 + i / 100.0)
                    .with(IdentifierType.PAYMENT_HANDLE, "invented-" + i)
                    .event());
        }

        assertThat(accounts.decisions("back")).singleElement().satisfies(decision -> assertThat(decision.action())
                .isEqualTo(Action.BLOCK));
    }

    /** A picture that everybody uses fills the parts it has; a photo that shares one of them by chance is found by its others. */
    @Test
    void photosThatShareAPartAreComparedUpToABound() {
        try (AccountPipeline pictures = new AccountPipeline(LinkPolicy.DEFAULT, true)) {
            long bytesOfFull = 0;
            byte[] common = new byte[32];
            new Random(1).nextBytes(common);
            for (int i = 0; i < 128; i++) {
                if (i == FindPhotos.MAX_AT_PART) {
                    bytesOfFull = pictures.photoBytes();
                }
                byte[] bits = common.clone();
                bits[0] ^= (byte) i;
                pictures.take(created("account-" + i, 0).photo(bits).event());
            }

            // Half of the pictures' parts have none of the changed bits, and are full; the others have room for twice
            // as
            // many.
            assertThat(pictures.photoBytes()).isLessThan(2 * bytesOfFull * 3 / 4);
            byte[] copy = common.clone();
            copy[20] ^= 1;
            pictures.take(
                    disabled("account-0", 1).event(),
                    created("back", 2).photo(copy).event());
            assertThat(pictures.standing("back").links())
                    .as("found at a part that is full")
                    .isEmpty();
        }
    }

    @Test
    void disablingsWithoutEndAreKeptToTheLast() {
        long bytesOfHundred = 0;
        for (int day = 0; day < 1_000; day++) {
            if (day == 100) {
                bytesOfHundred = accounts.stateBytes();
            }
            accounts.take(
                    disabled("flapping", day).event(),
                    Happening.reinstated("flapping", day + 0.5).event());
        }
        accounts.take(disabled("flapping", 1_000).event());

        assertThat(accounts.stateBytes()).isLessThan(bytesOfHundred + 1_000);
    }

    @Test
    void anAccountOfWhichNothingIsToldIsDecidedOn() {
        accounts.take(
                Happening.of("silent", Kind.UNKNOWN, 0).event(),
                Happening.of("silent", Kind.LOGIN, 1).event());

        assertThat(accounts.decisions("silent")).singleElement().satisfies(decision -> {
            assertThat(decision.action()).isEqualTo(Action.NONE);
            assertThat(decision.links()).isEmpty();
        });
    }
}
