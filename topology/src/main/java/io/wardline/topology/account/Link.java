// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * What one value says about an account: news for the decision on it.
 *
 * @param accountId whom it is about
 * @param key of the value; empty for the news that there is such an account
 * @param weight of the value, with its discount
 * @param sources the accounts that use it too and that this one is linked to; none any more when empty
 * @param met an older ring than the disabled account's own, which an account that is linked to it belongs to
 * @param knownAtMillis when the platform learned of what made it so
 */
@TypeInfo(AccountForms.class)
public record Link(
        String accountId,
        IdentifierType type,
        String key,
        double weight,
        List<LinkSource> sources,
        @Nullable Ring met,
        long knownAtMillis) {
    /** The same, said by the value of a key, and known at a time. */
    Link by(String valueKey, long millis) {
        return new Link(accountId, type, valueKey, weight, sources, met, millis);
    }

    boolean saysNothing() {
        return sources.isEmpty() && met == null;
    }
}
