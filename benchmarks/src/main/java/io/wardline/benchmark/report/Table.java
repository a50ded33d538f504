// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.report;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Measurements as a table for a terminal. */
public final class Table {
    private static final List<String> HEAD = List.of("question", "series", "x", "median", "spread", "unit");
    private static final List<Boolean> NUMERIC = List.of(false, false, true, true, true, false);

    private Table() {}

    /**
     * Prints a row for each, those of a question together. The spread is from the lowest to the highest; of a single run there is none.
     */
    public static void print(PrintWriter out, List<Measurement> measurements) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        Charts.byQuestion(measurements).forEach((name, figures) -> {
            Question question = Questions.of(name, figures);
            figures.forEach(figure -> rows.add(row(question, figure)));
        });
        int[] widths = new int[HEAD.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        rows.forEach(row -> out.println(line(row, widths)));
        out.flush();
    }

    private static List<String> row(Question question, Measurement figure) {
        Axis x = question.x();
        return List.of(
                figure.question(),
                figure.series(),
                x == null ? "" : x.quantity().brief(figure.x()),
                number(figure.median()),
                figure.repetitions() > 1 ? number(figure.lowest()) + ".." + number(figure.highest()) : "",
                figure.unit());
    }

    private static String number(double value) {
        return Quantity.grouped(Rounding.KEPT, value);
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = row.get(i);
            String room = " ".repeat(widths[i] - cell.length());
            line.append(i == 0 ? "" : "  ").append(NUMERIC.get(i) ? room + cell : cell + room);
        }
        return line.toString().stripTrailing();
    }
}
