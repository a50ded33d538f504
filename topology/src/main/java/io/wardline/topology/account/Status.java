// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of an account: what those that share something with it have to know.
 *
 * @param createdAtMillis when it signed up; null when that was not told
 * @param disabledAtMillis since when it is disabled; null while it is not
 * @param compromised whether it is disabled since somebody had taken it over: then it links nobody
 * @param clearedAtMillis when a person reinstated it, and it stands
 * @param namedAtMillis since when a case names it as the offender; null when none does
 * @param caseIds the cases that led to what happened to it, and those that name it
 * @param blocked whether BLOCK was told of it, and stands
 * @param origin the ring that it started, or that those it returned from belong to
 * @param ring the ring whose name serves: an older one, where its own has met that
 */
public record Status(
        @Nullable Long createdAtMillis,
        @Nullable Long disabledAtMillis,
        boolean compromised,
        @Nullable Long clearedAtMillis,
        @Nullable Long namedAtMillis,
        List<String> caseIds,
        boolean blocked,
        @Nullable Ring origin,
        @Nullable Ring ring) {
    boolean isLive() {
        return disabledAtMillis == null;
    }

    boolean isOffender() {
        return disabledAtMillis != null && !compromised;
    }

    /** Whether a case names it while it is not disabled, and no person has reinstated it since. */
    boolean isWatched() {
        return isLive() && namedAtMillis != null && (clearedAtMillis == null || namedAtMillis > clearedAtMillis);
    }

    /** Whether others may be its person's: it is a disabled offender's, or may be an offender's. */
    boolean isSource() {
        return isOffender() || isWatched();
    }

    /** Since when it is a disabled one's, or else one that a case names; {@link Long#MAX_VALUE} when it is neither. */
    long sinceMillis() {
        if (disabledAtMillis != null) {
            return disabledAtMillis;
        }
        return namedAtMillis != null && isWatched() ? namedAtMillis : Long.MAX_VALUE;
    }
}
