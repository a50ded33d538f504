// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the accounts that use one value say of each other. Pure, and of the accounts alone: in which order the platform learned of them
 * changes nothing.
 *
 * <p>The value of an account that has nothing to do with the disabled ones makes the link weaker for everybody. Which accounts those
 * are is found in the order in which they signed up: one that signed up after a disabling, and that the value alone shows to be its
 * return, is no stranger, and so does not hide the next one.
 */
final class SharedValue {
    /** A decision rests on a handful; the ones disabled first tell where it began. */
    static final int MAX_SOURCES = 8;

    private static final Comparator<Membership> BY_DISABLING =
            Comparator.comparingLong(SharedValue::disabledAt).thenComparing(Membership::accountId);
    private static final Comparator<Membership> BY_SIGN_UP =
            Comparator.comparingLong(SharedValue::createdAt).thenComparing(Membership::accountId);

    private final IdentifierType type;
    private final LinkPolicy policy;
    private final long retentionDays;
    private final List<Membership> sources;
    private final Map<String, Integer> unrelated = new HashMap<>();

    SharedValue(IdentifierType type, LinkPolicy policy, Collection<Membership> members) {
        this.type = type;
        this.policy = policy;
        this.retentionDays = policy.retention(type).toDays();
        this.sources = members.stream()
                .filter(Membership::isSource)
                .sorted(BY_DISABLING)
                .toList();
        if (!sources.isEmpty()) {
            countUnrelated(members);
        }
    }

    /** Whether it can say anything: most values have no disabled account. */
    boolean hasSources() {
        return !sources.isEmpty();
    }

    /** What a value says of an account that does not use it. */
    static Link nothing(String accountId, IdentifierType type) {
        return new Link(accountId, type, "", 0, List.of(), 0);
    }

    /** What the value says of one of its accounts, as of no value and no time. */
    Link link(Membership member) {
        double weight = policy.discounted(type, unrelated.getOrDefault(member.accountId(), 0));
        List<LinkSource> seen = new ArrayList<>();
        for (Membership source : sources) {
            if (weight >= LinkPolicy.LEAST && seen.size() < MAX_SOURCES && links(source, member)) {
                Membership first = first(source);
                seen.add(new LinkSource(
                        source.accountId(),
                        disabledAt(source),
                        isBack(source, member),
                        source.caseIds(),
                        first.accountId(),
                        disabledAt(first)));
            }
        }
        return new Link(member.accountId(), type, "", seen.isEmpty() ? 0 : weight, List.copyOf(seen), 0);
    }

    /** Disabled accounts that share something strong are one group, named after the one that was disabled first. */
    private Membership first(Membership source) {
        if (policy.weight(type) < LinkPolicy.STRONG) {
            return source;
        }
        return sources.stream()
                .filter(other -> isSeen(other, source))
                .findFirst()
                .orElse(source);
    }

    /** How many accounts have nothing to do with the disabled ones, as each account that may be linked sees it. */
    private void countUnrelated(Collection<Membership> members) {
        List<Membership> back = new ArrayList<>();
        Count strangers = new Count();
        for (Membership member : members) {
            if (member.isLive() && isBack(member)) {
                back.add(member);
            } else if (member.isLive()) {
                strangers.add(member);
            }
        }
        back.sort(BY_SIGN_UP);
        for (Membership member : back) {
            int seen = strangers.seenBy(member);
            unrelated.put(member.accountId(), seen);
            if (policy.discounted(type, seen) < LinkPolicy.STRONG) {
                strangers.add(member);
            }
        }
        for (Membership member : members) {
            if (!unrelated.containsKey(member.accountId())) {
                unrelated.put(member.accountId(), strangers.seenBy(member) - (strangers.has(member) ? 1 : 0));
            }
        }
    }

    private boolean isBack(Membership member) {
        return sources.stream().anyMatch(source -> links(source, member) && isBack(source, member));
    }

    private boolean links(Membership source, Membership member) {
        return isSeen(source, member)
                && !source.accountId().equals(member.accountId())
                && source.daysFrom(member) <= retentionDays
                && Use.dayOf(disabledAt(source)) - source.lastDay() <= retentionDays
                && (member.clearedAtMillis() == null || disabledAt(source) > member.clearedAtMillis())
                && (member.disabledAtMillis() == null || BY_DISABLING.compare(source, member) < 0);
    }

    /**
     * A sign-up that nobody told of may have been before the disabling; what a person reinstated is nobody's return; and who came to the
     * value later than with the sign-up may be somebody whose account was taken over, or who used what others have at home.
     */
    private static boolean isBack(Membership source, Membership member) {
        return member.createdAtMillis() != null
                && member.clearedAtMillis() == null
                && disabledAt(source) < member.createdAtMillis()
                && member.firstMillis() <= member.createdAtMillis() + LinkPolicy.SIGN_UP_MILLIS;
    }

    /** Photos that look like a third one need not look like each other. */
    private static boolean isSeen(Membership one, Membership other) {
        return one.own() || other.own();
    }

    private static long disabledAt(Membership member) {
        return member.disabledAtMillis() == null ? Long.MAX_VALUE : member.disabledAtMillis();
    }

    private static long createdAt(Membership member) {
        return member.createdAtMillis() == null ? Long.MIN_VALUE : member.createdAtMillis();
    }

    /** Accounts counted as unrelated so far: those that use the value, and those that only use a photo like it. */
    private static final class Count {
        private final Map<String, Boolean> ownById = new HashMap<>();
        private int own;

        void add(Membership member) {
            ownById.put(member.accountId(), member.own());
            own += member.own() ? 1 : 0;
        }

        boolean has(Membership member) {
            return ownById.containsKey(member.accountId());
        }

        int seenBy(Membership member) {
            return member.own() ? ownById.size() : own + (has(member) ? 1 : 0);
        }
    }
}
