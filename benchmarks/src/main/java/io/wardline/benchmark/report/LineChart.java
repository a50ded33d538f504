// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Figures along a scale: one line for each series, with a mark at each median and a whisker from the lowest to the highest. */
final class LineChart {
    private static final int MARGIN = 20;
    private static final int LEFT = 96;
    private static final int RIGHT = Svg.WIDTH - 28;
    private static final int PLOT_HEIGHT = 300;
    /** Between the ends of the horizontal axis and what is drawn. */
    private static final int INSET = 18;

    private static final int LEGEND_TOP = 64;
    private static final int LEGEND_ROW = 20;
    /** Between two labels of the axis at least; one that would be nearer is left out. */
    private static final int LABEL_GAP = 8;

    private final Axis x;
    private final Axis y;
    private final Map<String, List<Measurement>> series = new LinkedHashMap<>();
    private final Scale across;
    private final Scale up;
    private final Svg svg = new Svg();
    private double top;

    private LineChart(Axis x, Axis y, List<Measurement> figures) {
        this.x = x;
        this.y = y;
        for (Measurement figure : figures) {
            series.computeIfAbsent(figure.series(), name -> new ArrayList<>()).add(figure);
        }
        series.values().forEach(points -> points.sort(Comparator.comparingDouble(Measurement::x)));
        across = Scale.positions(
                x.spacing(), figures.stream().map(Measurement::x).toList());
        up = Scale.measured(
                y.spacing(),
                figures.stream()
                        .flatMap(figure -> Stream.of(figure.lowest(), figure.median(), figure.highest()))
                        .toList());
    }

    /**
     * The SVG.
     *
     * @param figures at least one, all with the same unit
     */
    static String draw(String title, Axis x, Axis y, List<Measurement> figures) {
        LineChart chart = new LineChart(x, y, figures);
        chart.svg.text(title, MARGIN, 28, "start", "class", "title");
        chart.svg.text(Caption.repetitions(figures), MARGIN, 46, "start", "class", "soft");
        chart.legend();
        chart.upAxis();
        chart.acrossAxis();
        chart.lines();
        StringBuilder description = new StringBuilder(y.title() + " by " + x.title() + ".");
        chart.series.forEach((name, points) -> description.append(Caption.line(name, x, y, points)));
        return chart.svg.finished(chart.bottom() + 56, title, description.toString());
    }

    private double bottom() {
        return top + PLOT_HEIGHT;
    }

    private double px(double value) {
        return LEFT + INSET + across.position(value) * (RIGHT - LEFT - 2 * INSET);
    }

    private double py(double value) {
        return bottom() - up.position(value) * PLOT_HEIGHT;
    }

    /** As many to a row as fit. */
    private void legend() {
        double left = MARGIN;
        double row = LEGEND_TOP;
        int index = 0;
        for (String name : series.keySet()) {
            double length = 24 + Svg.length(name, 12);
            if (left > MARGIN && left + length > RIGHT) {
                left = MARGIN;
                row += LEGEND_ROW;
            }
            SeriesStyle style = SeriesStyle.of(index++);
            svg.element("path", "class", "series", "stroke", style.color(), "d", Svg.path(left, row, left + 18, row));
            mark(style, "key", left + 9, row);
            svg.text(name, left + 24, row + 4, "start", "class", "name");
            left += length + 20;
        }
        top = row + 24;
    }

    private void upAxis() {
        svg.element(
                "rect",
                "class",
                "plot",
                "x",
                LEFT,
                "y",
                top,
                "width",
                RIGHT - LEFT,
                "height",
                PLOT_HEIGHT,
                "fill",
                "none");
        for (double tick : up.ticks()) {
            svg.element("path", "class", "grid", "d", Svg.path(LEFT, py(tick), RIGHT, py(tick)));
            svg.text(y.quantity().brief(tick), LEFT - 8, py(tick) + 4, "end", "class", "y");
        }
        double middle = top + PLOT_HEIGHT / 2.0;
        svg.text(y.title(up), 0, 0, "middle", "transform", Svg.to(MARGIN + 2, middle) + " rotate(-90)");
    }

    private void acrossAxis() {
        svg.element("path", "class", "axis", "d", Svg.path(LEFT, bottom(), RIGHT, bottom()));
        double free = 0;
        for (double tick : across.ticks()) {
            double at = px(tick);
            svg.element("path", "class", "axis", "d", Svg.path(at, bottom(), at, bottom() + 5));
            String label = x.quantity().brief(tick);
            double half = Svg.length(label, 12) / 2;
            if (at - half >= free) {
                svg.text(label, at, bottom() + 19, "middle", "class", "x");
                free = at + half + LABEL_GAP;
            }
        }
        if (across.hasZeroRoom()) {
            zeroBreak(px(across.ticks().get(0)) + 28);
        }
        svg.text(x.title(across), (LEFT + RIGHT) / 2.0, bottom() + 42, "middle");
    }

    /** Two strokes that say that the axis is not continuous there. */
    private void zeroBreak(double at) {
        for (double stroke = at; stroke <= at + 5; stroke += 5) {
            svg.element("path", "class", "axis", "d", Svg.path(stroke - 3, bottom() + 5, stroke + 3, bottom() - 5));
        }
    }

    /** The marks last, so that nothing of another series covers them. */
    private void lines() {
        int index = 0;
        for (List<Measurement> points : series.values()) {
            SeriesStyle style = SeriesStyle.of(index++);
            double[] path = points.stream()
                    .flatMapToDouble(point -> DoubleStream.of(px(point.x()), py(point.median())))
                    .toArray();
            svg.element("path", "class", "series", "stroke", style.color(), "d", Svg.path(path));
            points.forEach(point -> whisker(style, point));
        }
        index = 0;
        for (List<Measurement> points : series.values()) {
            SeriesStyle style = SeriesStyle.of(index++);
            points.forEach(point -> mark(style, "marker", px(point.x()), py(point.median())));
        }
    }

    private void whisker(SeriesStyle style, Measurement point) {
        double at = px(point.x());
        double low = py(point.lowest());
        double high = py(point.highest());
        if (low - high < 1) {
            return;
        }
        String path =
                Svg.path(at, low, at, high) + Svg.path(at - 4, low, at + 4, low) + Svg.path(at - 4, high, at + 4, high);
        svg.element("path", "class", "whisker", "stroke", style.color(), "d", path);
    }

    /** Its fill is a style of its own, for the sheet's rule for paths would win over an attribute. */
    private void mark(SeriesStyle style, String type, double left, double middle) {
        svg.element(
                "path",
                "class",
                type,
                "style",
                "fill: " + style.color(),
                "transform",
                Svg.to(left, middle),
                "d",
                style.mark());
    }
}
