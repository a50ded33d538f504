// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class LineChartTest {
    private static final Axis X = new Axis("Open conversations", Quantity.COUNT, Spacing.LOG);
    private static final Axis Y = new Axis("Throughput (events/s)", Quantity.COUNT, Spacing.LINEAR);

    /** Positions are written with one decimal. */
    private static final Offset<Double> ROUNDED = within(0.11);

    private static final List<Measurement> FIGURES = List.of(
            new Measurement("q", "wardline", 10, "events/s", 200_000, 100_000, 400_000, 5),
            new Measurement("q", "wardline", 100, "events/s", 400_000, 400_000, 400_000, 5),
            new Measurement("q", "a <b> & \"c\"", 1000, "events/s", 0, 0, 0, 5));

    @Test
    void aValueAtTheMaximumIsAtTheTopAndZeroAtTheFoot() throws Exception {
        Drawn drawn = drawn(FIGURES);
        Element plot = drawn.all("plot").get(0);
        double top = Drawn.number(plot, "y");
        double foot = top + Drawn.number(plot, "height");
        List<Element> markers = drawn.all("marker");
        assertThat(markers).hasSize(3);
        assertThat(y(markers.get(0))).isCloseTo((top + foot) / 2, ROUNDED);
        assertThat(y(markers.get(1))).isCloseTo(top, ROUNDED);
        assertThat(y(markers.get(2))).isCloseTo(foot, ROUNDED);
        assertThat(drawn.texts("y")).containsExactly("0", "100k", "200k", "300k", "400k");
    }

    @Test
    void equalRatiosAreEquallyFarApart() throws Exception {
        Drawn drawn = drawn(FIGURES);
        List<Element> markers = drawn.all("marker");
        double step = x(markers.get(1)) - x(markers.get(0));
        assertThat(step).isGreaterThan(200);
        assertThat(x(markers.get(2)) - x(markers.get(1))).isCloseTo(step, ROUNDED);
        assertThat(drawn.texts("x")).containsExactly("10", "100", "1k");
    }

    @Test
    void aWhiskerReachesFromTheLowestToTheHighest() throws Exception {
        Drawn drawn = drawn(FIGURES);
        Element plot = drawn.all("plot").get(0);
        double top = Drawn.number(plot, "y");
        double height = Drawn.number(plot, "height");
        // Only the first figure has a spread: from a quarter of the axis to its end.
        assertThat(drawn.all("whisker")).hasSize(1);
        List<Double> path = Drawn.numbers(drawn.all("whisker").get(0), "d");
        double at = x(drawn.all("marker").get(0));
        assertThat(path.subList(0, 4))
                .satisfiesExactly(
                        x -> assertThat(x).isEqualTo(at),
                        y -> assertThat(y).isCloseTo(top + height * 3 / 4, ROUNDED),
                        x -> assertThat(x).isEqualTo(at),
                        y -> assertThat(y).isCloseTo(top, ROUNDED));
    }

    @Test
    void aLineGoesThroughItsMarksFromLeftToRight() throws Exception {
        List<Measurement> shuffled = new ArrayList<>(FIGURES);
        Collections.swap(shuffled, 0, 1);
        Drawn drawn = drawn(shuffled);
        List<Element> markers = drawn.all("marker");
        // The first two are the strokes of the legend.
        assertThat(Drawn.numbers(drawn.all("series").get(2), "d"))
                .containsExactly(x(markers.get(0)), y(markers.get(0)), x(markers.get(1)), y(markers.get(1)));
        assertThat(x(markers.get(0))).isLessThan(x(markers.get(1)));
    }

    @Test
    void whatItSaysIsEscapedAndDescribed() throws Exception {
        Drawn drawn = Drawn.of(LineChart.draw("1 < 2 & \u0000", X, Y, FIGURES));
        assertThat(drawn.only("title")).isEqualTo("1 < 2 & ?");
        assertThat(drawn.texts("title")).containsExactly("1 < 2 & ?");
        assertThat(drawn.texts("name")).containsExactly("wardline", "a <b> & \"c\"");
        assertThat(drawn.only("desc"))
                .isEqualTo("Throughput (events/s) by Open conversations. wardline: 200,000 at 10, 400,000 at 100."
                        + " a <b> & \"c\": 0 at 1k.");
        assertThat(drawn.texts("soft")).containsExactly("Median of 5 runs; whiskers from lowest to highest.");
    }

    @Test
    void itHasAWhiteGroundOfItsWholeSize() throws Exception {
        Drawn drawn = drawn(FIGURES);
        Element svg = drawn.document().getDocumentElement();
        Element ground = drawn.all("background").get(0);
        assertThat(ground.getAttribute("fill")).isEqualTo("#ffffff");
        assertThat(ground.getAttribute("width"))
                .isEqualTo(svg.getAttribute("width"))
                .isEqualTo("720");
        assertThat(ground.getAttribute("height")).isEqualTo(svg.getAttribute("height"));
    }

    @Test
    void theSameFiguresGiveTheSameBytes() {
        assertThat(LineChart.draw("t", X, Y, FIGURES)).isEqualTo(LineChart.draw("t", X, Y, List.copyOf(FIGURES)));
    }

    @Test
    void aLegendThatIsTooLongHasRows() throws Exception {
        List<Measurement> many = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            many.add(new Measurement("q", "a contender called " + i, 1, "events/s", i, i, i, 1));
        }
        Drawn drawn = drawn(many);
        double top = Drawn.number(drawn.all("plot").get(0), "y");
        assertThat(drawn.all("name")).hasSize(12).allSatisfy(name -> {
            double end = Drawn.number(name, "x") + Svg.length(name.getTextContent(), 12);
            assertThat(end).isLessThan(Svg.WIDTH);
            assertThat(Drawn.number(name, "y")).isLessThan(top);
        });
    }

    @Test
    void labelsThatWouldOverlapAreLeftOut() throws Exception {
        List<Measurement> many = new ArrayList<>();
        for (int x = 1; x <= 100; x++) {
            many.add(new Measurement("q", "wardline", x, "events/s", x, x, x, 1));
        }
        List<Element> labels = drawn(many).all("x");
        assertThat(labels).hasSizeBetween(5, 40);
        double free = 0;
        for (Element label : labels) {
            double half = Svg.length(label.getTextContent(), 12) / 2;
            assertThat(Drawn.number(label, "x") - half).isGreaterThan(free);
            free = Drawn.number(label, "x") + half;
        }
    }

    private static Drawn drawn(List<Measurement> figures) throws Exception {
        return Drawn.of(LineChart.draw("Title", X, Y, figures));
    }

    private static double x(Element marker) {
        return Drawn.numbers(marker, "transform").get(0);
    }

    private static double y(Element marker) {
        return Drawn.numbers(marker, "transform").get(1);
    }
}
