// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import io.wardline.topology.account.AccountEvent.Kind;
import io.wardline.topology.account.Decision.Action;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What must be decided, from all events at once and the definitions: every account is compared with every other. Slow and plain, and
 * nothing of the product is in it but the policy's numbers and the events.
 */
final class AccountOracle {
    private final LinkPolicy policy;
    private final Map<String, List<AccountEvent>> eventsOf = new TreeMap<>();
    private final Map<String, byte[]> bitsOf = new HashMap<>();

    private final Map<String, Long> namedAt = new HashMap<>();
    private final Map<String, Boolean> blocked = new HashMap<>();

    AccountOracle(LinkPolicy policy, Collection<AccountEvent> events, Collection<NamedOffender> named) {
        this.policy = policy;
        named.forEach(offender -> namedAt.merge(offender.accountId(), offender.knownAtMillis(), Math::min));
        for (AccountEvent event : new HashSet<>(events)) {
            List<AccountEvent> known = eventsOf.getOrDefault(event.accountId(), List.of());
            List<AccountEvent> all = new ArrayList<>(known);
            all.add(event);
            all.sort(Comparator.comparingLong(AccountEvent::occurredAtMillis).thenComparing(AccountEvent::eventId));
            eventsOf.put(event.accountId(), all);
            event.photos().forEach(photo -> bitsOf.put(photo.key(), AccountPipeline.KEYS.open(photo.sealed())));
        }
    }

    /** The action that must stand for each account in the end. */
    Map<String, Action> actions() {
        Map<String, Action> all = new TreeMap<>();
        for (String account : eventsOf.keySet()) {
            boolean review = combined(weights(account, false)) >= policy.review();
            all.put(account, isBlocked(account) ? Action.BLOCK : review ? Action.REVIEW : Action.NONE);
        }
        return all;
    }

    /** Rests on those of accounts that signed up earlier, and so comes to an end. */
    private boolean isBlocked(String account) {
        Boolean known = blocked.get(account);
        if (known != null) {
            return known;
        }
        Map<IdentifierType, Double> back = weights(account, true);
        boolean oneWeakLink = back.size() == 1 && back.values().iterator().next() < 0.7;
        boolean block = combined(back) >= policy.block() && !oneWeakLink;
        blocked.put(account, block);
        return block;
    }

    /** By type, the strongest of all links, or of those to accounts disabled before this one signed up. */
    private Map<IdentifierType, Double> weights(String account, boolean backOnly) {
        Map<IdentifierType, Double> weights = new TreeMap<>();
        for (String value : valuesOf(account)) {
            List<String> sources = usersOf(value).stream()
                    .filter(source -> links(value, source, account))
                    .filter(source -> !backOnly || isBack(value, source, account))
                    .toList();
            if (!sources.isEmpty()) {
                IdentifierType type = typeOf(value);
                double weight = policy.weight(type) / (1 + unrelated(value, account));
                if (weight >= 0.01) {
                    weights.merge(type == IdentifierType.IP_RANGE ? IdentifierType.IP : type, weight, Math::max);
                }
            }
        }
        return weights;
    }

    private static double combined(Map<IdentifierType, Double> weights) {
        double not = 1;
        for (double weight : weights.values()) {
            not *= 1 - weight;
        }
        return Math.rint((1 - not) * 10_000) / 10_000;
    }

    private static IdentifierType typeOf(String value) {
        return IdentifierType.valueOf(value.substring(0, value.indexOf('/')));
    }

    /** Values that the account uses, and those of photos which look like one of its own. */
    private Set<String> valuesOf(String account) {
        Set<String> values = new TreeSet<>(own(account));
        for (Map.Entry<String, byte[]> photo : bitsOf.entrySet()) {
            if (own(account).stream().anyMatch(mine -> looksLike(mine, photo.getValue()))) {
                values.add("PHOTO_PDQ/" + photo.getKey());
            }
        }
        return values;
    }

    private boolean looksLike(String value, byte[] bits) {
        if (!value.startsWith("PHOTO_PDQ/")) {
            return false;
        }
        byte[] mine = bitsOf.get(value.substring("PHOTO_PDQ/".length()));
        return mine != null
                && new BigInteger(1, mine).xor(new BigInteger(1, bits)).bitCount() <= 31;
    }

    private List<AccountEvent> events(String account) {
        return eventsOf.getOrDefault(account, List.of());
    }

    private Set<String> own(String account) {
        Set<String> values = new TreeSet<>();
        for (AccountEvent event : events(account)) {
            event.identifiers().forEach(identifier -> values.add(identifier.type() + "/" + identifier.key()));
            event.photos().forEach(photo -> values.add("PHOTO_PDQ/" + photo.key()));
        }
        return values;
    }

    private Set<String> usersOf(String value) {
        Set<String> users = new TreeSet<>();
        for (String account : eventsOf.keySet()) {
            if (valuesOf(account).contains(value)) {
                users.add(account);
            }
        }
        return users.size() > policy.crowd() ? Set.of() : users;
    }

    private boolean isWatched(String account) {
        Long named = namedAt.get(account);
        return isLive(account) && named != null && named > cleared(account);
    }

    private boolean isOffender(String account) {
        return !isLive(account) && !isCompromised(account);
    }

    /** How many live accounts have nothing to do with the offenders that share the value. */
    private int unrelated(String value, String account) {
        int count = 0;
        for (String other : usersOf(value)) {
            boolean seen = own(account).contains(value) || own(other).contains(value);
            if (!other.equals(account)
                    && seen
                    && isLive(other)
                    && !isWatched(other)
                    && isStranger(value, other, account)) {
                count++;
            }
        }
        return count;
    }

    /** One that signed up after a disabling is none once this value alone shows that it is the same person. */
    private boolean isStranger(String value, String other, String account) {
        boolean neverBlocked = created(account) == Long.MIN_VALUE;
        if ((neverBlocked || isBefore(other, account)) && isBlocked(other)) {
            return false;
        }
        if (!mayBeBack(value, other)) {
            return true;
        }
        // Of two that may be back, the one that signed up first is judged without the other.
        if (isLive(account) && !isWatched(account) && mayBeBack(value, account) && !isBefore(other, account)) {
            return false;
        }
        return policy.weight(typeOf(value)) / (1 + unrelated(value, other)) < 0.7;
    }

    private boolean isBefore(String one, String other) {
        int bySignUp = Long.compare(created(one), created(other));
        return bySignUp != 0 ? bySignUp < 0 : one.compareTo(other) < 0;
    }

    private boolean mayBeBack(String value, String account) {
        return usersOf(value).stream()
                .anyMatch(source -> links(value, source, account) && isBack(value, source, account));
    }

    private boolean links(String value, String source, String account) {
        if (source.equals(account) || !(isOffender(source) || isWatched(source))) {
            return false;
        }
        if (!own(source).contains(value) && !own(account).contains(value)) {
            return false;
        }
        long gap = Math.max(first(value, source) - last(value, account), first(value, account) - last(value, source));
        boolean first;
        if (isOffender(source)) {
            first = isLive(account) || isFirst(source, account);
        } else {
            first = isLive(account) && (!isWatched(account) || isFirst(source, account));
        }
        long idle = Math.floorDiv(since(source), 24L * 60 * 60 * 1000) - last(value, source);
        return gap <= policy.retention(typeOf(value)).toDays()
                && idle <= policy.retention(typeOf(value)).toDays()
                && first
                && since(source) > cleared(account);
    }

    /** When it was disabled, or else named. */
    private long since(String account) {
        return isLive(account) ? namedAt.getOrDefault(account, Long.MAX_VALUE) : disabledSince(account);
    }

    private boolean isFirst(String one, String other) {
        return since(one) < since(other) || (since(one) == since(other) && one.compareTo(other) < 0);
    }

    private boolean isBack(String value, String source, String account) {
        boolean toldOfSignUp = events(account).stream().anyMatch(event -> event.kind() == Kind.CREATED);
        return toldOfSignUp
                && isOffender(source)
                && cleared(account) == Long.MIN_VALUE
                && disabledSince(source) < created(account)
                && times(value, account).stream().anyMatch(time -> time <= created(account) + 3_600_000);
    }

    private long created(String account) {
        return events(account).stream()
                .filter(event -> event.kind() == Kind.CREATED)
                .mapToLong(AccountEvent::occurredAtMillis)
                .min()
                .orElse(Long.MIN_VALUE);
    }

    private List<AccountEvent> changes(String account) {
        return events(account).stream()
                .filter(event -> event.kind() == Kind.DISABLED || event.kind() == Kind.REINSTATED)
                .toList();
    }

    private boolean isLive(String account) {
        List<AccountEvent> changes = changes(account);
        return changes.isEmpty() || changes.get(changes.size() - 1).kind() == Kind.REINSTATED;
    }

    private boolean isCompromised(String account) {
        List<AccountEvent> changes = changes(account);
        return changes.get(changes.size() - 1).compromised();
    }

    private long disabledSince(String account) {
        long since = Long.MIN_VALUE;
        boolean live = true;
        for (AccountEvent change : changes(account)) {
            if (change.kind() == Kind.DISABLED && live) {
                since = change.occurredAtMillis();
            }
            live = change.kind() == Kind.REINSTATED;
        }
        return since;
    }

    private long cleared(String account) {
        List<AccountEvent> changes = changes(account);
        return changes.isEmpty() || !isLive(account)
                ? Long.MIN_VALUE
                : changes.get(changes.size() - 1).occurredAtMillis();
    }

    private long first(String value, String account) {
        return days(value, account).stream().min(Comparator.naturalOrder()).orElseThrow();
    }

    private long last(String value, String account) {
        return days(value, account).stream().max(Comparator.naturalOrder()).orElseThrow();
    }

    /** The days of the account's uses of the value, or of its photos that look like it. */
    private Set<Long> days(String value, String account) {
        Set<Long> days = new TreeSet<>();
        times(value, account).forEach(time -> days.add(Math.floorDiv(time, 24L * 60 * 60 * 1000)));
        return days;
    }

    private Set<Long> times(String value, String account) {
        Set<Long> times = new TreeSet<>();
        byte[] bits = bitsOf.get(value.substring(value.indexOf('/') + 1));
        for (AccountEvent event : events(account)) {
            boolean uses = event.identifiers().stream()
                            .anyMatch(identifier -> value.equals(identifier.type() + "/" + identifier.key()))
                    || event.photos().stream()
                            .anyMatch(photo -> value.equals("PHOTO_PDQ/" + photo.key())
                                    || (bits != null && looksLike("PHOTO_PDQ/" + photo.key(), bits)));
            if (uses) {
                times.add(event.occurredAtMillis());
            }
        }
        return times;
    }
}
