// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.report;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** An SVG in the making: needs nothing beside it, can be read on dark pages, and has the same bytes whenever the same is drawn. */
final class Svg {
    /** Of every chart, in pixels. */
    static final int WIDTH = 720;

    private static final String STYLE =
            """
            <style>
              text { font: 12px sans-serif; fill: #1b1f24; }
              .title { font-size: 16px; font-weight: 600; } .soft { fill: #57606a; font-size: 11px; }
              .grid { stroke: #d8dee4; } .axis { stroke: #57606a; } .whisker { stroke-width: 1.5; }
              path { fill: none; } .series { stroke-width: 2; } .marker { stroke: #ffffff; }
            </style>
            """;

    /** Of a letter of sans-serif text to its size, on average; a little wide, for fonts differ. */
    private static final double LETTER = 0.58;

    private final StringBuilder body = new StringBuilder();

    /** How long a text is in about, in pixels. */
    static double length(String text, int size) {
        return text.length() * size * LETTER;
    }

    /**
     * An element without content.
     *
     * @param attributes name, value, name, value, ...; numbers are written with one decimal
     */
    void element(String name, Object... attributes) {
        body.append('<').append(name);
        attributes(attributes);
        body.append("/>\n");
    }

    /**
     * Text whose base line begins, ends or has its middle there.
     *
     * @param anchor {@code start}, {@code end} or {@code middle}
     * @param more attributes, as those of an element
     */
    void text(String text, double x, double y, String anchor, Object... more) {
        body.append("<text");
        attributes("x", x, "y", y, "text-anchor", anchor);
        attributes(more);
        body.append('>').append(escaped(text)).append("</text>\n");
    }

    /** The points of a path. */
    static String path(double... xy) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < xy.length; i += 2) {
            path.append(i == 0 ? "M" : " L").append(pixels(xy[i])).append(' ').append(pixels(xy[i + 1]));
        }
        return path.toString();
    }

    /** A move of an element to there. */
    static String to(double x, double y) {
        return "translate(" + pixels(x) + " " + pixels(y) + ")";
    }

    /**
     * The whole file.
     *
     * @param height in pixels
     * @param title what it shows, for those who can't see it, too
     * @param description the figures, for those who can't see it
     */
    String finished(double height, String title, String description) {
        String h = pixels(height);
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + WIDTH + "\" height=\"" + h + "\" viewBox=\"0 0 "
                + WIDTH + " " + h + "\" role=\"img\">\n"
                + "<title>" + escaped(title) + "</title>\n<desc>" + escaped(description) + "</desc>\n" + STYLE
                + "<rect class=\"background\" width=\"" + WIDTH + "\" height=\"" + h + "\" fill=\"#ffffff\"/>\n"
                + body + "</svg>\n";
    }

    private void attributes(Object... attributes) {
        for (int i = 0; i < attributes.length; i += 2) {
            Object value = attributes[i + 1];
            String written = value instanceof Number number ? pixels(number.doubleValue()) : value.toString();
            body.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(escaped(written))
                    .append('"');
        }
    }

    private static String pixels(double value) {
        return BigDecimal.valueOf(value)
                .setScale(1, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    /** With what XML can't hold at all, such as a control character, as a question mark. */
    private static String escaped(String text) {
        return text.replaceAll("[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]", "?")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
