// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.report;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;

/** What a number is of, and so how people like to read it. */
enum Quantity {
    /** Anything counted: {@code 512}, {@code 10k}, {@code 2.5M}. */
    COUNT,
    /** A part of 1: 0.05 is {@code 5 %}. */
    SHARE,
    /** A part of 100: 5 is {@code 5 %}. */
    PERCENT,
    /** {@code 10 ms}, {@code 90 s}, {@code 1 h}. */
    SECONDS,
    /** As seconds, of a thousandth. */
    MILLISECONDS,
    /** In powers of 1000: {@code 512 B}, {@code 1.5 MB}. */
    BYTES;

    private static final int DIGITS = 3;
    private static final List<Step> THOUSANDS = List.of(new Step("G", 1e9), new Step("M", 1e6), new Step("k", 1e3));
    private static final List<Step> BYTE_UNITS = List.of(
            new Step(" TB", 1e12), new Step(" GB", 1e9), new Step(" MB", 1e6), new Step(" kB", 1e3), new Step(" B", 1));
    private static final List<Step> LONG_TIMES =
            List.of(new Step(" d", 86_400), new Step(" h", 3_600), new Step(" min", 60));
    private static final List<Step> SHORT_TIMES =
            List.of(new Step(" s", 1), new Step(" ms", 1e-3), new Step(" µs", 1e-6));

    /** What figures with this unit are of; a count of it when it is no unit that is known here. */
    static Quantity of(String unit) {
        return switch (unit) {
            case "%", "percent" -> PERCENT;
            case "share" -> SHARE;
            case "s", "seconds" -> SECONDS;
            case "ms", "milliseconds" -> MILLISECONDS;
            case "B", "bytes" -> BYTES;
            default -> COUNT;
        };
    }

    /** Whether what {@link #brief} writes says the unit. */
    boolean saysUnit() {
        return this != COUNT;
    }

    /** As short as an axis wants it: three significant digits. */
    String brief(double value) {
        double rounded = Rounding.to(DIGITS, BigDecimal.valueOf(value)).doubleValue();
        if (rounded == 0) {
            return "0";
        }
        return switch (this) {
            case COUNT ->
                THOUSANDS.stream()
                        .filter(step -> Math.abs(rounded) >= step.size())
                        .findFirst()
                        .map(step -> step.of(rounded))
                        .orElseGet(() -> grouped(DIGITS, rounded));
            case SHARE -> grouped(DIGITS, rounded * 100) + " %";
            case PERCENT -> grouped(DIGITS, rounded) + " %";
            case SECONDS -> duration(value);
            case MILLISECONDS -> duration(value / 1000);
            case BYTES -> largest(BYTE_UNITS, rounded);
        };
    }

    /** As {@link #brief}, but counts in full: {@code 312,000}. */
    String full(double value) {
        return this == COUNT ? grouped(DIGITS, value) : brief(value);
    }

    /** A number with this many significant digits and thousands separators: {@code 312,400}. */
    static String grouped(int digits, double value) {
        return new DecimalFormat("#,##0.####################", DecimalFormatSymbols.getInstance(Locale.ROOT))
                .format(Rounding.to(digits, BigDecimal.valueOf(value)));
    }

    /** In the longest unit that needs no more than one decimal; what is in none is in seconds or less. */
    private static String duration(double seconds) {
        return LONG_TIMES.stream()
                .filter(step -> seconds >= step.size() && seconds * 10 % step.size() == 0)
                .findFirst()
                .map(step -> step.of(seconds))
                .orElseGet(() -> largest(SHORT_TIMES, seconds));
    }

    /** In the largest unit of which there is at least one, or else in the smallest. */
    private static String largest(List<Step> units, double value) {
        return units.stream()
                .filter(step -> Math.abs(value) >= step.size())
                .findFirst()
                .orElse(units.get(units.size() - 1))
                .of(value);
    }

    /** A larger or smaller unit. */
    private record Step(String name, double size) {
        String of(double value) {
            return grouped(DIGITS, value / size) + name;
        }
    }
}
