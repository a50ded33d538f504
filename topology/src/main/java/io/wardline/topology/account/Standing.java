// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import java.util.ArrayList;
import java.util.List;

/**
 * What was last told about an account, and what it has not been told yet.
 *
 * @param decisionId of what was told; empty when nothing was
 * @param content what makes another decision of it
 * @param pendingMillis when the platform learned of the latest news that no decision has seen; 0 without one
 * @param linked the types of which a value links the account, or did
 */
public record Standing(String decisionId, String content, long pendingMillis, List<IdentifierType> linked) {
    static final Standing NOTHING = new Standing("", "", 0, List.of());

    /** With news that no decision has seen. */
    Standing pending(Link link) {
        List<IdentifierType> types = new ArrayList<>(linked);
        if (!link.sources().isEmpty() && !types.contains(link.type())) {
            types.add(link.type());
        }
        return new Standing(decisionId, content, Math.max(pendingMillis, link.knownAtMillis()), List.copyOf(types));
    }

    /** With a decision that has seen all there is. */
    Standing decided(String id, String gist) {
        return new Standing(id, gist, 0, linked);
    }
}
