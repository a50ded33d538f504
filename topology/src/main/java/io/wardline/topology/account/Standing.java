// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * What was last told about an account, and whether there is news that it has not been told.
 *
 * @param decisionId of what was told; empty when nothing was
 * @param content what makes another decision of it; empty when nothing is to be done, and nothing is known of a ring
 * @param knownAtMillis when the platform learned of the latest of what the account's decisions rest on
 * @param pending whether there is news that no decision has seen
 * @param strongest of the types of which a value links the account, or did, the most that one weighs, or did
 */
@TypeInfo(AccountForms.class)
public record Standing(
        String decisionId, String content, long knownAtMillis, boolean pending, Map<IdentifierType, Double> strongest) {
    static final Standing NOTHING = new Standing("", "", 0, false, Map.of());

    /** With news; it waits for a decision unless that can only say again that nothing is to be done. */
    Standing with(Link link, LinkPolicy policy) {
        Map<IdentifierType, Double> all = new EnumMap<>(IdentifierType.class);
        all.putAll(strongest);
        if (!link.saysNothing()) {
            all.merge(link.type(), link.weight(), Math::max);
        }
        boolean idle = !decisionId.isEmpty()
                && content.isEmpty()
                && link.met() == null
                && LinkPolicy.score(all) < policy.review();
        return new Standing(decisionId, content, Math.max(knownAtMillis, link.knownAtMillis()), pending || !idle, all);
    }

    /** With a decision that has seen all there is. */
    Standing decided(String id, String gist, Collection<Link> links) {
        Map<IdentifierType, Double> now = new EnumMap<>(IdentifierType.class);
        links.forEach(link -> now.merge(link.type(), link.weight(), Math::max));
        return new Standing(id, gist, knownAtMillis, false, now);
    }
}
