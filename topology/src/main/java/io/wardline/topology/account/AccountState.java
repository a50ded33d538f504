// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import com.dynatrace.hash4j.hashing.Hashing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an account beside the identifiers it uses. Facts only, whatever the order in which they came: what they amount to is
 * read from them.
 *
 * @param createdAtMillis when it signed up; null when that was not told
 * @param changes its disablings and reinstatements in the order of their time, the last {@link #MAX_CHANGES}
 * @param caseIds the cases that led to them, at most {@link #MAX_CASES}, the first by name
 * @param seen the last {@link #MAX_SEEN} events, hashed, so that a copy changes nothing
 * @param used how many identifiers of a type there are, at most: those out of their retention may be counted still
 */
public record AccountState(
        @Nullable Long createdAtMillis,
        List<Change> changes,
        List<String> caseIds,
        List<Long> seen,
        Map<IdentifierType, Integer> used) {
    /** Nobody disables and reinstates an account more often than that, but a machine may. */
    static final int MAX_CHANGES = 32;
    /** A decision names them all. */
    static final int MAX_CASES = 16;
    /** A copy comes after a failure, soon after the first. */
    static final int MAX_SEEN = 64;

    static final AccountState NONE = new AccountState(null, List.of(), List.of(), List.of(), Map.of());

    private static final Comparator<Change> BY_TIME =
            Comparator.comparingLong(Change::occurredAtMillis).thenComparing(Change::eventId);

    /**
     * A disabling or a reinstatement.
     *
     * @param disabled whether it is the former
     * @param compromised whether somebody had taken the account over
     */
    public record Change(String eventId, long occurredAtMillis, boolean disabled, boolean compromised) {}

    boolean has(AccountEvent event) {
        return seen.contains(fingerprint(event));
    }

    private static long fingerprint(AccountEvent event) {
        return Hashing.xxh3_64().hashCharsToLong(event.eventId());
    }

    /** These facts, and what the event tells. */
    AccountState with(AccountEvent event) {
        Long created = createdAtMillis;
        List<Change> all = new ArrayList<>(changes);
        switch (event.kind()) {
            case CREATED ->
                created = created == null ? event.occurredAtMillis() : Math.min(created, event.occurredAtMillis());
            case DISABLED -> all.add(new Change(event.eventId(), event.occurredAtMillis(), true, event.compromised()));
            case REINSTATED -> all.add(new Change(event.eventId(), event.occurredAtMillis(), false, false));
            case UPDATED, LOGIN, ERASE_REQUESTED, UNKNOWN -> {}
        }
        all.sort(BY_TIME);
        TreeSet<String> cases = new TreeSet<>(caseIds);
        if (event.caseId() != null) {
            cases.add(event.caseId());
        }
        List<Long> copies = new ArrayList<>(seen);
        copies.add(fingerprint(event));
        return new AccountState(
                created,
                List.copyOf(last(all, MAX_CHANGES)),
                cases.stream().limit(MAX_CASES).toList(),
                List.copyOf(last(copies, MAX_SEEN)),
                used);
    }

    private static <T> List<T> last(List<T> all, int most) {
        return all.subList(Math.max(0, all.size() - most), all.size());
    }

    /** Whether others have to hear of it. */
    boolean differsFrom(AccountState before) {
        return !Objects.equals(createdAtMillis, before.createdAtMillis)
                || !changes.equals(before.changes)
                || !caseIds.equals(before.caseIds);
    }

    /** Whether no event told of it yet. */
    boolean isNew() {
        return seen.isEmpty();
    }

    int used(IdentifierType type) {
        return used.getOrDefault(type, 0);
    }

    /** With so many identifiers of a type. */
    AccountState withUsed(IdentifierType type, int count) {
        Map<IdentifierType, Integer> counts = new HashMap<>(used);
        counts.put(type, count);
        return new AccountState(createdAtMillis, changes, caseIds, seen, Map.copyOf(counts));
    }

    /** This account among those that use a value. */
    Membership member(String accountId, Use use, long knownAtMillis) {
        Change last = changes.isEmpty() ? null : changes.get(changes.size() - 1);
        boolean disabled = last != null && last.disabled();
        return new Membership(
                accountId,
                createdAtMillis,
                disabled ? disabledSince() : null,
                last != null && last.disabled() && last.compromised(),
                last != null && !last.disabled() ? last.occurredAtMillis() : null,
                caseIds,
                use.own(),
                use.firstMillis(),
                use.lastDay(),
                knownAtMillis);
    }

    /** Disabled again while it was disabled, it has been so since the first time. */
    private long disabledSince() {
        long since = Long.MAX_VALUE;
        for (int i = changes.size() - 1; i >= 0 && changes.get(i).disabled(); i--) {
            since = changes.get(i).occurredAtMillis();
        }
        return since;
    }
}
