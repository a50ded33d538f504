// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * When an account used an identifier. The last use is told by its day, since retention counts in days and a second use on a day shall
 * change nothing.
 *
 * @param firstMillis the first use
 * @param lastDay the last use, in days since 1970
 * @param own whether it used the value itself; else only a photo that looks like it
 */
@TypeInfo(AccountForms.class)
public record Use(long firstMillis, int lastDay, boolean own) {
    private static final long DAY_MILLIS = 24L * 60 * 60 * 1000;

    static Use at(long millis, boolean own) {
        return new Use(millis, dayOf(millis), own);
    }

    /** Days since 1970, by UTC. */
    static int dayOf(long millis) {
        return (int) Math.floorDiv(millis, DAY_MILLIS);
    }

    /** Both uses as one. */
    Use and(Use other) {
        return new Use(Math.min(firstMillis, other.firstMillis), Math.max(lastDay, other.lastDay), own || other.own);
    }

    /** The days between these uses and the others; 0 when they overlap. */
    int daysFrom(Use other) {
        int first = dayOf(firstMillis);
        int otherFirst = dayOf(other.firstMillis);
        return Math.max(0, Math.max(otherFirst - lastDay, first - other.lastDay));
    }
}
