// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.backtest;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The report on the terminal. */
final class TableReport {
    /** More differences than this are in the files. */
    private static final int LISTED = 20;

    private final PrintWriter out;

    TableReport(PrintWriter out) {
        this.out = out;
    }

    void print(Summary summary, boolean compared) {
        Findings findings = summary.findings();
        Findings.Reading reading = findings.reading();
        line(
                "records",
                "%,d, of which %,d evidence in %,d conversations",
                reading.records(),
                reading.evidence(),
                findings.conversations());
        line(
                "time",
                "%.1f s reading, %.1f s detecting, on %d threads: %,.0f records a second on each",
                findings.readSeconds(),
                findings.detectSeconds(),
                findings.threads(),
                summary.recordsPerSecondAndThread());
        if (reading.rejected() > 0) {
            line("refused", "%,d records that the job would refuse; the first:", reading.rejected());
            reading.rejections().stream().limit(LISTED).forEach(text -> out.println("    " + text));
        }
        findings.quarantined()
                .forEach(automaton -> line("FAILED", "%s: what it would have told is missing", automaton));
        line("alerts", "%,d", findings.told().size());
        table("by severity", summary.bySeverity());
        table("by pattern", summary.byPattern());
        table(
                "by day",
                summary.byDay().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                day -> day.getValue().values().stream()
                                        .mapToLong(n -> n)
                                        .sum(),
                                (a, b) -> a,
                                TreeMap::new)));
        line(
                "lead time",
                "from the first evidence to the alert: half within %s, nine of ten within %s",
                Summary.span(summary.leadMillis(50)),
                Summary.span(summary.leadMillis(90)));
        summary.score().ifPresent(this::score);
        if (compared) {
            difference(findings);
        }
        out.flush();
    }

    private void score(Labels.Score score) {
        line(
                "labels",
                "precision %.4f, recall %.4f: %,d guilty conversations told, %,d missed, %,d innocent told, %,d told without a label",
                score.precision(),
                score.recall(),
                score.found(),
                score.missed().size(),
                score.accused().size(),
                score.unlabelled());
        list("missed:", score.missed());
        list("innocent, told:", score.accused());
    }

    private void difference(Findings findings) {
        line(
                "difference",
                "+%,d -%,d against the set that is live",
                findings.added().size(),
                findings.gone().size());
        list("+", findings.added().stream().map(TableReport::text).toList());
        list("-", findings.gone().stream().map(TableReport::text).toList());
    }

    private void list(String sign, List<String> items) {
        items.stream().limit(LISTED).forEach(item -> out.println("    " + sign + " " + item));
        if (items.size() > LISTED) {
            out.println("    %s %,d more, in the files that --out writes".formatted(sign, items.size() - LISTED));
        }
    }

    static String text(Told alert) {
        return "%-8s %s/%s in %s on %s at event %s"
                .formatted(
                        alert.severity(),
                        alert.key().patternId(),
                        alert.key().step(),
                        alert.key().conversationId(),
                        alert.key().offenderId(),
                        alert.key().decidingEventId());
    }

    private void table(String title, Map<?, Long> counts) {
        if (!counts.isEmpty()) {
            out.println("  " + title);
            counts.forEach((name, count) -> out.println("    %-40s %,12d".formatted(name, count)));
        }
    }

    private void line(String label, String format, Object... values) {
        out.println("%-12s ".formatted(label) + String.format(Locale.ROOT, format, values));
    }
}
