// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is advised about an account: the contract's Enforcement.
 *
 * @param decisionId a hash of the rest
 * @param score of all links, 0..1
 * @param links what it rests on, the strongest first
 * @param ring that it belongs to, when it is linked to one
 * @param origin the ring of the disabled accounts that it is linked to, before that met others; an older one's name may serve
 * @param mergedFrom rings that this account shows to be one with it
 * @param supersedes the decision that this one replaces
 * @param explanation one sentence that a reviewer can act on
 */
public record Decision(
        String decisionId,
        String accountId,
        Action action,
        double score,
        long knownAtMillis,
        List<DecisionLink> links,
        @Nullable Ring ring,
        @Nullable Ring origin,
        List<String> mergedFrom,
        @Nullable String supersedes,
        String explanation) {
    /** The name of its ring, as the contract has it. */
    public @Nullable String groupId() {
        return ring == null ? null : ring.id();
    }

    /** The contract's actions, from the mildest. */
    public enum Action {
        NONE,
        REVIEW,
        BLOCK
    }

    /**
     * One thing shared with one disabled account.
     *
     * @param type as the contract has it: an address and its network are both IP
     */
    public record DecisionLink(String disabledAccountId, IdentifierType type, double weight, List<String> caseIds) {}
}
