// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.backtest;

import io.wardline.pattern.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The report as one HTML page with plots; it needs nothing from anywhere, and no script. */
final class PageReport {
    private static final int LISTED = 1_000;
    private static final int WIDTH = 760;
    private static final int BAR = 22;
    private static final int LABEL = 250;
    private static final int PLOT = 220;

    private static final Map<Severity, String> COLOURS = Map.of(
            Severity.LOW,
            "#7fb2d9",
            Severity.MEDIUM,
            "#e8b84a",
            Severity.HIGH,
            "#e07b39",
            Severity.CRITICAL,
            "#b3262e");

    private static final String STYLE =
            """
            :root { color-scheme: light dark; }
            body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
            h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
            dl { display: grid; grid-template-columns: max-content auto; gap: .2rem 1.5rem; } dt { opacity: .7; } dd { margin: 0; }
            svg { max-width: 100%; height: auto; } svg text { font: 12px system-ui, sans-serif; fill: currentColor; }
            table { border-collapse: collapse; font-size: .85rem; } td, th { padding: .15rem .8rem .15rem 0; text-align: left; }
            .plus { color: #2f8f4e; } .minus { color: #c2413b; }
            """;

    private PageReport() {}

    static void write(Path file, Summary summary, boolean compared) throws IOException {
        Files.writeString(file, page(summary, compared), StandardCharsets.UTF_8);
    }

    private static String page(Summary summary, boolean compared) {
        Findings findings = summary.findings();
        StringBuilder page = new StringBuilder();
        page.append(
                        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Wardline backtest</title><style>")
                .append(STYLE)
                .append("</style></head><body>\n<h1>Backtest</h1>\n<dl>");
        fact(
                page,
                "Records",
                "%,d, of which %,d are evidence",
                findings.reading().records(),
                findings.reading().evidence());
        fact(page, "Conversations with evidence", "%,d", findings.conversations());
        fact(page, "Refused records", "%,d", findings.reading().rejected());
        fact(page, "Alerts", "%,d", findings.told().size());
        fact(
                page,
                "Lead time",
                "half within %s, nine of ten within %s of the first evidence",
                Summary.span(summary.leadMillis(50)),
                Summary.span(summary.leadMillis(90)));
        summary.score()
                .ifPresent(score -> fact(
                        page,
                        "Labels",
                        "precision %.4f, recall %.4f (%,d guilty told, %,d missed, %,d innocent told, %,d told without a label)",
                        score.precision(),
                        score.recall(),
                        score.found(),
                        score.missed().size(),
                        score.accused().size(),
                        score.unlabelled()));
        fact(
                page,
                "Speed",
                "%.1f s, %,.0f records a second on each of %d threads",
                findings.readSeconds() + findings.detectSeconds(),
                summary.recordsPerSecondAndThread(),
                findings.threads());
        findings.quarantined().forEach(automaton -> fact(page, "Failed", "%s", automaton));
        page.append("</dl>\n<h2>Alerts a day</h2>\n").append(days(summary.byDay()));
        page.append("\n<h2>Alerts by pattern and step</h2>\n").append(bars(summary.byPattern()));
        page.append("\n<h2>From the first evidence to the alert</h2>\n").append(bars(summary.leadTimes()));
        if (compared) {
            page.append(
                    "\n<h2>Difference from the live set: <span class=\"plus\">+%,d</span> <span class=\"minus\">-%,d</span></h2>\n"
                            .formatted(findings.added().size(), findings.gone().size()));
            page.append(difference(findings));
        }
        return page.append("\n</body></html>\n").toString();
    }

    private static void fact(StringBuilder page, String name, String format, Object... values) {
        page.append("<dt>")
                .append(name)
                .append("</dt><dd>")
                .append(escaped(String.format(Locale.ROOT, format, values)))
                .append("</dd>\n");
    }

    /** Horizontal bars with their counts. */
    private static String bars(Map<String, Long> counts) {
        long most = counts.values().stream().mapToLong(n -> n).max().orElse(1);
        StringBuilder svg = svg(BAR * Math.max(1, counts.size()));
        int y = 0;
        for (Map.Entry<String, Long> bar : counts.entrySet()) {
            double width = (WIDTH - LABEL - 90.0) * bar.getValue() / Math.max(1, most);
            svg.append(text(0, y + 15, bar.getKey()))
                    .append(rectangle(LABEL, y + 3, width, BAR - 6, "#5a7fb0"))
                    .append(text(LABEL + width + 6, y + 15, String.format(Locale.ROOT, "%,d", bar.getValue())));
            y += BAR;
        }
        return svg.append("</svg>").toString();
    }

    /** A column for each day, the severities on each other. */
    private static String days(Map<LocalDate, Map<Severity, Long>> days) {
        long most = days.values().stream()
                .mapToLong(day -> day.values().stream().mapToLong(n -> n).sum())
                .max()
                .orElse(1);
        StringBuilder svg = svg(PLOT + 60);
        double column = (WIDTH - 60.0) / Math.max(1, days.size());
        double x = 50;
        int every = Math.max(1, days.size() / 10);
        int number = 0;
        for (Map.Entry<LocalDate, Map<Severity, Long>> day : days.entrySet()) {
            double y = PLOT;
            for (Severity severity : Severity.values()) {
                double height = (PLOT - 20.0) * day.getValue().getOrDefault(severity, 0L) / Math.max(1, most);
                y -= height;
                svg.append(rectangle(x, y, Math.max(1, column - 2), height, COLOURS.getOrDefault(severity, "#888")));
            }
            if (number++ % every == 0) {
                svg.append(text(x, PLOT + 16, day.getKey().toString().substring(5)));
            }
            x += column;
        }
        svg.append(text(0, 20, String.format(Locale.ROOT, "%,d", most))).append(text(0, PLOT, "0"));
        double legend = 50;
        for (Severity severity : Severity.values()) {
            svg.append(rectangle(legend, PLOT + 32, 12, 12, COLOURS.getOrDefault(severity, "#888")))
                    .append(text(legend + 18, PLOT + 43, severity.name()));
            legend += 110;
        }
        return svg.append("</svg>").toString();
    }

    private static String difference(Findings findings) {
        List<String> rows = new ArrayList<>();
        Map<String, List<Told>> both = new LinkedHashMap<>();
        both.put("+", findings.added());
        both.put("-", findings.gone());
        both.forEach((sign, alerts) -> {
            String style = sign.equals("+") ? "plus" : "minus";
            alerts.stream().limit(LISTED).forEach(alert -> rows.add(row(sign, style, alert)));
            if (alerts.size() > LISTED) {
                rows.add("<tr><td class=\"%s\">%s</td><td colspan=\"5\">%,d more, in the JSON file</td></tr>"
                        .formatted(style, sign, alerts.size() - LISTED));
            }
        });
        return rows.isEmpty()
                ? "<p>None: both tell the same.</p>"
                : "<table><tr><th></th><th>Pattern</th><th>Severity</th><th>Conversation</th><th>Offender</th><th>Deciding event</th></tr>\n"
                        + String.join("\n", rows) + "</table>";
    }

    private static String row(String sign, String style, Told alert) {
        Told.Key key = alert.key();
        return "<tr><td class=\"%s\">%s</td><td>%s/%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>"
                .formatted(
                        style,
                        sign,
                        escaped(key.patternId()),
                        escaped(key.step()),
                        alert.severity(),
                        escaped(key.conversationId()),
                        escaped(key.offenderId()),
                        escaped(key.decidingEventId()));
    }

    private static StringBuilder svg(int height) {
        return new StringBuilder(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" role=\"img\">"
                        .formatted(WIDTH, height, WIDTH));
    }

    private static String rectangle(double x, double y, double width, double height, String colour) {
        return String.format(
                Locale.ROOT,
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>",
                x,
                y,
                width,
                height,
                colour);
    }

    private static String text(double x, double y, String text) {
        return String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\">%s</text>", x, y, escaped(text));
    }

    /** Ids are the platform's: they may hold anything. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
