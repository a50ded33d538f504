// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern;

/** How often a step is taken. Bounded, since each number of times is a way of its own through the pattern. */
public record Times(int min, int max) {
    /** Enough for "again and again"; more would multiply the open matches of a conversation. */
    public static final int MOST = 8;

    public static final Times ONCE = new Times(1, 1);

    public Times {
        if (min < 1 || max < min || max > MOST) {
            throw new IllegalArgumentException("a step is taken 1 to " + MOST + " times, not " + min + " to " + max);
        }
    }

    /** How many numbers of times there are. */
    public int choices() {
        return max - min + 1;
    }
}
