// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Where values lie along an axis: 0 is its beginning, 1 its end. */
final class Scale {
    /** The part of a logarithmic axis that is given to zero, which lies infinitely far to the left. */
    private static final double ZERO_ROOM = 0.12;

    /** How many ticks a linear axis has at most, besides zero. */
    private static final int TICKS = 5;

    /** Of how many powers of ten a logarithmic axis can be and still have room for ticks at its ends, whatever they are. */
    private static final int WIDEST = 6;

    private static final int[] ROUND = {1, 2, 5};

    private final boolean log;
    private final double lowest;
    private final double highest;
    /** Where the lowest lies. */
    private final double begin;

    private final List<Double> ticks;

    private Scale(boolean log, double lowest, double highest, double begin, List<Double> ticks) {
        this.log = log;
        this.lowest = lowest;
        this.highest = highest;
        this.begin = begin;
        this.ticks = List.copyOf(ticks);
    }

    /** From zero, or from a round number when it is logarithmic, to a round number that is no less than any value. */
    static Scale measured(Spacing spacing, List<Double> values) {
        double highest = values.isEmpty() ? 0 : Collections.max(values);
        return spacing.isLog(values) ? log(smallestPositive(values), highest) : fromZero(highest);
    }

    /** As {@link #measured}, for bars: it begins so far below the smallest value that its bar can be seen. */
    static Scale bars(Spacing spacing, List<Double> values) {
        double highest = values.isEmpty() ? 0 : Collections.max(values);
        return spacing.isLog(values) ? log(smallestPositive(values) / 2, highest) : fromZero(highest);
    }

    /** From the smallest to the largest of these positions, which are its ticks. Zero on a logarithmic axis has a place of its own. */
    static Scale positions(Spacing spacing, List<Double> positions) {
        List<Double> ticks = positions.stream().distinct().sorted().toList();
        boolean log = spacing.isLog(ticks);
        double lowest = log ? smallestPositive(ticks) : Collections.min(ticks);
        double begin = log && ticks.get(0) <= 0 ? ZERO_ROOM : 0;
        return new Scale(log, lowest, Collections.max(ticks), begin, ticks);
    }

    boolean isLog() {
        return log;
    }

    /** Whether zero has a place of its own. */
    boolean hasZeroRoom() {
        return begin > 0;
    }

    List<Double> ticks() {
        return ticks;
    }

    /** From 0 to 1. What lies beyond an end, as zero does on a logarithmic axis, is at that end. */
    double position(double value) {
        if (log && value < lowest) {
            return 0;
        }
        if (lowest == highest) {
            return begin > 0 ? 1 : 0.5;
        }
        double part = log
                ? StrictMath.log10(value / lowest) / StrictMath.log10(highest / lowest)
                : (value - lowest) / (highest - lowest);
        return Math.max(0, Math.min(1, begin + (1 - begin) * part));
    }

    private static Scale fromZero(double highest) {
        double step = highest > 0 ? round(atLeast(highest / TICKS)) : 1;
        // A highest value of 0.6 is three steps of 0.2, though as doubles it is a little more.
        int steps = Math.max(1, (int) Math.ceil(highest / step - 1e-9));
        List<Double> ticks = new ArrayList<>();
        for (int i = 0; i <= steps; i++) {
            ticks.add(i * step);
        }
        return new Scale(false, 0, steps * step, 0, ticks);
    }

    private static Scale log(double lowest, double highest) {
        int from = atMost(lowest);
        int to = Math.max(from + 1, atLeast(highest));
        boolean wide = to - from >= 2 * ROUND.length;
        boolean ends = to - from <= WIDEST * ROUND.length;
        List<Double> ticks = new ArrayList<>();
        for (int i = from; i <= to; i++) {
            boolean power = Math.floorMod(i, ROUND.length) == 0;
            if (!wide || power || (ends && (i == from || i == to))) {
                ticks.add(round(i));
            }
        }
        return new Scale(true, round(from), round(to), 0, ticks);
    }

    /** The round numbers are ..., 0.5, 1, 2, 5, 10, 20, ...; the one with index 0 is 1. */
    private static double round(int index) {
        return Double.parseDouble(ROUND[Math.floorMod(index, ROUND.length)] + "e" + Math.floorDiv(index, ROUND.length));
    }

    /** The index of the largest round number that is no more than this. */
    private static int atMost(double value) {
        int index = ((int) Math.floor(StrictMath.log10(value)) - 1) * ROUND.length;
        while (round(index + 1) <= value) {
            index++;
        }
        return index;
    }

    /** The index of the smallest round number that is no less than this. */
    private static int atLeast(double value) {
        int index = atMost(value);
        return round(index) < value ? index + 1 : index;
    }

    private static double smallestPositive(List<Double> values) {
        return values.stream()
                .mapToDouble(Double::doubleValue)
                .filter(value -> value > 0)
                .min()
                .orElse(1);
    }
}
