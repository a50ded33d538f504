// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.report;

import io.wardline.cli.UserError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Draws one chart for each question that there are figures of. */
public final class Charts {
    private Charts() {}

    /**
     * The SVGs by question, in the order in which the questions come first. When a series has several figures at the same position, as
     * when a run was repeated into the same file, the last counts.
     *
     * @throws UserError when a question has figures in several units
     */
    public static Map<String, String> draw(List<Measurement> measurements) {
        Map<String, String> drawn = new LinkedHashMap<>();
        byQuestion(measurements).forEach((name, figures) -> drawn.put(name, draw(name, latest(figures))));
        return drawn;
    }

    /** The questions in the order in which they come first, each with its figures in their order. */
    static Map<String, List<Measurement>> byQuestion(List<Measurement> measurements) {
        return measurements.stream()
                .collect(Collectors.groupingBy(Measurement::question, LinkedHashMap::new, Collectors.toList()));
    }

    private static String draw(String name, List<Measurement> figures) {
        Set<String> units = figures.stream().map(Measurement::unit).collect(Collectors.toCollection(TreeSet::new));
        if (units.size() > 1) {
            throw new UserError("%s was measured in several units (%s): draw each from a file of its own"
                    .formatted(name, String.join(", ", units)));
        }
        Question question = Questions.of(name, figures);
        Axis y = question.y(units.iterator().next());
        return question.x() == null
                ? BarChart.draw(question.title(), y, figures)
                : LineChart.draw(question.title(), question.x(), y, figures);
    }

    /** A figure that replaces another takes its place. */
    private static List<Measurement> latest(List<Measurement> figures) {
        Map<Place, Measurement> latest = new LinkedHashMap<>();
        figures.forEach(figure -> latest.put(new Place(figure.series(), figure.x()), figure));
        return new ArrayList<>(latest.values());
    }

    /** Where a figure is in its chart. */
    private record Place(String series, double x) {}
}
