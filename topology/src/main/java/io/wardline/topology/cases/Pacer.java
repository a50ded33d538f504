// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

/** Bounds how many overdue cases a subtask tells of in each second of the clock. */
final class Pacer {
    private final int perSecond;
    private long second = Long.MIN_VALUE;
    private int told;

    Pacer(int perSecond) {
        this.perSecond = perSecond;
    }

    /** Whether one more may be told of at this moment. */
    boolean allows(long nowMillis) {
        long now = Math.floorDiv(nowMillis, 1_000L);
        // Also when the clock was set back: else nothing would be told until it is where it was.
        if (now != second) {
            second = now;
            told = 0;
        }
        return told < perSecond;
    }

    /** One was told of. */
    void told() {
        told++;
    }
}
