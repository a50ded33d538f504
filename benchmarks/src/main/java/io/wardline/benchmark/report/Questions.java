// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.report;

import static io.wardline.benchmark.report.Spacing.FITTING;
import static io.wardline.benchmark.report.Spacing.LINEAR;
import static io.wardline.benchmark.report.Spacing.LOG;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The questions that the benchmarks ask, and how the figures of each are shown. */
final class Questions {
    private static final Axis PATTERNS = new Axis("Live patterns", Quantity.COUNT, LOG);
    private static final Axis CONVERSATIONS = new Axis("Open conversations", Quantity.COUNT, LOG);
    private static final Axis DEADLINES = new Axis("Open deadlines", Quantity.COUNT, LOG);
    private static final Axis ACCOUNTS = new Axis("Disabled accounts loaded", Quantity.COUNT, LINEAR);
    private static final Axis SHARE = new Axis("Share of events that are evidence", Quantity.SHARE, LOG);
    private static final Axis EVIDENCE = new Axis("Evidence per conversation (events)", Quantity.COUNT, LOG);
    private static final Axis DISORDER = new Axis("How late an event may arrive", Quantity.SECONDS, LOG);

    private static final Map<String, Question> KNOWN = Map.ofEntries(
            bars("contenders", "Throughput, every contender behind the same admission", "Events of the stream", LOG),
            bars("contenders_raw", "Throughput, every contender without admission", "Events of the stream", LOG),
            line("patterns", "Throughput by the number of live patterns", PATTERNS, "Throughput", FITTING),
            line("open_conversations", "Throughput by open conversations", CONVERSATIONS, "Throughput", FITTING),
            line("evidence_share", "Throughput by the share of evidence", SHARE, "Throughput", FITTING),
            line("disorder", "Throughput by disorder", DISORDER, "Throughput", FITTING),
            line(
                    "evidence_per_conversation",
                    "Throughput by the evidence of a conversation",
                    EVIDENCE,
                    "Throughput",
                    FITTING),
            line("latency", "From a deciding event to its report", DISORDER, "Latency", LOG),
            line("checkpoint_time", "Time that a checkpoint takes", CONVERSATIONS, "Time", FITTING),
            line("checkpoint_bytes", "Size of a checkpoint", CONVERSATIONS, "Size", FITTING),
            line("restore_time", "Time from restart to the first event", CONVERSATIONS, "Time", FITTING),
            line("bytes_per_conversation", "State of a conversation", EVIDENCE, "Size", FITTING),
            line("deadlines_checkpoint_time", "Time that a checkpoint of open cases takes", DEADLINES, "Time", FITTING),
            line("deadlines_checkpoint_bytes", "Size of a checkpoint of open cases", DEADLINES, "Size", FITTING),
            line("deadlines_restore_time", "Time from restart to the first alert", DEADLINES, "Time", FITTING),
            line("deadlines_drain", "What a live alert waits while overdue cases are told of", DEADLINES, "Wait", LOG),
            line(
                    "deadlines_drain_time",
                    "Until all overdue cases are told of, at most a million",
                    DEADLINES,
                    "Time",
                    LOG),
            bars("whole_path", "Throughput of the whole path", "Events of the stream", LINEAR),
            bars("whole_path_latency", "Latency of the whole path", "Latency", FITTING),
            bars("accounts_latency", "From a sign-up to its decision", "Latency", FITTING),
            line("accounts_loading", "Throughput while disabled accounts are loaded", ACCOUNTS, "Throughput", FITTING),
            bars("accounts_state", "State of an identifier", "Size", LINEAR),
            bars("accounts_returns", "What returned accounts were told", "Sign-ups", LINEAR),
            bars("whole_path_profile", "Where the whole path spends its time", "Share of time", LINEAR));

    private Questions() {}

    /** How these figures of one question are shown: one that is not known here by what its figures have. */
    static Question of(String name, List<Measurement> figures) {
        Question known = KNOWN.get(name);
        if (known != null) {
            return known;
        }
        String words = name.replace('_', ' ').strip();
        String title = words.isEmpty() ? name : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
        boolean scale = figures.stream().anyMatch(figure -> figure.x() != 0);
        return new Question(title, scale ? new Axis("x", Quantity.COUNT, FITTING) : null, "Measured", FITTING);
    }

    private static Map.Entry<String, Question> bars(String name, String title, String measured, Spacing spacing) {
        return Map.entry(name, new Question(title, null, measured, spacing));
    }

    private static Map.Entry<String, Question> line(
            String name, String title, Axis x, String measured, Spacing spacing) {
        return Map.entry(name, new Question(title, x, measured, spacing));
    }
}
