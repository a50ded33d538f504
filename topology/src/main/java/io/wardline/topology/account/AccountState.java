// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import com.dynatrace.hash4j.hashing.Hashing;
import io.wardline.topology.account.Decision.Action;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.flink.api.common.typeinfo.TypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an account beside the identifiers it uses. Facts only, whatever the order in which they came: what they amount to is
 * read from them.
 *
 * @param createdAtMillis when it signed up; null when that was not told
 * @param changes its disablings and reinstatements in the order of their time, the last {@link #MAX_CHANGES}
 * @param caseIds the cases that led to them, at most {@link #MAX_CASES}, the first by name
 * @param named the cases that name it as the offender, at most {@link #MAX_CASES}, from the first
 * @param told what was last decided about it; null before anything was that others have to know
 * @param seen the last {@link #MAX_SEEN} events, hashed, so that another event of an id that was there changes nothing
 * @param used how many identifiers of a type there are, at most: those out of their retention may be counted still
 * @param eraseRequested whether its holder asked for it to be erased, and something speaks against it
 */
@TypeInfo(AccountForms.class)
public record AccountState(
        @Nullable Long createdAtMillis,
        List<Change> changes,
        List<String> caseIds,
        List<Naming> named,
        @Nullable Told told,
        List<Long> seen,
        Map<IdentifierType, Integer> used,
        boolean eraseRequested) {
    /** Nobody disables and reinstates an account more often than that, but a machine may. */
    static final int MAX_CHANGES = 32;
    /** A decision names them all. */
    static final int MAX_CASES = 16;
    /** A copy comes after a failure, soon after the first. */
    static final int MAX_SEEN = 16;

    static final AccountState NONE =
            new AccountState(null, List.of(), List.of(), List.of(), null, List.of(), Map.of(), false);

    private static final Comparator<Change> BY_TIME =
            Comparator.comparingLong(Change::occurredAtMillis).thenComparing(Change::eventId);
    private static final Comparator<Naming> FIRST_NAMED =
            Comparator.comparingLong(Naming::sinceMillis).thenComparing(Naming::caseId);

    /**
     * A disabling or a reinstatement.
     *
     * @param disabled whether it is the former
     * @param compromised whether somebody had taken the account over
     */
    public record Change(String eventId, long occurredAtMillis, boolean disabled, boolean compromised) {}

    /** A case that names the account as the offender, since a time. */
    public record Naming(String caseId, long sinceMillis) {}

    /**
     * What of a decision others have to know.
     *
     * @param knownAtMillis of the decision: an earlier one that comes later changes nothing
     */
    public record Told(long knownAtMillis, boolean blocked, @Nullable Ring origin, @Nullable Ring ring) {
        static Told of(Decision decision) {
            return new Told(
                    decision.knownAtMillis(), decision.action() == Action.BLOCK, decision.origin(), decision.ring());
        }

        boolean saysNothing() {
            return !blocked && origin == null && ring == null;
        }
    }

    boolean has(AccountEvent event) {
        return seen.contains(fingerprint(event));
    }

    private static long fingerprint(AccountEvent event) {
        return Hashing.xxh3_64().hashCharsToLong(event.eventId());
    }

    /** These facts, and what the event tells. */
    AccountState with(AccountEvent event) {
        List<Long> copies = new ArrayList<>(seen);
        copies.add(fingerprint(event));
        List<Long> lastSeen = List.copyOf(last(copies, MAX_SEEN));
        return switch (event.kind()) {
            case CREATED ->
                new AccountState(
                        createdAtMillis == null
                                ? event.occurredAtMillis()
                                : Math.min(createdAtMillis, event.occurredAtMillis()),
                        changes,
                        withCase(event.caseId()),
                        named,
                        told,
                        lastSeen,
                        used,
                        eraseRequested);
            case DISABLED, REINSTATED ->
                new AccountState(
                        createdAtMillis,
                        withChange(event),
                        withCase(event.caseId()),
                        named,
                        told,
                        lastSeen,
                        used,
                        eraseRequested);
            case ERASE_REQUESTED ->
                new AccountState(createdAtMillis, changes, withCase(event.caseId()), named, told, lastSeen, used, true);
            case UPDATED, LOGIN, UNKNOWN ->
                new AccountState(
                        createdAtMillis,
                        changes,
                        withCase(event.caseId()),
                        named,
                        told,
                        lastSeen,
                        used,
                        eraseRequested);
        };
    }

    private List<Change> withChange(AccountEvent event) {
        boolean disabled = event.kind() == AccountEvent.Kind.DISABLED;
        Change change =
                new Change(event.eventId(), event.occurredAtMillis(), disabled, disabled && event.compromised());
        if (changes.stream().anyMatch(other -> other.eventId().equals(change.eventId()))) {
            return changes;
        }
        List<Change> all = new ArrayList<>(changes);
        all.add(change);
        all.sort(BY_TIME);
        return List.copyOf(last(all, MAX_CHANGES));
    }

    private List<String> withCase(@Nullable String caseId) {
        return caseId == null ? caseIds : first(caseIds, List.of(caseId));
    }

    private static List<String> first(List<String> some, List<String> more) {
        TreeSet<String> all = new TreeSet<>(some);
        all.addAll(more);
        return all.stream().limit(MAX_CASES).toList();
    }

    private static <T> List<T> last(List<T> all, int most) {
        return all.subList(Math.max(0, all.size() - most), all.size());
    }

    /** These facts, and that a case names the account, or does no more. */
    AccountState with(NamedOffender naming) {
        List<Naming> all = new ArrayList<>(named);
        all.removeIf(other -> other.caseId().equals(naming.caseId()));
        if (naming.named()) {
            long since = named.stream()
                    .filter(other -> other.caseId().equals(naming.caseId()))
                    .mapToLong(Naming::sinceMillis)
                    .findFirst()
                    .orElse(naming.knownAtMillis());
            all.add(new Naming(naming.caseId(), since));
            all.sort(FIRST_NAMED);
        }
        return new AccountState(
                createdAtMillis,
                changes,
                caseIds,
                all.stream().limit(MAX_CASES).toList(),
                told,
                seen,
                used,
                eraseRequested);
    }

    /** These facts, and what was decided; an older decision than the last changes nothing. */
    AccountState with(Decision decision) {
        Told now = Told.of(decision);
        boolean old = told == null ? now.saysNothing() : now.knownAtMillis() < told.knownAtMillis();
        return old ? this : new AccountState(createdAtMillis, changes, caseIds, named, now, seen, used, eraseRequested);
    }

    /** Nothing but which events came. */
    AccountState erased() {
        return new AccountState(null, List.of(), List.of(), List.of(), null, seen, Map.of(), false);
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
        Map<IdentifierType, Integer> counts = new EnumMap<>(IdentifierType.class);
        counts.putAll(used);
        counts.put(type, count);
        return new AccountState(createdAtMillis, changes, caseIds, named, told, seen, counts, eraseRequested);
    }

    /** What the facts amount to, for those that share something with the account. */
    Status status(String accountId) {
        Change last = changes.isEmpty() ? null : changes.get(changes.size() - 1);
        Long disabledAt = last != null && last.disabled() ? disabledSince() : null;
        boolean compromised = last != null && last.disabled() && last.compromised();
        Ring own = disabledAt == null || compromised ? null : new Ring(accountId, disabledAt, 0);
        Ring origin = Ring.older(own, told == null ? null : told.origin());
        return new Status(
                createdAtMillis,
                disabledAt,
                compromised,
                last != null && !last.disabled() ? last.occurredAtMillis() : null,
                named.isEmpty() ? null : named.get(0).sinceMillis(),
                named.isEmpty()
                        ? caseIds
                        : first(caseIds, named.stream().map(Naming::caseId).toList()),
                told != null && told.blocked(),
                origin,
                Ring.older(origin, told == null ? null : told.ring()));
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
