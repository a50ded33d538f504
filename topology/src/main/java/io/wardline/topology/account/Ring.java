// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A group of accounts that are likely the same people's, named after the one of them that was disabled first. Ordered from the oldest,
 * since where two meet the older one's name serves.
 *
 * @param id the account that was disabled first
 * @param sinceMillis when it was
 * @param hops over how many links the name has come from where rings have met; a name that only goes round in a circle since its account was reinstated gets further
 *     with each round, and so ends
 */
public record Ring(String id, long sinceMillis, int hops) implements Comparable<Ring> {
    /** A ring in which an account is further from the first one has another name there. */
    static final int MAX_HOPS = 16;

    private static final Comparator<Ring> OLDEST_FIRST =
            Comparator.comparingLong(Ring::sinceMillis).thenComparing(Ring::id).thenComparing(Ring::hops);

    /** As it is known over one link more; null where that is too far. */
    @Nullable
    Ring further() {
        return hops >= MAX_HOPS ? null : new Ring(id, sinceMillis, hops + 1);
    }

    /** The older of two; of one, the nearer. */
    static @Nullable Ring older(@Nullable Ring one, @Nullable Ring other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) <= 0 ? one : other;
    }

    @Override
    public int compareTo(Ring other) {
        return OLDEST_FIRST.compare(this, other);
    }
}
