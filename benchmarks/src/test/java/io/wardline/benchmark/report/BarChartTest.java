// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class BarChartTest {
    private static final Axis LINEAR = new Axis("Throughput (events/s)", Quantity.COUNT, Spacing.LINEAR);
    private static final Axis LOG = new Axis("Throughput (events/s)", Quantity.COUNT, Spacing.LOG);

    /** Positions are written with one decimal. */
    private static final Offset<Double> ROUNDED = within(0.21);

    private static final List<Measurement> FIGURES = List.of(
            new Measurement("q", "wardline", 0, "events/s", 400, 200, 400, 3),
            new Measurement("q", "esper <9>", 0, "events/s", 100, 100, 100, 3));

    @Test
    void barsAreAsLongAsTheirValues() throws Exception {
        Drawn drawn = drawn(LINEAR, FIGURES);
        List<Element> bars = drawn.all("bar");
        assertThat(bars).hasSize(2);
        double longest = Drawn.number(bars.get(0), "width");
        assertThat(longest).isGreaterThan(300);
        assertThat(Drawn.number(bars.get(1), "width")).isCloseTo(longest / 4, ROUNDED);
        assertThat(drawn.texts("value")).containsExactly("400", "100");
        assertThat(drawn.texts("x")).containsExactly("0", "100", "200", "300", "400");
    }

    @Test
    void aWhiskerReachesFromTheLowestToTheHighest() throws Exception {
        Drawn drawn = drawn(LINEAR, FIGURES);
        assertThat(drawn.all("whisker")).hasSize(1);
        List<Double> path = Drawn.numbers(drawn.all("whisker").get(0), "d");
        Element bar = drawn.all("bar").get(0);
        double left = Drawn.number(bar, "x");
        double width = Drawn.number(bar, "width");
        assertThat(path.get(0)).isCloseTo(left + width / 2, ROUNDED);
        assertThat(path.get(2)).isCloseTo(left + width, ROUNDED);
    }

    @Test
    void equalRatiosAreEquallyLongOnALogScale() throws Exception {
        List<Measurement> figures = List.of(
                new Measurement("q", "a", 0, "events/s", 400_000, 400_000, 400_000, 1),
                new Measurement("q", "b", 0, "events/s", 20_000, 20_000, 20_000, 1),
                new Measurement("q", "c", 0, "events/s", 1_000, 1_000, 1_000, 1));
        Drawn drawn = drawn(LOG, figures);
        List<Double> widths =
                drawn.all("bar").stream().map(bar -> Drawn.number(bar, "width")).toList();
        assertThat(widths.get(0) - widths.get(1)).isCloseTo(widths.get(1) - widths.get(2), ROUNDED);
        assertThat(widths.get(2)).isGreaterThan(20);
        assertThat(drawn.texts("value")).containsExactly("400,000", "20,000", "1,000");
        assertThat(drawn.texts("soft")).containsExactly("One run each.");
    }

    @Test
    void valuesStayWithinThePicture() throws Exception {
        Drawn drawn = drawn(LINEAR, List.of(new Measurement("q", "a", 0, "events/s", 5e8, 5e8, 5e8, 1)));
        Element value = drawn.all("value").get(0);
        assertThat(value.getTextContent()).isEqualTo("500,000,000");
        assertThat(Drawn.number(value, "x") + Svg.length(value.getTextContent(), 12))
                .isLessThan(Svg.WIDTH);
    }

    @Test
    void longNamesAreCut() throws Exception {
        Drawn drawn = drawn(LINEAR, List.of(new Measurement("q", "x".repeat(100), 0, "events/s", 1, 1, 1, 1)));
        Element name = drawn.all("name").get(0);
        assertThat(name.getTextContent()).startsWith("xxx").endsWith("…");
        assertThat(Drawn.number(name, "x") - Svg.length(name.getTextContent(), 12))
                .isPositive();
    }

    @Test
    void oneIsToldFromThoseItIsComparedWith() throws Exception {
        assertThat(drawn(LINEAR, FIGURES).all("bar"))
                .extracting(bar -> bar.getAttribute("fill"))
                .containsExactly("#0072b2", "#8c959f");
        assertThat(drawn(LINEAR, FIGURES.subList(1, 2)).all("bar"))
                .extracting(bar -> bar.getAttribute("fill"))
                .containsExactly("#0072b2");
    }

    @Test
    void whatItSaysIsEscapedAndDescribed() throws Exception {
        Drawn drawn = drawn(LINEAR, FIGURES);
        assertThat(drawn.texts("name")).containsExactly("wardline", "esper <9>");
        assertThat(drawn.only("desc")).isEqualTo("Throughput (events/s). wardline: 400; esper <9>: 100.");
        assertThat(BarChart.draw("Title", LINEAR, FIGURES)).isEqualTo(BarChart.draw("Title", LINEAR, FIGURES));
    }

    private static Drawn drawn(Axis axis, List<Measurement> figures) throws Exception {
        return Drawn.of(BarChart.draw("Title", axis, figures));
    }
}
