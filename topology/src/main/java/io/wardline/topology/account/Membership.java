// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An account among those that use one value: what the others have to know of it.
 *
 * @param createdAtMillis when it signed up; null when that was not told
 * @param disabledAtMillis since when it is disabled; null while it is not
 * @param compromised whether it is disabled since somebody had taken it over: then it links nobody
 * @param clearedAtMillis when a person reinstated it, and it stands
 * @param caseIds the cases that led to what happened to it
 * @param own whether it uses the value itself; else only a photo that looks like it
 * @param firstMillis its first use
 * @param lastDay its last use, in days since 1970
 * @param knownAtMillis when the platform learned of it
 */
public record Membership(
        String accountId,
        @Nullable Long createdAtMillis,
        @Nullable Long disabledAtMillis,
        boolean compromised,
        @Nullable Long clearedAtMillis,
        List<String> caseIds,
        boolean own,
        long firstMillis,
        int lastDay,
        long knownAtMillis) {
    /** Whether it is a disabled offender's, which others may return from. */
    boolean isSource() {
        return disabledAtMillis != null && !compromised;
    }

    boolean isLive() {
        return disabledAtMillis == null;
    }

    /** The days between its uses and the other's; 0 when they overlap. */
    int daysFrom(Membership other) {
        int first = Use.dayOf(firstMillis);
        int otherFirst = Use.dayOf(other.firstMillis);
        return Math.max(0, Math.max(otherFirst - lastDay, first - other.lastDay));
    }
}
