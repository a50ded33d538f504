// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import io.wardline.topology.profile.AccountFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a case has heard of accounts beside its alerts. No clock and no level heeds it, and it keeps no case longer; before its case it waits as
 * long as a report event does, and nobody misses it after.
 *
 * @param linked what is known of the offender's other accounts; null for nothing
 * @param accounts what is known of the case's accounts, and of those linked to the offender's, by id; at most {@link #MAX_ACCOUNTS}
 * @param erasures that were asked for by holders of its accounts, the first of each
 * @param atMillis when links were told, or something before the case opened; before, all of it waits from then on
 */
public record Heard(@Nullable Linked linked, List<AccountOfCase> accounts, List<Erasure> erasures, long atMillis) {
    static final Heard NOTHING = new Heard(null, List.of(), List.of(), 0);

    /** The offender, as many victims as are looked up, and as many linked accounts as a case tells. */
    static final int MAX_ACCOUNTS = 1 + 64 + 64;

    /** Of all that is known of accounts, about as many bytes: a case is one record. */
    static final long MAX_WEIGHT = 2L * 1024 * 1024;

    /** Whether a case that is not open has to wait for it. */
    boolean isNothing() {
        return linked == null && accounts.isEmpty();
    }

    /** Whether it was told what is known of the account, be it nothing; one that there is no room for is not waited for. */
    boolean hasHeardOf(String accountId) {
        return accounts.size() >= MAX_ACCOUNTS
                || accounts.stream().anyMatch(account -> account.accountId().equals(accountId));
    }

    Heard with(Linked others, long millis) {
        return new Heard(others.isNothing() ? null : others, accounts, erasures, millis);
    }

    /** With what is known of an account beside what was: what is forgotten elsewhere is kept with the case. */
    Heard with(AccountOfCase account) {
        List<AccountOfCase> all = new ArrayList<>(accounts);
        AccountFacts known = AccountFacts.NONE;
        for (AccountOfCase other : accounts) {
            if (other.accountId().equals(account.accountId())) {
                all.remove(other);
                known = other.facts();
            }
        }
        if (all.size() >= MAX_ACCOUNTS) {
            return this;
        }
        AccountFacts more = known.keeping(account.facts());
        long weight = more.weight()
                + all.stream().mapToLong(other -> other.facts().weight()).sum();
        all.add(new AccountOfCase(account.accountId(), weight > MAX_WEIGHT ? known : more));
        all.sort(Comparator.comparing(AccountOfCase::accountId));
        return new Heard(linked, List.copyOf(all), erasures, atMillis);
    }

    Heard without(String accountId) {
        List<AccountOfCase> others = accounts.stream()
                .filter(account -> !account.accountId().equals(accountId))
                .toList();
        return new Heard(linked, others, erasures, atMillis);
    }

    /** One of an account that asked before is no news. */
    Heard with(Erasure erasure) {
        boolean isNews = erasures.stream().noneMatch(known -> known.accountId().equals(erasure.accountId()));
        if (!isNews || erasures.size() >= MAX_ACCOUNTS) {
            return this;
        }
        List<Erasure> all = new ArrayList<>(erasures);
        all.add(erasure);
        all.sort(Comparator.comparingLong(Erasure::knownAtMillis).thenComparing(Erasure::accountId));
        return new Heard(linked, accounts, List.copyOf(all), atMillis);
    }

    Heard waitingSince(long millis) {
        return new Heard(linked, accounts, erasures, millis);
    }
}
