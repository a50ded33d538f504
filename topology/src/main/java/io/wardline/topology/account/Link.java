// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import java.util.List;

/**
 * What one value says about an account: news for the decision on it.
 *
 * @param accountId whom it is about
 * @param key of the value; empty for the news that there is such an account
 * @param weight of the value, with its discount
 * @param sources the disabled accounts that use it too; none any more when empty
 * @param knownAtMillis when the platform learned of what made it so
 */
public record Link(
        String accountId,
        IdentifierType type,
        String key,
        double weight,
        List<LinkSource> sources,
        long knownAtMillis) {
    /** The same, said by the value of a key, and known at a time. */
    Link by(String valueKey, long millis) {
        return new Link(accountId, type, valueKey, weight, sources, millis);
    }
}
