// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.patterns;

import io.wardline.pattern.catalog.PatternSource;
import io.wardline.pattern.lint.Cost;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;

/** What patterns cost at most, one a line. */
final class CostTable {
    private static final String ROW = "%-32s %8s %14s %15s %15s %18s";

    private CostTable() {}

    static void print(PrintWriter out, Map<PatternSource, Optional<Cost>> costs) {
        if (costs.values().stream().allMatch(Optional::isEmpty)) {
            return;
        }
        out.println(ROW.formatted("pattern", "automata", "conds/event", "KiB/conv.", "open matches", "step tests"));
        costs.forEach((pattern, cost) -> cost.ifPresent(known -> out.println(ROW.formatted(
                pattern.id(),
                known.automata(),
                known.conditionsPerEvent(),
                Counted.grouped(Cost.bytesPerConversation() / 1024),
                Counted.grouped(known.partialMatches()),
                Counted.grouped(known.evaluations())))));
        out.println(
                "At most, in a conversation with all of its %d events. conds/event: tested for each event before any automaton runs."
                        .formatted(Cost.EVENTS));
        out.println(
                "KiB/conv.: its evidence, about %d bytes an event, kept once for all patterns. step tests: for one event that decides."
                        .formatted(Cost.TYPICAL_EVENT_BYTES));
    }
}
