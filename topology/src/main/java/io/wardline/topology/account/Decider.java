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
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** From all that links an account to disabled ones to what is advised. Pure. */
final class Decider {
    /** A reviewer reads no more; the weakest are left out. */
    private static final int MAX_LINKS = 32;

    private static final Comparator<Pair> STRONGEST_FIRST = Comparator.comparingDouble((Pair pair) -> -pair.weight())
            .thenComparing((Pair pair) -> pair.source().sinceMillis())
            .thenComparing((Pair pair) -> pair.source().accountId())
            .thenComparing(Pair::type)
            .thenComparing(pair -> !pair.source().back());

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
        List<Pair> pairs = pairs(links, source -> true);
        List<Pair> returns = pairs(links, LinkSource::back);
        double score = score(pairs);
        Action action = action(returns, score);
        List<DecisionLink> told = pairs.stream()
                .limit(MAX_LINKS)
                .map(pair -> new DecisionLink(
                        pair.source().accountId(),
                        pair.type(),
                        pair.weight(),
                        pair.source().caseIds()))
                .toList();
        List<Pair> rings = action == Action.NONE ? List.of() : tellingRings(pairs);
        List<Ring> origins = rings.stream()
                .flatMap(pair -> Stream.ofNullable(pair.source().origin()))
                .distinct()
                .sorted()
                .toList();
        Ring ring = ring(rings, links);
        List<String> mergedFrom = origins.stream()
                .map(Ring::id)
                .filter(id -> ring != null && !id.equals(ring.id()))
                .distinct()
                .toList();
        return new Decision(
                id(accountId, action, knownAtMillis, told, ring, mergedFrom, supersedes),
                accountId,
                action,
                score,
                knownAtMillis,
                told,
                ring,
                origins.isEmpty() ? null : origins.get(0),
                mergedFrom,
                supersedes,
                explanation(action, action == Action.BLOCK ? returns : pairs, pairs, ring, supersedes));
    }

    /** Those that tell who somebody is; the strongest at any rate. */
    private static List<Pair> tellingRings(List<Pair> pairs) {
        return pairs.stream()
                .filter(pair -> pair.equals(pairs.get(0)) || pair.weight() >= LinkPolicy.TELLS_A_PERSON)
                .toList();
    }

    /** The oldest, of those it is linked to and of those that are linked to it. */
    private static @Nullable Ring ring(List<Pair> pairs, Collection<Link> links) {
        Ring oldest = null;
        for (Pair pair : pairs) {
            Ring theirs = pair.source().ring();
            oldest = Ring.older(oldest, theirs == null ? null : theirs.further());
        }
        for (Link link : links) {
            oldest = Ring.older(oldest, link.met());
        }
        return oldest;
    }

    /**
     * The strongest of what the account shares with each of some others, by type. Of a return, what shows it may be weaker than what
     * was shared later.
     */
    private static List<Pair> pairs(Collection<Link> links, Predicate<LinkSource> which) {
        Map<String, Pair> strongest = new TreeMap<>();
        for (Link link : links) {
            IdentifierType type = link.type().evidence();
            link.sources().stream()
                    .filter(which)
                    .map(source -> new Pair(source, type, link.weight()))
                    .forEach(pair -> strongest.merge(
                            pair.source().accountId() + "/" + type,
                            pair,
                            (one, other) -> STRONGEST_FIRST.compare(one, other) <= 0 ? one : other));
        }
        return strongest.values().stream().sorted(STRONGEST_FIRST).toList();
    }

    private static double score(List<Pair> pairs) {
        Map<IdentifierType, Double> weights = new EnumMap<>(IdentifierType.class);
        pairs.forEach(pair -> weights.merge(pair.type(), pair.weight(), Math::max));
        return LinkPolicy.score(weights);
    }

    private Action action(List<Pair> returns, double score) {
        boolean severalTypes = returns.stream().map(Pair::type).distinct().count() > 1;
        boolean strong = returns.stream().anyMatch(pair -> pair.weight() >= LinkPolicy.STRONG);
        if (score(returns) >= policy.block() && (severalTypes || strong)) {
            return Action.BLOCK;
        }
        return score >= policy.review() ? Action.REVIEW : Action.NONE;
    }

    private static String id(
            String accountId,
            Action action,
            long knownAtMillis,
            List<DecisionLink> links,
            @Nullable Ring ring,
            List<String> mergedFrom,
            @Nullable String supersedes) {
        List<String> content = new ArrayList<>(
                List.of(action.name(), Long.toString(knownAtMillis), supersedes == null ? "" : supersedes));
        links.forEach(link -> content.add(link.disabledAccountId() + "/" + link.type() + "/" + link.weight()));
        content.add(ring == null ? "" : ring.id() + "/" + ring.hops());
        content.addAll(mergedFrom);
        return Ids.decisionId(accountId, content);
    }

    private static String explanation(
            Action action, List<Pair> telling, List<Pair> pairs, @Nullable Ring ring, @Nullable String supersedes) {
        if (pairs.isEmpty()) {
            if (ring != null) {
                return "Nothing links this account to one that was disabled before it, but one that is linked to it belongs to the"
                        + " older ring of " + ring.id() + ", whose name serves here too.";
            }
            return supersedes == null
                    ? "Nothing links this account to a disabled one."
                    : "Nothing links this account to a disabled one any more: what was decided before is withdrawn.";
        }
        // What is said of a return must be about one.
        LinkSource first = telling.get(0).source();
        List<String> shared = telling.stream()
                .filter(pair -> pair.source().accountId().equals(first.accountId()))
                .map(pair -> name(pair.type()))
                .toList();
        long others =
                pairs.stream().map(pair -> pair.source().accountId()).distinct().count() - 1;
        String what = "shares " + and(shared) + " with " + first.accountId() + ", " + became(first)
                + (others == 0 ? "" : ", and is linked to " + others + " more");
        return switch (action) {
            case BLOCK -> "Signed up after the disabling and " + what + ": very likely the same person is back.";
            case REVIEW -> review(first, what);
            case NONE -> "This account " + what + ": too little to act on.";
        };
    }

    private static String became(LinkSource source) {
        String cases = source.caseIds().isEmpty() ? "" : " (case " + String.join(", ", source.caseIds()) + ")";
        String day = Instant.ofEpochMilli(source.sinceMillis()).toString().substring(0, 10);
        return (source.disabled() ? "disabled " : "named as an offender ") + day + cases;
    }

    private static String review(LinkSource source, String what) {
        if (source.back()) {
            return "Signed up after the disabling and " + what + ": look whether the same person is back.";
        }
        return source.disabled()
                ? "Is no new account's return, but " + what
                        + ": look whether it is a second account of the same person, or was taken over."
                : "This account " + what + ": look whether it is a second account of the same person.";
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
