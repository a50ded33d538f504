// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.report;

import java.util.List;

/** How the values of an axis are spaced. */
enum Spacing {
    /** Equal differences are equally long. */
    LINEAR,
    /** Equal ratios are equally long. */
    LOG,
    /** By ratio when the largest is so many times the smallest that the small ones could not be told apart, else by difference. */
    FITTING;

    private static final double TOO_FAR_APART = 30;

    /** Whether an axis with these values is to be logarithmic. Without any that is larger than zero it can't be. */
    boolean isLog(List<Double> values) {
        List<Double> positive =
                values.stream().filter(value -> value > 0).sorted().toList();
        if (positive.isEmpty() || this == LINEAR) {
            return false;
        }
        return this == LOG || positive.get(positive.size() - 1) > TOO_FAR_APART * positive.get(0);
    }
}
