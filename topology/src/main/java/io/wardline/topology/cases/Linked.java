// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a case says of its offender's other accounts.
 *
 * @param accounts the heaviest first
 * @param groupId the ring that the offender is part of
 */
public record Linked(List<LinkedAccount> accounts, @Nullable String groupId) {
    static final Linked NOTHING = new Linked(List.of(), null);

    boolean isNothing() {
        return accounts.isEmpty() && groupId == null;
    }
}
