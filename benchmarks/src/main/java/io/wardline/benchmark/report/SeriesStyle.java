// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.report;

import java.util.List;

/** How a series is told from the others: by a colour that colour-blind readers can tell apart, and by the shape of its marks. */
enum SeriesStyle {
    CIRCLE("#0072b2", "M-4.5 0 A4.5 4.5 0 1 1 4.5 0 A4.5 4.5 0 1 1 -4.5 0 Z"),
    SQUARE("#d55e00", "M-4 -4 H4 V4 H-4 Z"),
    TRIANGLE("#009e73", "M0 -5.5 L5 4 H-5 Z"),
    DIAMOND("#cc79a7", "M0 -5.5 L5.5 0 L0 5.5 L-5.5 0 Z"),
    WEDGE("#56b4e9", "M0 5.5 L5 -4 H-5 Z"),
    BAR("#e69f00", "M-5.5 -3 H5.5 V3 H-5.5 Z"),
    POST("#1b1f24", "M-3 -5.5 H3 V5.5 H-3 Z");

    private static final List<SeriesStyle> ALL = List.of(values());

    private final String color;
    private final String mark;

    SeriesStyle(String color, String mark) {
        this.color = color;
        this.mark = mark;
    }

    /** Of the series with this index; they repeat after the seventh. */
    static SeriesStyle of(int index) {
        return ALL.get(index % ALL.size());
    }

    String color() {
        return color;
    }

    /** A path around (0, 0). */
    String mark() {
        return mark;
    }
}
