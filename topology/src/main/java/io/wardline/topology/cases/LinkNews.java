// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the standing decision on one account says of an account: of itself, or of one that it is linked to. It takes the place of what that
 * decision said before.
 *
 * @param accountId whom it is about
 * @param decidedAccountId whom the decision is about
 * @param linked the accounts that it links to; none any more when empty
 * @param groupId the ring: of the decided account, or of one that it is linked to and that began it
 * @param knownAtMillis the decision's
 */
public record LinkNews(
        String accountId,
        String decidedAccountId,
        List<LinkedAccount> linked,
        @Nullable String groupId,
        long knownAtMillis) {
    /** Whether it is what the decision says of the decided account itself. */
    boolean isOwn() {
        return accountId.equals(decidedAccountId);
    }
}
