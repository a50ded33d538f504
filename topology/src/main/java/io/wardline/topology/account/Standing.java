// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import java.util.ArrayList;
import java.util.List;

/**
 * What was last told about an account, and whether there is news that it has not been told.
 *
 * @param decisionId of what was told; empty when nothing was
 * @param content what makes another decision of it
 * @param knownAtMillis when the platform learned of the latest of what the account's decisions rest on
 * @param pending whether there is news that no decision has seen
 * @param linked the types of which a value links the account, or did
 */
public record Standing(
        String decisionId, String content, long knownAtMillis, boolean pending, List<IdentifierType> linked) {
    static final Standing NOTHING = new Standing("", "", 0, false, List.of());

    /** With news that no decision has seen. */
    Standing with(Link link) {
        List<IdentifierType> types = new ArrayList<>(linked);
        if (!link.saysNothing() && !types.contains(link.type())) {
            types.add(link.type());
        }
        return new Standing(
                decisionId, content, Math.max(knownAtMillis, link.knownAtMillis()), true, List.copyOf(types));
    }

    /** With a decision that has seen all there is. */
    Standing decided(String id, String gist) {
        return new Standing(id, gist, knownAtMillis, false, linked);
    }
}
