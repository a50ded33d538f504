// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.report;

import java.util.List;
import java.util.stream.Stream;

/** One horizontal bar for each figure, with its value beside it and a whisker from the lowest to the highest. */
final class BarChart {
    private static final int MARGIN = 20;
    private static final int TOP = 64;
    private static final int ROW = 32;
    private static final int BAR = 20;
    /** For the value at the end of a bar. */
    private static final int VALUE_ROOM = 76;
    /** Between two labels of the axis at least; one that would be nearer is left out. */
    private static final int LABEL_GAP = 8;

    /** Of the names at the left at most, in pixels; longer ones are cut. */
    private static final double NAME_ROOM = 260;

    /** Of bars whose name begins with it, when not all do: whom the others are compared with. */
    private static final String OWN = "wardline";

    private static final String COLOR = "#0072b2";
    private static final String OTHERS = "#8c959f";

    private final Axis axis;
    private final List<Measurement> figures;
    private final Scale scale;
    private final Svg svg = new Svg();
    private final double left;

    private BarChart(Axis axis, List<Measurement> figures) {
        this.axis = axis;
        this.figures = figures;
        scale = Scale.bars(
                axis.spacing(),
                figures.stream()
                        .flatMap(figure -> Stream.of(figure.lowest(), figure.median(), figure.highest()))
                        .toList());
        double longest = figures.stream()
                .mapToDouble(figure -> Svg.length(figure.series(), 12))
                .max()
                .orElse(0);
        left = MARGIN + Math.min(longest, NAME_ROOM) + 12;
    }

    /**
     * The SVG.
     *
     * @param axis along the bars
     * @param figures at least one, all with the same unit; their positions count for nothing
     */
    static String draw(String title, Axis axis, List<Measurement> figures) {
        BarChart chart = new BarChart(axis, figures);
        chart.svg.text(title, MARGIN, 28, "start", "class", "title");
        chart.svg.text(Caption.repetitions(figures), MARGIN, 46, "start", "class", "soft");
        chart.axis();
        boolean compares = figures.stream().anyMatch(figure -> figure.series().startsWith(OWN));
        for (int i = 0; i < figures.size(); i++) {
            Measurement figure = figures.get(i);
            boolean own = !compares || figure.series().startsWith(OWN);
            chart.bar(figure, TOP + i * ROW + (ROW - BAR) / 2.0, own ? COLOR : OTHERS);
        }
        return chart.svg.finished(chart.bottom() + 56, title, Caption.bars(axis, figures));
    }

    private double bottom() {
        return TOP + figures.size() * ROW + 4.0;
    }

    private double px(double value) {
        return left + scale.position(value) * (Svg.WIDTH - MARGIN - VALUE_ROOM - left);
    }

    private void axis() {
        double free = 0;
        for (double tick : scale.ticks()) {
            double at = px(tick);
            svg.element("path", "class", "grid", "d", Svg.path(at, TOP, at, bottom()));
            String label = axis.quantity().brief(tick);
            double half = Svg.length(label, 12) / 2;
            if (at - half >= free) {
                svg.text(label, at, bottom() + 17, "middle", "class", "x");
                free = at + half + LABEL_GAP;
            }
        }
        svg.text(axis.title(scale), (left + Svg.WIDTH - MARGIN - VALUE_ROOM) / 2, bottom() + 40, "middle");
        svg.element("path", "class", "axis", "d", Svg.path(left, TOP, left, bottom()));
    }

    private void bar(Measurement figure, double top, String color) {
        double middle = top + BAR / 2.0;
        double end = px(figure.median());
        svg.text(cut(figure.series()), left - 8, middle + 4, "end", "class", "name");
        svg.element("rect", "class", "bar", "x", left, "y", top, "width", end - left, "height", BAR, "fill", color);
        double low = px(figure.lowest());
        double high = px(figure.highest());
        if (high - low >= 1) {
            String path = Svg.path(low, middle, high, middle)
                    + Svg.path(low, middle - 4, low, middle + 4)
                    + Svg.path(high, middle - 4, high, middle + 4);
            svg.element("path", "class", "whisker", "stroke", "#1b1f24", "d", path);
        }
        svg.text(axis.quantity().full(figure.median()), Math.max(end, high) + 6, middle + 4, "start", "class", "value");
    }

    private static String cut(String name) {
        int fits = (int) (NAME_ROOM / Svg.length("x", 12));
        return name.length() > fits ? name.substring(0, fits - 1) + "…" : name;
    }
}
