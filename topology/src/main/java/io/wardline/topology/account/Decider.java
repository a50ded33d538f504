// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import io.wardline.topology.account.Decision.Action;
import io.wardline.topology.account.Decision.DecisionLink;
import io.wardline.topology.detect.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** From all that links an account to disabled ones to what is advised. Pure. */
final class Decider {
    /** A reviewer reads no more; the weakest are left out. */
    private static final int MAX_LINKS = 32;
    /** From here on a link says who somebody is, and not only where they are. */
    private static final double TELLS_A_PERSON = 0.3;

    private static final Comparator<Pair> STRONGEST_FIRST = Comparator.comparingDouble((Pair pair) -> -pair.weight())
            .thenComparing((Pair pair) -> pair.source().disabledAtMillis())
            .thenComparing((Pair pair) -> pair.source().accountId())
            .thenComparing(Pair::type);

    private final LinkPolicy policy;

    Decider(LinkPolicy policy) {
        this.policy = policy;
    }

    /** One thing shared with one disabled account. */
    private record Pair(LinkSource source, IdentifierType type, double weight) {}

    /**
     * The decision about an account.
     *
     * @param links of all its values
     * @param knownAtMillis when the platform learned of the last of what it rests on
     * @param supersedes the decision told before
     */
    Decision decide(String accountId, Collection<Link> links, long knownAtMillis, @Nullable String supersedes) {
        List<Pair> pairs = pairs(links);
        double back = score(pairs.stream().filter(pair -> pair.source().back()).toList());
        double score = score(pairs);
        Action action = action(pairs, back, score);
        List<DecisionLink> told = pairs.stream()
                .limit(MAX_LINKS)
                .map(pair -> new DecisionLink(
                        pair.source().accountId(),
                        pair.type(),
                        pair.weight(),
                        pair.source().caseIds()))
                .toList();
        List<Ring> groups = action == Action.NONE ? List.of() : groups(pairs);
        Ring ring = groups.isEmpty() ? null : groups.get(0);
        List<String> mergedFrom = groups.stream().skip(1).map(Ring::id).toList();
        return new Decision(
                id(accountId, action, knownAtMillis, told, groups, supersedes),
                accountId,
                action,
                score,
                knownAtMillis,
                told,
                ring,
                ring,
                mergedFrom,
                supersedes,
                explanation(action, pairs, supersedes));
    }

    /** The strongest of what the account shares with each disabled one, by type. */
    private static List<Pair> pairs(Collection<Link> links) {
        Map<String, Pair> strongest = new TreeMap<>();
        for (Link link : links) {
            IdentifierType type = link.type().evidence();
            for (LinkSource source : link.sources()) {
                strongest.merge(
                        source.accountId() + "/" + type,
                        new Pair(source, type, link.weight()),
                        (one, other) -> STRONGEST_FIRST.compare(one, other) <= 0 ? one : other);
            }
        }
        return strongest.values().stream().sorted(STRONGEST_FIRST).toList();
    }

    /** Each type counts once, as if it were independent of the others. */
    private static double score(List<Pair> pairs) {
        Map<IdentifierType, Double> byType = new EnumMap<>(IdentifierType.class);
        pairs.forEach(pair -> byType.merge(pair.type(), pair.weight(), Math::max));
        double innocent = 1;
        for (double weight : byType.values()) {
            innocent *= 1 - weight;
        }
        return rounded(1 - innocent);
    }

    /** To what a person reads; a sum of rounded weights has digits of its own. */
    private static double rounded(double share) {
        return Math.rint(share * 10_000) / 10_000;
    }

    private Action action(List<Pair> pairs, double back, double score) {
        List<Pair> returns = pairs.stream().filter(pair -> pair.source().back()).toList();
        boolean severalTypes = returns.stream().map(Pair::type).distinct().count() > 1;
        boolean strong = returns.stream().anyMatch(pair -> pair.weight() >= LinkPolicy.STRONG);
        if (back >= policy.block() && (severalTypes || strong)) {
            return Action.BLOCK;
        }
        return score >= policy.review() ? Action.REVIEW : Action.NONE;
    }

    /** From the oldest; the strongest link's is always among them. */
    private static List<Ring> groups(List<Pair> pairs) {
        TreeSet<Ring> groups = new TreeSet<>();
        for (Pair pair : pairs) {
            if (groups.isEmpty() || pair.weight() >= TELLS_A_PERSON) {
                groups.add(new Ring(pair.source().groupId(), pair.source().groupSinceMillis()));
            }
        }
        return List.copyOf(groups);
    }

    private static String id(
            String accountId,
            Action action,
            long knownAtMillis,
            List<DecisionLink> links,
            Collection<Ring> groups,
            @Nullable String supersedes) {
        List<String> content = new ArrayList<>(
                List.of(action.name(), Long.toString(knownAtMillis), supersedes == null ? "" : supersedes));
        links.forEach(link -> content.add(link.disabledAccountId() + "/" + link.type() + "/" + link.weight()));
        groups.forEach(group -> content.add(group.id()));
        return Ids.decisionId(accountId, content);
    }

    private static String explanation(Action action, List<Pair> pairs, @Nullable String supersedes) {
        if (pairs.isEmpty()) {
            return supersedes == null
                    ? "Nothing links this account to a disabled one."
                    : "Nothing links this account to a disabled one any more: what was decided before is withdrawn.";
        }
        // What is said of a return must be about one.
        LinkSource first = pairs.stream()
                .map(Pair::source)
                .filter(source -> source.back() || action != Action.BLOCK)
                .findFirst()
                .orElseThrow();
        List<String> shared = pairs.stream()
                .filter(pair -> pair.source().accountId().equals(first.accountId()))
                .map(pair -> name(pair.type()))
                .toList();
        long others =
                pairs.stream().map(pair -> pair.source().accountId()).distinct().count() - 1;
        String what = "shares " + and(shared) + " with " + first.accountId() + ", disabled "
                + Instant.ofEpochMilli(first.disabledAtMillis()).toString().substring(0, 10)
                + (first.caseIds().isEmpty() ? "" : " (case " + String.join(", ", first.caseIds()) + ")")
                + (others == 0 ? "" : ", and is linked to " + others + " more");
        return switch (action) {
            case BLOCK -> "Signed up after the disabling and " + what + ": very likely the same person is back.";
            case REVIEW ->
                first.back()
                        ? "Signed up after the disabling and " + what + ": look whether the same person is back."
                        : "Is no new account's return, but " + what
                                + ": look whether it is a second account of the same person, or was taken over.";
            case NONE -> "This account " + what + ": too little to act on.";
        };
    }

    private static String name(IdentifierType type) {
        return switch (type) {
            case DEVICE -> "a device";
            case PHONE -> "a phone number";
            case EMAIL -> "an e-mail address";
            case IP, IP_RANGE -> "a network address";
            case PAYMENT_HANDLE -> "a payment handle";
            case PHOTO_PDQ -> "a profile photo";
            case USERNAME -> "a user name";
        };
    }

    private static String and(List<String> names) {
        int last = names.size() - 1;
        return last == 0 ? names.get(0) : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }
}
