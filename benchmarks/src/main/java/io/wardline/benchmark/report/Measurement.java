// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.report;

import java.util.Arrays;

/**
 * One figure of a run, over its repetitions.
 *
 * @param question what was asked, such as {@code open_conversations}; a chart shows those of one question
 * @param series whom it is of, such as {@code wardline}
 * @param x where on the question's scale, such as how many conversations were open; 0 where there is no scale
 * @param unit of the values, such as {@code events/s}
 * @param median of the repetitions
 * @param lowest of the repetitions
 * @param highest of the repetitions
 * @param repetitions how many
 */
public record Measurement(
        String question,
        String series,
        double x,
        String unit,
        double median,
        double lowest,
        double highest,
        int repetitions) {
    /** The figure of these repetitions, at least one. */
    public static Measurement of(String question, String series, double x, String unit, double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Measurement(question, series, x, unit, median, sorted[0], sorted[sorted.length - 1], sorted.length);
    }
}
