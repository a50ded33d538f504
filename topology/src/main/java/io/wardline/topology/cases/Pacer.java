// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

/**
 * Bounds how many overdue cases a subtask tells of in a second. After an outage every timer that fell due fires in one go, and Flink
 * gives live records and checkpoint barriers no turn until the last is done; a case over the budget is put off instead, in the order
 * they fired, which is the order they fell due.
 */
final class Pacer {
    private static final long SLOT_MILLIS = 1_000;

    private final int perSecond;
    private long slotMillis;
    private int usedInSlot;
    private long putOffToMillis;
    private int putOffInSlot;

    Pacer(int perSecond) {
        this.perSecond = perSecond;
    }

    /** The time at which an overdue case may be told of: {@code nowMillis} itself, or the slot it is put off to. */
    long slotFor(long nowMillis) {
        if (nowMillis >= slotMillis + SLOT_MILLIS) {
            slotMillis = nowMillis;
            usedInSlot = 0;
        }
        if (usedInSlot < perSecond) {
            usedInSlot++;
            return nowMillis;
        }
        if (putOffToMillis <= nowMillis) {
            putOffToMillis = nowMillis + SLOT_MILLIS;
            putOffInSlot = 0;
        } else if (putOffInSlot >= perSecond) {
            putOffToMillis += SLOT_MILLIS;
            putOffInSlot = 0;
        }
        putOffInSlot++;
        return putOffToMillis;
    }
}
