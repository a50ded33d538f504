// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** The one place where figures are rounded: more digits than repetitions agree on only make them hard to read. */
final class Rounding {
    /** Significant digits of a figure that is kept or printed in full. */
    static final int KEPT = 4;

    private Rounding() {}

    /** To {@link #KEPT} significant digits. */
    static BigDecimal kept(double value) {
        return to(KEPT, BigDecimal.valueOf(value));
    }

    /** A position on a scale: it was chosen, not measured, so that a whole number stays as it is. */
    static BigDecimal position(double x) {
        boolean whole = x == Math.rint(x);
        return whole ? BigDecimal.valueOf(x).stripTrailingZeros() : kept(x);
    }

    /** To this many significant digits, without zeros at the end. */
    static BigDecimal to(int digits, BigDecimal value) {
        return value.round(new MathContext(digits, RoundingMode.HALF_UP)).stripTrailingZeros();
    }
}
