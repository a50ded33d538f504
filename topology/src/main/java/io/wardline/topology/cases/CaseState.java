// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import io.wardline.topology.event.Party;
import io.wardline.topology.event.ReportEvent;
import io.wardline.topology.profile.AccountFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The facts of one case, as they rest in state. A case that is not open yet holds report events that came before it and no alerts.
 *
 * @param caseId the key
 * @param conversationId empty before the case opens
 * @param offender unnamed before the case opens
 * @param victims of every alert ever told, each with the youngest band known
 * @param openedAtMillis when the first alert took effect
 * @param alerts told, in the order they took effect
 * @param evidence of every alert ever told, in order
 * @param evidenceThinned whether evidence or text was left out for its size
 * @param reports by (occurred_at, event_id)
 * @param fired the levels that are over, in order
 * @param lastActiveMillis when the last fact took effect
 * @param linked what is known of the offender's other accounts; null for nothing
 * @param heardAtMillis when that was told, or before the case opened something of its accounts; before, both wait from then on
 * @param accounts what is known of the case's accounts, and of those linked to the offender's, by id; at most {@link #MAX_ACCOUNTS}
 * @param erasures that were asked for by holders of its accounts, the first of each
 * @param timerMillis the registered timer, 0 for none
 */
public record CaseState(
        String caseId,
        String conversationId,
        Party offender,
        List<Party> victims,
        long openedAtMillis,
        List<AlertFact> alerts,
        List<CaseEvidence> evidence,
        boolean evidenceThinned,
        List<ReportEvent> reports,
        List<FiredLevel> fired,
        long lastActiveMillis,
        @Nullable Linked linked,
        long heardAtMillis,
        List<AccountOfCase> accounts,
        List<Erasure> erasures,
        long timerMillis) {
    /** The offender, as many victims as are looked up, and as many linked accounts as a case tells. */
    static final int MAX_ACCOUNTS = 1 + 64 + 64;

    /** Of all that is known of accounts, about as many bytes: a case is one record. */
    static final long MAX_ACCOUNTS_WEIGHT = 2L * 1024 * 1024;

    /** Whether the account is the offender's or a victim's. */
    boolean isParty(String accountId) {
        return offender.accountId().equals(accountId)
                || victims.stream().anyMatch(victim -> victim.accountId().equals(accountId));
    }

    boolean isOpened() {
        return !alerts.isEmpty();
    }

    CaseState withTimer(long millis) {
        return new CaseState(
                caseId,
                conversationId,
                offender,
                victims,
                openedAtMillis,
                alerts,
                evidence,
                evidenceThinned,
                reports,
                fired,
                lastActiveMillis,
                linked,
                heardAtMillis,
                accounts,
                erasures,
                millis);
    }

    CaseState withFired(List<FiredLevel> more) {
        return new CaseState(
                caseId,
                conversationId,
                offender,
                victims,
                openedAtMillis,
                alerts,
                evidence,
                evidenceThinned,
                reports,
                more,
                lastActiveMillis,
                linked,
                heardAtMillis,
                accounts,
                erasures,
                timerMillis);
    }

    /**
     * With what is known of the offender's other accounts. No clock and no level heeds it, and it keeps no case longer; before its case it
     * waits as long as a report event does, and nobody misses it after.
     */
    CaseState withLinked(Linked others, long millis) {
        return new CaseState(
                caseId,
                conversationId,
                offender,
                victims,
                openedAtMillis,
                alerts,
                evidence,
                evidenceThinned,
                reports,
                fired,
                lastActiveMillis,
                others.isNothing() ? null : others,
                millis,
                accounts,
                erasures,
                timerMillis);
    }

    /** Whether it was told what is known of the account, be it nothing; one that there is no room for is not waited for. */
    boolean hasHeardOf(String accountId) {
        return accounts.size() >= MAX_ACCOUNTS
                || accounts.stream().anyMatch(account -> account.accountId().equals(accountId));
    }

    /**
     * With what is known of one of its accounts beside what was: what is forgotten elsewhere is kept with the case. No clock heeds it, and it
     * keeps no case longer.
     */
    CaseState withAccount(AccountOfCase account) {
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
        all.add(new AccountOfCase(account.accountId(), weight > MAX_ACCOUNTS_WEIGHT ? known : more));
        all.sort(Comparator.comparing(AccountOfCase::accountId));
        return withAccounts(List.copyOf(all));
    }

    CaseState withoutAccount(String accountId) {
        return withAccounts(accounts.stream()
                .filter(account -> !account.accountId().equals(accountId))
                .toList());
    }

    /** One of an account that asked before is no news. */
    CaseState withErasure(Erasure erasure) {
        boolean isNews = erasures.stream().noneMatch(known -> known.accountId().equals(erasure.accountId()));
        if (!isNews || erasures.size() >= MAX_ACCOUNTS) {
            return this;
        }
        List<Erasure> all = new ArrayList<>(erasures);
        all.add(erasure);
        all.sort(Comparator.comparingLong(Erasure::knownAtMillis).thenComparing(Erasure::accountId));
        return new CaseState(
                caseId,
                conversationId,
                offender,
                victims,
                openedAtMillis,
                alerts,
                evidence,
                evidenceThinned,
                reports,
                fired,
                lastActiveMillis,
                linked,
                heardAtMillis,
                accounts,
                List.copyOf(all),
                timerMillis);
    }

    /** Before the case opens: what was heard of its accounts waits from then on. */
    CaseState waitingSince(long millis) {
        return heard(accounts, millis);
    }

    CaseState withAccounts(List<AccountOfCase> others) {
        return heard(others, heardAtMillis);
    }

    private CaseState heard(List<AccountOfCase> others, long millis) {
        return new CaseState(
                caseId,
                conversationId,
                offender,
                victims,
                openedAtMillis,
                alerts,
                evidence,
                evidenceThinned,
                reports,
                fired,
                lastActiveMillis,
                linked,
                millis,
                others,
                erasures,
                timerMillis);
    }
}
