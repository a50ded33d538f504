// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the accounts that use one value say of each other. Pure, and of the accounts alone: in which order the platform learned of them
 * changes nothing.
 *
 * <p>The value of an account that has nothing to do with offenders makes the link weaker for everybody. Which accounts those
 * are is found in the order in which they signed up: one that signed up after a disabling, and that the value alone shows to be its
 * return, is no stranger, and so does not hide the next one; nor is one that was told BLOCK for whatever else it shares, to those that
 * signed up after it. That order is also why what was decided may be used to decide: nothing rests on what comes later.
 */
final class SharedValue {
    /** A decision rests on a handful; the ones disabled first tell where it began. */
    static final int MAX_SOURCES = 8;

    private final IdentifierType type;
    private final LinkPolicy policy;
    private final long retentionDays;
    private final Collection<Membership> members;
    private final List<Membership> sources;
    private final Map<String, Integer> unrelated = new HashMap<>();

    SharedValue(IdentifierType type, LinkPolicy policy, Collection<Membership> members) {
        this.type = type;
        this.policy = policy;
        this.retentionDays = policy.retention(type).toDays();
        this.members = members;
        this.sources = new ArrayList<>();
        for (Membership member : members) {
            if (member.status().isSource()) {
                sources.add(member);
            }
        }
        if (!sources.isEmpty()) {
            sources.sort(SharedValue::fromTheFirst);
            countUnrelated();
        }
    }

    /**
     * Disabled ones before live ones, which are linked to them whatever a case says. Written out, as all that is asked for each pair of
     * accounts here: comparators made of keys are several times slower.
     */
    private static int fromTheFirst(Membership one, Membership other) {
        int order = Boolean.compare(one.status().isLive(), other.status().isLive());
        if (order == 0) {
            order = Long.compare(since(one), since(other));
        }
        return order == 0 ? one.accountId().compareTo(other.accountId()) : order;
    }

    private static int bySignUp(Membership one, Membership other) {
        int order = Long.compare(createdAt(one), createdAt(other));
        return order == 0 ? one.accountId().compareTo(other.accountId()) : order;
    }

    /** Whether it can say anything: most values have neither a disabled account nor one that a case names. */
    boolean hasSources() {
        return !sources.isEmpty();
    }

    /** What a value says of an account that does not use it. */
    static Link nothing(String accountId, IdentifierType type) {
        return new Link(accountId, type, "", 0, List.of(), null, 0);
    }

    /** What the value says of one of its accounts, as of no value and no time. */
    Link link(Membership member) {
        double weight = weight(member);
        List<Membership> telling = weight >= LinkPolicy.LEAST ? sources : List.of();
        List<LinkSource> seen = new ArrayList<>();
        for (Membership source : telling) {
            if (seen.size() < MAX_SOURCES && links(source, member)) {
                Status status = source.status();
                seen.add(new LinkSource(
                        source.accountId(),
                        since(source),
                        status.isOffender(),
                        isBack(source, member),
                        status.caseIds(),
                        status.origin(),
                        status.ring()));
            }
        }
        return new Link(member.accountId(), type, "", seen.isEmpty() ? 0 : weight, List.copyOf(seen), met(member), 0);
    }

    private double weight(Membership member) {
        return policy.discounted(type, unrelated.getOrDefault(member.accountId(), 0));
    }

    /** The oldest ring that those belong to who are linked to this account, if that is older than the one it started itself. */
    private @Nullable Ring met(Membership source) {
        Ring own = source.status().origin();
        if (own == null || !source.status().isOffender() || policy.weight(type) < LinkPolicy.TELLS_A_PERSON) {
            return null;
        }
        Ring oldest = null;
        for (Membership member : members) {
            Ring ring = member.status().ring();
            // The cheap questions first: all ask all.
            if (ring != null
                    && ring.compareTo(own) < 0
                    && weight(member) >= LinkPolicy.TELLS_A_PERSON
                    && links(source, member)) {
                oldest = Ring.older(oldest, ring.further());
            }
        }
        boolean older = oldest != null && !oldest.id().equals(own.id()) && oldest.compareTo(own) < 0;
        return older ? oldest : null;
    }

    /** How many accounts have nothing to do with offenders, as each account that may be linked sees it. */
    private void countUnrelated() {
        List<Membership> back = new ArrayList<>();
        Strangers strangers = new Strangers();
        for (Membership member : members) {
            if (!member.status().isLive() || member.status().isWatched()) {
                continue;
            }
            if (isBack(member)) {
                back.add(member);
            } else {
                strangers.add(member);
            }
        }
        back.sort(SharedValue::bySignUp);
        for (Membership member : back) {
            int seen = strangers.seenBy(member);
            unrelated.put(member.accountId(), seen);
            if (policy.discounted(type, seen) < LinkPolicy.STRONG) {
                strangers.add(member);
            }
        }
        for (Membership member : members) {
            if (!unrelated.containsKey(member.accountId())) {
                unrelated.put(member.accountId(), strangers.seenBy(member));
            }
        }
    }

    private boolean isBack(Membership member) {
        for (Membership source : sources) {
            // The cheap question first.
            if (isBack(source, member) && links(source, member)) {
                return true;
            }
        }
        return false;
    }

    private boolean links(Membership source, Membership member) {
        Long cleared = member.status().clearedAtMillis();
        return isSeen(source, member)
                && fromTheFirst(source, member) < 0
                && (cleared == null || since(source) > cleared)
                && source.use().daysFrom(member.use()) <= retentionDays
                && Use.dayOf(since(source)) - source.use().lastDay() <= retentionDays;
    }

    /**
     * A sign-up that nobody told of may have been before the disabling; what a person reinstated is nobody's return; and who came to the
     * value later than with the sign-up may be somebody whose account was taken over, or who used what others have at home.
     */
    private static boolean isBack(Membership source, Membership member) {
        Long created = member.status().createdAtMillis();
        return source.status().isOffender()
                && created != null
                && member.status().clearedAtMillis() == null
                && since(source) < created
                && member.use().firstMillis() <= created + LinkPolicy.SIGN_UP_MILLIS;
    }

    /** Photos that look like a third one need not look like each other. */
    private static boolean isSeen(Membership one, Membership other) {
        return one.own() || other.own();
    }

    private static long since(Membership member) {
        return member.status().sinceMillis();
    }

    private static long createdAt(Membership member) {
        return Objects.requireNonNullElse(member.status().createdAtMillis(), Long.MIN_VALUE);
    }

    /** Accounts counted as unrelated so far. */
    private static final class Strangers {
        /** Those that use the value itself or only a photo like it. */
        private final Map<String, Boolean> ownById = new HashMap<>();
        /** Those among them that were told BLOCK: who signed up later does not count them. */
        private final List<Membership> blocked = new ArrayList<>();

        private int own;

        void add(Membership member) {
            if (member.status().blocked()) {
                blocked.add(member);
            } else {
                ownById.put(member.accountId(), member.own());
                own += member.own() ? 1 : 0;
            }
        }

        /** How many there are for this account, without itself. */
        int seenBy(Membership member) {
            int count;
            if (member.own()) {
                count = ownById.size() - (ownById.containsKey(member.accountId()) ? 1 : 0);
            } else {
                count = own;
            }
            // Whose sign-up nobody told of is never told BLOCK, so nothing comes after it.
            boolean last = member.status().createdAtMillis() == null;
            for (Membership other : blocked) {
                boolean earlier = last || bySignUp(other, member) <= 0;
                count += !earlier && isSeen(other, member) ? 1 : 0;
            }
            return count;
        }
    }
}
