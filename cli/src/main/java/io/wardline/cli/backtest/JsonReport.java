// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.backtest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The report for other programs: one JSON object, with every alert of the difference. */
final class JsonReport {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonReport() {}

    static void write(Path file, Summary summary, boolean compared) throws IOException {
        JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), tree(summary, compared));
    }

    private static ObjectNode tree(Summary summary, boolean compared) {
        Findings findings = summary.findings();
        ObjectNode root = JSON.createObjectNode();
        root.put("records", findings.reading().records());
        root.put("evidence", findings.reading().evidence());
        root.put("refused", findings.reading().rejected());
        root.put("conversations", findings.conversations());
        root.put("read_seconds", findings.readSeconds());
        root.put("detect_seconds", findings.detectSeconds());
        root.put("threads", findings.threads());
        root.put("records_per_second_and_thread", Math.round(summary.recordsPerSecondAndThread()));
        root.put("alerts", findings.told().size());
        counts(root.putObject("by_severity"), summary.bySeverity());
        counts(root.putObject("by_pattern"), summary.byPattern());
        ObjectNode days = root.putObject("by_day");
        summary.byDay().forEach((day, counts) -> counts(days.putObject(day.toString()), counts));
        ObjectNode lead = root.putObject("lead_millis");
        List.of(50, 90, 99).forEach(percent -> lead.put("p" + percent, summary.leadMillis(percent)));
        summary.score().ifPresent(score -> {
            ObjectNode labels = root.putObject("labels");
            labels.put("precision", score.precision());
            labels.put("recall", score.recall());
            labels.put("found", score.found());
            labels.put("missed", score.missed().size());
            labels.put("accused", score.accused().size());
            labels.put("unlabelled", score.unlabelled());
            score.missed().forEach(labels.putArray("missed_conversations")::add);
            score.accused().forEach(labels.putArray("accused_conversations")::add);
        });
        ArrayNode failed = root.putArray("quarantined");
        findings.quarantined().forEach(failed::add);
        if (compared) {
            alerts(root.putArray("added"), findings.added());
            alerts(root.putArray("gone"), findings.gone());
        }
        return root;
    }

    private static void counts(ObjectNode node, Map<?, Long> counts) {
        counts.forEach((name, count) -> node.put(name.toString(), count));
    }

    private static void alerts(ArrayNode array, List<Told> alerts) {
        for (Told alert : alerts) {
            array.addObject()
                    .put("pattern_id", alert.key().patternId())
                    .put("step", alert.key().step())
                    .put("severity", alert.severity().name())
                    .put("conversation_id", alert.key().conversationId())
                    .put("offender", alert.key().offenderId())
                    .put("deciding_event_id", alert.key().decidingEventId())
                    .put(
                            "occurred_at",
                            Instant.ofEpochMilli(alert.occurredAtMillis()).toString());
        }
    }
}
