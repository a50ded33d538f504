// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import io.wardline.topology.account.Decision.DecisionLink;
import io.wardline.topology.account.IdentifierType;
import java.util.Comparator;
import java.util.List;

/**
 * Another account that is likely the same person's, by one thing that the two share: the contract's LinkedAccount.
 *
 * @param weight 0..1
 * @param caseIds of the other account, as far as they are known
 */
public record LinkedAccount(String accountId, IdentifierType type, double weight, List<String> caseIds) {
    /** Ties are broken, so that what is left out does not depend on the order in which it came. */
    static final Comparator<LinkedAccount> HEAVIEST_FIRST = Comparator.comparingDouble(
                    (LinkedAccount linked) -> -linked.weight())
            .thenComparing(LinkedAccount::accountId)
            .thenComparing(LinkedAccount::type);

    /** As many as the job tells of a disabled account; nobody follows more from one case. */
    private static final int MAX_CASES = 16;

    static LinkedAccount of(DecisionLink link) {
        return new LinkedAccount(
                link.disabledAccountId(),
                link.type(),
                link.weight(),
                link.caseIds().stream().limit(MAX_CASES).toList());
    }

    /** The same link as seen from the other account, whose cases the decision does not tell. */
    LinkedAccount reversed(String decidedAccountId) {
        return new LinkedAccount(decidedAccountId, type, weight, List.of());
    }

    /** Of the same account and type, told by either of the two accounts. */
    LinkedAccount and(LinkedAccount other) {
        return new LinkedAccount(
                accountId, type, Math.max(weight, other.weight), caseIds.isEmpty() ? other.caseIds : caseIds);
    }

    /** What makes two of them one. */
    String key() {
        return type + " " + accountId;
    }
}
