// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.lint;

import io.wardline.pattern.condition.Predicate.Comparison;

/** The numbers that are left after comparisons with constants. */
record Interval(double low, boolean lowOpen, double high, boolean highOpen) {
    static final Interval SCORES = new Interval(0, false, 1, false);
    static final Interval COUNTS = new Interval(0, false, Double.POSITIVE_INFINITY, true);

    Interval with(Comparison comparison, double constant, boolean wanted) {
        return switch (comparison) {
            case LESS -> wanted ? below(constant, true) : above(constant, false);
            case LESS_OR_EQUAL -> wanted ? below(constant, false) : above(constant, true);
            case GREATER -> wanted ? above(constant, true) : below(constant, false);
            case GREATER_OR_EQUAL -> wanted ? above(constant, false) : below(constant, true);
            case EQUAL -> wanted ? above(constant, false).below(constant, false) : without(constant);
        };
    }

    boolean isEmpty() {
        return low > high || (low == high && (lowOpen || highOpen));
    }

    /** Whether a number of this size or more is left. */
    boolean reaches(double least) {
        return high > least || (high == least && !highOpen);
    }

    private Interval below(double bound, boolean open) {
        if (bound > high || (bound == high && (highOpen || !open))) {
            return this;
        }
        return new Interval(low, lowOpen, bound, open);
    }

    private Interval above(double bound, boolean open) {
        if (bound < low || (bound == low && (lowOpen || !open))) {
            return this;
        }
        return new Interval(bound, open, high, highOpen);
    }

    /** Exact at the ends only; a hole in the middle is not kept, which leaves too much and never too little. */
    private Interval without(double constant) {
        boolean atLow = constant == low;
        boolean atHigh = constant == high;
        return new Interval(low, lowOpen || atLow, high, highOpen || atHigh);
    }
}
