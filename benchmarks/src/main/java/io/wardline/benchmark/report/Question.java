// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.report;

import org.jspecify.annotations.Nullable;

/**
 * How the figures of a question are shown.
 *
 * @param title of its chart
 * @param x the scale that it was asked along; none when its series are compared as bars
 * @param measured what was measured, without its unit
 * @param spacing of what was measured
 */
record Question(String title, @Nullable Axis x, String measured, Spacing spacing) {
    /** The axis of what was measured in this unit. */
    Axis y(String unit) {
        Quantity quantity = Quantity.of(unit);
        boolean plain = quantity.saysUnit() || unit.isBlank();
        return new Axis(plain ? measured : measured + " (" + unit + ")", quantity, spacing);
    }
}
