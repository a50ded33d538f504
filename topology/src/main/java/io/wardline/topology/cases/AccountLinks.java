// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What decisions say of an account.
 *
 * @param own the accounts that the decision on it links it to
 * @param groupId its ring
 * @param naming the accounts whose decisions link them to it
 * @param knownAtMillis when the platform learned of the latest of it
 */
public record AccountLinks(
        List<LinkedAccount> own, @Nullable String groupId, List<LinkedAccount> naming, long knownAtMillis) {
    static final AccountLinks NONE = new AccountLinks(List.of(), null, List.of(), 0);
    /** A case is one record, and a reviewer follows no more; whoever has more accounts has them in their ring. */
    static final int MAX_LINKED = 64;

    /** With news in the place of what the same decision said before. */
    AccountLinks with(LinkNews news) {
        long latest = Math.max(knownAtMillis, news.knownAtMillis());
        if (news.isOwn()) {
            return new AccountLinks(news.linked(), news.groupId(), naming, latest);
        }
        List<LinkedAccount> others = new ArrayList<>(naming);
        others.removeIf(linked -> linked.accountId().equals(news.decidedAccountId()));
        others.addAll(news.linked());
        return new AccountLinks(own, groupId, List.copyOf(others), latest);
    }

    boolean isNothing() {
        return own.isEmpty() && groupId == null && naming.isEmpty();
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
        Set<String> told = linked().accounts().stream().map(LinkedAccount::key).collect(Collectors.toSet());
        return new AccountLinks(
                own,
                groupId,
                naming.stream().filter(linked -> told.contains(linked.key())).toList(),
                knownAtMillis);
    }

    /** As a case tells it. */
    Linked linked() {
        return new Linked(
                merged().stream()
                        .sorted(LinkedAccount.HEAVIEST_FIRST)
                        .limit(MAX_LINKED)
                        .toList(),
                groupId);
    }

    private List<LinkedAccount> merged() {
        Map<String, LinkedAccount> merged = new TreeMap<>();
        own.forEach(linked -> merged.merge(linked.key(), linked, LinkedAccount::and));
        naming.forEach(linked -> merged.merge(linked.key(), linked, LinkedAccount::and));
        return List.copyOf(merged.values());
    }
}
