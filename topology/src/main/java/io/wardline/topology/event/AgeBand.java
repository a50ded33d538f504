// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.event;

/** How old an account's holder is, as far as known. The order is that of the stored form: append only. */
public enum AgeBand {
    UNKNOWN,
    UNDER_13,
    AGE_13_15,
    AGE_16_17,
    ADULT;

    /** Known to be under 18. */
    public boolean isMinor() {
        return switch (this) {
            case UNDER_13, AGE_13_15, AGE_16_17 -> true;
            case UNKNOWN, ADULT -> false;
        };
    }

    /** A minor, or not known not to be one: the filing deadline counts both. */
    public boolean mayBeMinor() {
        return this != ADULT;
    }

    /** The younger of two bands of one account; a known band beats an unknown one. */
    public static AgeBand younger(AgeBand a, AgeBand b) {
        if (a == UNKNOWN) {
            return b;
        }
        if (b == UNKNOWN) {
            return a;
        }
        return a.compareTo(b) <= 0 ? a : b;
    }
}
