// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import java.io.Serializable;
import java.time.Duration;

/**
 * How long a case is kept.
 *
 * @param keep after the last thing that happened to it
 * @param keepDismissed the same, of a dismissed case
 * @param hold after a filing that stands, whatever else: what was reported has to be preserved
 * @param notice how long before a case goes that was filed it is told that it will
 */
public record Keeping(Duration keep, Duration keepDismissed, Duration hold, Duration notice) implements Serializable {
    /** A filed report must be preserved one year (18 U.S.C. 2258A). */
    public static final Keeping DEFAULT =
            new Keeping(Duration.ofDays(365), Duration.ofDays(90), Duration.ofDays(365), Duration.ofDays(14));

    /** The longest that a case is kept after something happened to it. */
    public Duration longest() {
        Duration unfiled = keep.compareTo(keepDismissed) > 0 ? keep : keepDismissed;
        return unfiled.compareTo(hold) > 0 ? unfiled : hold;
    }
}
