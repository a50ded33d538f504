// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.report;

import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.stream.Collectors;

/** What a chart says in words. */
final class Caption {
    private Caption() {}

    /** What its marks and whiskers are. */
    static String repetitions(List<Measurement> figures) {
        IntSummaryStatistics counts =
                figures.stream().mapToInt(Measurement::repetitions).summaryStatistics();
        if (counts.getMax() <= 1) {
            return "One run each.";
        }
        String often = counts.getMin() == counts.getMax()
                ? String.valueOf(counts.getMax())
                : counts.getMin() + " to " + counts.getMax();
        return "Median of " + often + " runs; whiskers from lowest to highest.";
    }

    /** The medians of bars. */
    static String bars(Axis y, List<Measurement> figures) {
        return figures.stream()
                .map(figure -> figure.series() + ": " + y.quantity().full(figure.median()))
                .collect(Collectors.joining("; ", y.title() + ". ", "."));
    }

    /** The medians along a line, to be put after those of others. */
    static String line(String series, Axis x, Axis y, List<Measurement> figures) {
        return figures.stream()
                .map(figure -> y.quantity().full(figure.median()) + " at "
                        + x.quantity().brief(figure.x()))
                .collect(Collectors.joining(", ", " " + series + ": ", "."));
    }
}
