// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.report;

/**
 * An axis of a chart.
 *
 * @param title what lies along it, with the unit when its numbers do not say it
 * @param quantity how its numbers are written
 * @param spacing of its values
 */
record Axis(String title, Quantity quantity, Spacing spacing) {
    /** The title, which also says when equal lengths are not equal differences. */
    String title(Scale scale) {
        return scale.isLog() ? title + ", log scale" : title;
    }
}
