// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.report;

import java.util.Arrays;

/** Exact percentiles of some times, in milliseconds; none of an empty one. */
public final class Percentiles {
    private final double[] sorted;

    public Percentiles(double[] millis) {
        sorted = millis.clone();
        Arrays.sort(sorted);
    }

    public int count() {
        return sorted.length;
    }

    /** The smallest that at least this share of all do not exceed. */
    public double at(double share) {
        if (sorted.length == 0) {
            throw new IllegalStateException("nothing was measured: let it run for longer");
        }
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.max(0, rank - 1)];
    }
}
