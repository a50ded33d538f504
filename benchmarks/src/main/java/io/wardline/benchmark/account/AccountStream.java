// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.account;

import io.wardline.benchmark.account.Account.Group;
import io.wardline.v1.AccountEvent;
import io.wardline.v1.AccountEventKind;
import io.wardline.v1.Identifier;
import io.wardline.v1.IdentifierType;
import io.wardline.v1.Network;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Generates what happens to the accounts of a population: first all that is known when the measuring begins, and then sign-ups, logins and
 * disablings as they come. The same population has the same events; when they happened is told from when they are generated.
 */
final class AccountStream {
    static final double SIGN_UPS = 0.4;
    static final double LOGINS = 0.55;
    /** Of the sign-ups: people of disabled accounts. */
    static final double RETURNS = 0.02;
    /** Of the disabled accounts, and of all events while it is measured: with a photo that is new. */
    static final double PHOTOS = 0.05;
    /** Of the logins: not where the account signed up. */
    private static final double ELSEWHERE = 0.3;

    /** Disabled accounts signed up evenly over so long: all but their addresses still counts. */
    private static final Duration HISTORY = Duration.ofDays(300);
    /** So long an account did harm, as a share of the history: for nine days, and until 30 thousand of a million more have come. */
    private static final double STAY = 0.03;
    /** From the last disabling to now, so that a return comes after it. */
    private static final Duration SINCE = Duration.ofDays(1);
    /** Addresses that accounts log in from, beside the one of their sign-up. */
    private static final int OTHER_ADDRESSES = 3;

    private final Population population;
    private final Identities identities;
    private final SplittableRandom random;
    private long events;
    private long identifiers;
    private int newAccounts;
    private int returned;
    private int disabledNow;

    AccountStream(Population population) {
        this.population = population;
        this.identities = new Identities(population);
        this.random = new SplittableRandom(population.seed());
    }

    /** Takes events in their order. */
    @FunctionalInterface
    interface Taker {
        void take(AccountEvent event) throws Exception;
    }

    /** How many events {@link #history} has. */
    static int historyEvents(Population population) {
        return 2 * population.disabled() + population.known();
    }

    /** Identifiers of the accounts that have signed up so far, each with each account that uses it. */
    long identifiers() {
        return identifiers;
    }

    /** Of the accounts that have signed up so far: who was a person of a disabled one. */
    int returned() {
        return returned;
    }

    /**
     * All that is known at first. Each account is disabled only after others have come, so that what the job knows of it has to be looked
     * up again.
     */
    void history(long nowMillis, Taker taker) throws Exception {
        int disabled = population.disabled();
        int stay = (int) (disabled * STAY);
        long millisOfAll = HISTORY.toMillis() + (long) (HISTORY.toMillis() * STAY);
        long start = nowMillis - SINCE.toMillis() - millisOfAll;
        for (int i = 0; i < disabled + stay; i++) {
            long at = start + (long) ((double) millisOfAll * i / (disabled + stay));
            if (i < disabled) {
                taker.take(signUp(new Account(Group.DISABLED, i), at, PHOTOS));
                int known = (int) ((long) population.known() * (i + 1) / disabled);
                if (known > (long) population.known() * i / disabled) {
                    taker.take(signUp(new Account(Group.KNOWN, known - 1), at, PHOTOS));
                }
            }
            if (i >= stay) {
                taker.take(disabling(new Account(Group.DISABLED, i - stay), at));
            }
        }
    }

    /** So many events from then on. */
    void live(int count, long fromMillis, double perSecond, Taker taker) throws Exception {
        // Disablings bring none.
        double photos = PHOTOS / (SIGN_UPS + LOGINS);
        for (int i = 0; i < count; i++) {
            long at = fromMillis + (long) (i * 1000 / perSecond);
            double kind = random.nextDouble();
            if (kind < SIGN_UPS) {
                taker.take(signUp(nextSignUp(), at, photos));
            } else if (kind < SIGN_UPS + LOGINS) {
                taker.take(login(at, photos));
            } else {
                taker.take(disabling(nextDisabled(), at));
            }
        }
    }

    private Account nextSignUp() {
        return random.nextDouble() < RETURNS
                ? new Account(Group.RETURNED, returned++)
                : new Account(Group.NEW, newAccounts++);
    }

    /** Of the first half of the known accounts; the others log in. */
    private Account nextDisabled() {
        return new Account(Group.KNOWN, disabledNow++ % (population.known() / 2));
    }

    private AccountEvent signUp(Account account, long at, double photos) {
        List<Identifier> used = identities.of(account);
        addPhoto(used, photos);
        identifiers += used.size();
        return event(account, AccountEventKind.CREATED, at).setIdentifiers(used).build();
    }

    private AccountEvent login(long at, double photos) {
        int half = population.known() / 2;
        Account account = new Account(Group.KNOWN, half + random.nextInt(half));
        int address = random.nextDouble() < ELSEWHERE ? 1 + random.nextInt(OTHER_ADDRESSES) : 0;
        List<Identifier> used = new ArrayList<>();
        addPhoto(used, photos);
        return event(account, AccountEventKind.LOGIN, at)
                .setIdentifiers(used)
                .setNetwork(Network.newBuilder()
                        .setDeviceId(identities.value(account, IdentifierType.DEVICE, 0))
                        .setIp(identities.value(account, IdentifierType.IP, address))
                        .build())
                .build();
    }

    private AccountEvent disabling(Account account, long at) {
        return event(account, AccountEventKind.DISABLED, at)
                .setReason("sextortion")
                .setCaseId(identities.caseId(account))
                .build();
    }

    private void addPhoto(List<Identifier> used, double photos) {
        if (random.nextDouble() < photos) {
            used.add(identities.photo(events));
        }
    }

    private AccountEvent.Builder event(Account account, AccountEventKind kind, long at) {
        return AccountEvent.newBuilder()
                .setEventId(account.id() + '/' + events++)
                .setAccountId(account.id())
                .setOccurredAt(Instant.ofEpochMilli(at))
                .setKind(kind);
    }
}
