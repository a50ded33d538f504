// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wardline.cli.RunOfWardline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The command run once, and what it left. */
record ReplayRun(int exitCode, String err, Path out) {
    static final List<String> FILES = List.of(
            "alerts.jsonl",
            "shadow-alerts.jsonl",
            "cases.jsonl",
            "escalations.jsonl",
            "enforcements.jsonl",
            "dead-letters.jsonl");
    private static final ObjectMapper JSON = new ObjectMapper();

    static ReplayRun of(Path out, String... args) {
        List<String> all = new ArrayList<>(List.of("replay", "--out", out.toString()));
        all.addAll(List.of(args));
        RunOfWardline run = RunOfWardline.of(all.toArray(String[]::new));
        return new ReplayRun(run.exitCode(), run.err(), out);
    }

    /** Conversation events, and options such as {@code --until}; it must succeed. */
    static ReplayRun ofEvents(Path folder, List<Line> events, String... options) {
        return ofEventsAndReports(folder, events, List.of(), options);
    }

    static ReplayRun ofEventsAndReports(Path folder, List<Line> events, List<Line> reports, String... options) {
        try {
            Files.createDirectories(folder);
            List<String> args = new ArrayList<>(List.of(options));
            args.add("--events=" + write(folder.resolve("events.jsonl"), events));
            if (!reports.isEmpty()) {
                args.add("--reports=" + write(folder.resolve("reports.jsonl"), reports));
            }
            ReplayRun run = of(folder.resolve("out"), args.toArray(String[]::new));
            assertThat(run.exitCode()).as(run.err()).isZero();
            return run;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path write(Path file, Collection<?> lines) throws IOException {
        return Files.writeString(
                file, lines.stream().map(line -> line + "\n").collect(Collectors.joining()), StandardCharsets.UTF_8);
    }

    static List<Line> linesOf(Collection<Talk> talks) {
        return talks.stream().flatMap(talk -> talk.lines().stream()).toList();
    }

    List<JsonNode> alerts() {
        return read("alerts.jsonl");
    }

    List<JsonNode> cases() {
        return read("cases.jsonl");
    }

    List<JsonNode> escalations() {
        return read("escalations.jsonl");
    }

    List<JsonNode> decisions() {
        return read("enforcements.jsonl");
    }

    List<JsonNode> deadLetters() {
        return read("dead-letters.jsonl");
    }

    List<JsonNode> alertsOf(String conversation) {
        return alerts().stream()
                .filter(alert -> alert.path("conversation_id").asText().equals(conversation))
                .toList();
    }

    Optional<JsonNode> caseOf(String conversation) {
        List<JsonNode> found = cases().stream()
                .filter(c -> c.path("conversation_id").asText().equals(conversation))
                .toList();
        assertThat(found).as("cases of %s", conversation).hasSizeLessThan(2);
        return found.stream().findFirst();
    }

    JsonNode onlyCaseOf(String conversation) {
        return caseOf(conversation).orElseThrow(() -> new AssertionError("no case of " + conversation));
    }

    List<JsonNode> escalationsOf(String conversation) {
        String caseId = onlyCaseOf(conversation).path("case_id").asText();
        return escalations().stream()
                .filter(e -> e.path("case_id").asText().equals(caseId))
                .toList();
    }

    /** Neither withdrawn nor superseded. */
    List<JsonNode> standing() {
        List<JsonNode> all = alerts();
        Set<String> gone = new HashSet<>();
        all.forEach(alert -> gone.add(alert.path("supersedes").asText()));
        return all.stream()
                .filter(alert -> !alert.path("withdrawn").asBoolean()
                        && !gone.contains(alert.path("alert_id").asText()))
                .toList();
    }

    List<JsonNode> read(String file) {
        List<JsonNode> nodes = new ArrayList<>();
        for (String line : text(file).lines().toList()) {
            nodes.add(parse(line));
        }
        return nodes;
    }

    String text(String file) {
        try {
            return Files.readString(out.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All six files, byte by byte. */
    Map<String, String> bytes() {
        Map<String, String> all = new TreeMap<>();
        FILES.forEach(file -> all.put(file, text(file)));
        return all;
    }

    /** An alert as a claim tells it: {@code pattern/step SEVERITY offender>victims [evidence]} and what sets it apart. */
    static String told(JsonNode alert) {
        String conversation = alert.path("conversation_id").asText() + ".";
        List<String> victims = texts(alert.path("victims"), "account_id").stream()
                .map(id -> id.replace(conversation, ""))
                .sorted()
                .toList();
        return alert.path("pattern_id").asText() + "/" + alert.path("step").asText() + " "
                + alert.path("severity").asText() + " "
                + alert.path("offender").path("account_id").asText().replace(conversation, "") + ">"
                + String.join(",", victims) + " " + evidence(alert)
                + (alert.path("crisis").asBoolean() ? " crisis" : "")
                + (alert.path("reportable").asBoolean() ? "" : " not reportable")
                + (alert.path("withdrawn").asBoolean() ? " withdrawn" : "");
    }

    static List<String> evidence(JsonNode alert) {
        String conversation = alert.path("conversation_id").asText() + ".";
        return texts(alert.path("evidence"), "event_id").stream()
                .map(id -> id.replace(conversation, ""))
                .toList();
    }

    static List<String> texts(JsonNode array, String field) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(item -> item.path(field).asText())
                .toList();
    }

    static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
