// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What decisions say of an account.
 *
 * @param own the accounts that the decision on it links it to
 * @param groupId its ring, as the decision on it says
 * @param naming the accounts whose decisions link them to it
 * @param began those of them that say that they are of the ring that it began, at most {@link #MAX_LINKED}
 * @param knownAtMillis when the platform learned of the latest of it
 */
public record AccountLinks(
        List<LinkedAccount> own,
        @Nullable String groupId,
        List<LinkedAccount> naming,
        List<String> began,
        long knownAtMillis) {
    static final AccountLinks NONE = new AccountLinks(List.of(), null, List.of(), List.of(), 0);
    /** A case is one record, and a reviewer follows no more; whoever has more accounts has them in their ring. */
    static final int MAX_LINKED = 64;

    /** With news in the place of what the same decision said before. */
    AccountLinks with(LinkNews news) {
        long latest = Math.max(knownAtMillis, news.knownAtMillis());
        if (news.isOwn()) {
            return new AccountLinks(news.linked(), news.groupId(), naming, began, latest);
        }
        List<LinkedAccount> others = new ArrayList<>(naming);
        others.removeIf(linked -> linked.accountId().equals(news.decidedAccountId()));
        others.addAll(news.linked());
        TreeSet<String> members = new TreeSet<>(began);
        members.remove(news.decidedAccountId());
        if (news.groupId() != null) {
            members.add(news.decidedAccountId());
        }
        List<String> told = members.stream().limit(MAX_LINKED).toList();
        return new AccountLinks(own, groupId, List.copyOf(others), told, latest);
    }

    boolean isNothing() {
        return own.isEmpty() && groupId == null && naming.isEmpty() && began.isEmpty();
    }

    /** How many more there are than may be told. */
    int tooMany() {
        return Math.max(0, merged().size() - MAX_LINKED);
    }

    /** Without those that are too light to be told. */
    AccountLinks bounded() {
        if (tooMany() == 0) {
            return this;
        }
        Set<String> told = heaviest().map(LinkedAccount::key).collect(Collectors.toSet());
        return new AccountLinks(
                own,
                groupId,
                naming.stream().filter(linked -> told.contains(linked.key())).toList(),
                began,
                knownAtMillis);
    }

    /** As a case of this account tells it: who began a ring is part of it, though no decision on this account says so. */
    Linked linked(String accountId) {
        return new Linked(heaviest().toList(), groupId == null && !began.isEmpty() ? accountId : groupId);
    }

    private Stream<LinkedAccount> heaviest() {
        return merged().stream().sorted(LinkedAccount.HEAVIEST_FIRST).limit(MAX_LINKED);
    }

    private List<LinkedAccount> merged() {
        Map<String, LinkedAccount> merged = new TreeMap<>();
        own.forEach(linked -> merged.merge(linked.key(), linked, LinkedAccount::and));
        naming.forEach(linked -> merged.merge(linked.key(), linked, LinkedAccount::and));
        return List.copyOf(merged.values());
    }
}
