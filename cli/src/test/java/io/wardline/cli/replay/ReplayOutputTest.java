// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.replay;

import static io.wardline.cli.replay.Talk.d;
import static io.wardline.cli.replay.Talk.h;
import static io.wardline.cli.replay.Talk.m;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The six files and the form of what is in them. */
class ReplayOutputTest {
    private static final Set<String> ALERT = Set.of(
            "alert_id",
            "case_id",
            "conversation_id",
            "pattern_id",
            "pattern_revision",
            "step",
            "severity",
            "crisis",
            "reportable",
            "offender",
            "victims",
            "minor_involved",
            "occurred_at",
            "known_at",
            "withdrawn",
            "burst_id",
            "evidence",
            "missing",
            "explanation");
    private static final Set<String> ALERT_OPTIONAL = Set.of("deadline", "supersedes", "completeness");
    private static final Set<String> CASE = Set.of(
            "case_id",
            "status",
            "severity",
            "crisis",
            "offender",
            "victims",
            "conversation_id",
            "opened_at",
            "known_at",
            "breached",
            "alerts",
            "evidence",
            "evidence_thinned",
            "profiles",
            "networks",
            "linked_accounts",
            "missing",
            "history");
    private static final Set<String> CASE_OPTIONAL = Set.of(
            "deadline", "filed_at", "report_id", "reason", "ladder_level", "group_id", "completeness", "hold_until");
    private static final Set<String> ESCALATION = Set.of(
            "escalation_id", "case_id", "level", "due_at", "fired_at", "remaining_ms", "repeat", "overdue", "resolved");
    private static final Set<String> ENFORCEMENT =
            Set.of("decision_id", "account_id", "action", "score", "known_at", "links", "merged_from", "explanation");
    private static final Set<String> ENFORCEMENT_OPTIONAL = Set.of("group_id", "supersedes");
    private static final Set<String> DEAD_LETTER = Set.of("origin", "code", "detail", "bytes", "known_at");
    private static final Set<String> UPPER_CASE =
            Set.of("severity", "status", "age_band", "kind", "direction", "method", "action", "identifier_type");
    private static final Pattern ISO_UTC = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
    private static final String CANARY = "xyzzy";

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static ReplayRun run;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @Test
    void replacesSixFilesAndLeavesNothingElse() throws IOException {
        Talk talk = Talk.withChild("talk").image("i", m(0)).threat("t", m(1));
        ReplayRun first = ReplayRun.ofEvents(folder, talk.lines());
        assertThat(first.alerts()).hasSize(1);
        for (String file : ReplayRun.FILES) {
            Files.writeString(first.out().resolve(file), "old\n");
        }

        ReplayRun silent = ReplayRun.ofEvents(
                folder, Talk.withChild("silent").contact("c", m(0)).lines());

        assertThat(silent.out()).isEqualTo(first.out());
        assertThat(silent.bytes().values()).containsOnly("");
        try (Stream<Path> files = Files.list(silent.out())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(ReplayRun.FILES);
        }
    }

    @Test
    void tellsExactlyTheFieldsOfTheContractInOrder() {
        assertThat(run.alerts()).hasSizeGreaterThan(10).allSatisfy(a -> hasFields(a, ALERT, ALERT_OPTIONAL));
        assertThat(run.cases()).hasSizeGreaterThan(3).allSatisfy(c -> hasFields(c, CASE, CASE_OPTIONAL));
        assertThat(run.escalations()).hasSizeGreaterThan(5).allSatisfy(e -> hasFields(e, ESCALATION, Set.of()));
        assertThat(run.deadLetters()).hasSize(2).allSatisfy(l -> hasFields(l, DEAD_LETTER, Set.of()));
        assertThat(run.read("shadow-alerts.jsonl")).isEmpty();
        assertThat(run.decisions()).hasSize(3).allSatisfy(e -> hasFields(e, ENFORCEMENT, ENFORCEMENT_OPTIONAL));
        sorted(run.alerts(), "known_at", "alert_id");
        sorted(run.cases(), "opened_at", "case_id");
        sorted(run.escalations(), "fired_at", "escalation_id");
        sorted(run.decisions(), "known_at", "decision_id");
        sorted(run.deadLetters(), "known_at", "code");
        for (String file : ReplayRun.FILES) {
            run.read(file).forEach(ReplayOutputTest::wellFormed);
        }
    }

    @Test
    void sharesABurstAmongTheAlertsOfOneCaseAndDecidingEvent() {
        Set<String> pairs = new HashSet<>();
        Set<String> bursts = new HashSet<>();
        for (JsonNode alert : run.alerts()) {
            JsonNode evidence = alert.path("evidence");
            String decided = alert.path("case_id").asText() + " "
                    + evidence.get(evidence.size() - 1).path("event_id").asText();
            pairs.add(decided + " " + alert.path("burst_id").asText());
            bursts.add(alert.path("burst_id").asText());
            assertThat(alert.path("explanation").asText())
                    .contains(alert.path("offender").path("account_id").asText())
                    .doesNotContain("{", "\n");
        }
        assertThat(pairs).hasSameSizeAs(bursts);
        assertThat(run.alerts()).hasSizeGreaterThan(bursts.size());
    }

    @Test
    void keepsTextInTheEvidenceOfCasesOnlyAndAtMostFourKiB() {
        List<String> texts = new ArrayList<>();
        for (JsonNode c : run.cases()) {
            for (JsonNode item : c.path("evidence")) {
                if (item.has("text")) {
                    texts.add(item.path("text").asText());
                    ((ObjectNode) item).remove("text");
                }
            }
            assertThat(c.toString()).doesNotContain(CANARY);
        }
        assertThat(texts).hasSize(4);
        for (String text : texts) {
            assertThat(text).startsWith(CANARY);
            assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(4096);
            assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(text)).isTrue();
        }
        assertThat(texts).contains(CANARY, CANARY + "y".repeat(4091));
        assertThat(texts.stream().filter(text -> text.contains("\uD83D\uDE00")).findFirst())
                .hasValueSatisfying(text ->
                        assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeGreaterThan(4092));
        for (String file : ReplayRun.FILES) {
            if (!file.equals("cases.jsonl")) {
                assertThat(run.text(file)).as(file).doesNotContain(CANARY);
            }
        }
    }

    @Test
    void carriesAdmittedEventsInFullAndNoOthers() {
        Talk talk = Talk.withChild("full").contact("c", m(-30));
        talk.answers("weak", m(-20)).signal("threat_exposure", 0.49).text("unadmitted");
        talk.add("view", m(-19), "PROFILE_VIEW", talk.offender(), talk.victim());
        talk.add("odd", m(-18), "MESSAGE", talk.offender(), talk.victim()).signal("acme/mood", 0.9);
        talk.add("call", m(-17), "CALL", talk.offender(), talk.victim());
        talk.says("spam", m(-16)).signal("spam", 0.5);
        talk.says("pays", m(-15)).pays("UNKNOWN");
        Line image = talk.add("i", m(-10), "MEDIA", talk.victim(), talk.offender())
                .signal("nudity", 0.75)
                .signal("acme/mood", 0.9);
        image.json()
                .putArray("media")
                .addObject()
                .put("media_id", "m1")
                .put("media_type", "image/jpeg")
                .put("sha256", "ab")
                .put("view_once", true);
        image.json()
                .putObject("network")
                .put("ip", "198.51.100.7")
                .put("port", 4711)
                .put("proxy", true);
        image.json().withObjectProperty("sender").put("age_source", "VERIFIED").put("country", "CA");
        Line threat = talk.says("t", m(0)).signal("threat_exposure", 0.9).text("pay");
        threat.json()
                .putObject("payment")
                .put("direction", "REQUESTED")
                .put("method", "CASH_APP")
                .put("handle", "$h")
                .put("amount", 50.5)
                .put("currency", "USD");
        threat.knownAt(m(3));

        JsonNode evidence =
                ReplayRun.ofEvents(folder, talk.lines()).onlyCaseOf("full").path("evidence");

        assertThat(ReplayRun.texts(evidence, "event_id"))
                .containsSubsequence("full.c", "full.i", "full.t")
                .doesNotContain("full.weak", "full.view", "full.odd");
        JsonNode kept = item(evidence, "full.i");
        JsonNode last = item(evidence, "full.t");
        assertThat(kept.path("signals").toString()).isEqualTo("{\"acme/mood\":0.9,\"nudity\":0.75}");
        assertThat(kept.path("media").get(0).path("sha256").asText()).isEqualTo("ab");
        assertThat(kept.path("media").get(0).path("view_once").asBoolean()).isTrue();
        assertThat(kept.path("network")).isEqualTo(image.json().path("network"));
        assertThat(kept.path("sender")).isEqualTo(image.json().path("sender"));
        assertThat(kept.path("kind").asText()).isEqualTo("MEDIA");
        assertThat(last.path("payment")).isEqualTo(threat.json().path("payment"));
        assertThat(last.path("known_at").asText())
                .isEqualTo(Line.START.plus(m(3)).toString());
        assertThat(last.path("text").asText()).isEqualTo("pay");
    }

    private static JsonNode item(JsonNode evidence, String eventId) {
        return evidence.get(ReplayRun.texts(evidence, "event_id").indexOf(eventId));
    }

    @BeforeAll
    static void replaysEverything(@TempDir Path shared) throws IOException {
        run = everything(shared);
    }

    private static ReplayRun everything(Path folder) throws IOException {
        Talk child = Talk.withChild("child").contact("c", m(0)).image("i", m(10));
        child.says("t", m(15)).signal("threat_exposure", 0.9).text(CANARY);
        child.says("d", m(17)).pays("REQUESTED").text(CANARY + "y".repeat(9000));
        Talk adult = Talk.withAdult("adult").image("i", m(10));
        adult.says("t", m(15)).signal("threat_exposure", 0.9).text(CANARY + "\uD83D\uDE00".repeat(3000));
        adult.answers("s", m(16)).signal("self_harm", 0.9).text(CANARY + " and " + "\u0000\u2028\uD83D".repeat(2));
        Talk corrected = Talk.withChild("corrected")
                .imageRequest("r", m(0))
                .move("v", m(1))
                .image("i", m(10))
                .threat("t", m(15))
                .demand("d", m(16));
        corrected.says("s", m(12)).signal("threat_exposure", 0.9).knownAt(h(1));
        Talk unknown = Talk.with("unknown", "UNKNOWN")
                .threat("t", m(0))
                .reports("r", m(15))
                .imageRequest("q", m(16));
        unknown.says("u", m(17)).text(CANARY);
        List<Line> events = new ArrayList<>(ReplayRun.linesOf(List.of(child, adult, corrected, unknown)));
        Line bad = Line.event("bad", "b", m(0), "MESSAGE", child.victim());
        events.add(bad);
        events.add(bad.copy().with("kind", "CALL"));
        Path accounts = ReplayRun.write(
                folder.resolve("accounts.jsonl"),
                List.of(
                        Line.account("a1", "removed", m(0), "CREATED").uses("DEVICE", CANARY),
                        Line.account("a2", "removed", m(10), "DISABLED").with("case_id", "a case"),
                        Line.account("a3", "back", m(20), "CREATED").uses("DEVICE", CANARY),
                        Line.account("a4", "removed", m(30), "REINSTATED")));
        return ReplayRun.ofEvents(folder, events, "--until=" + Line.START.plus(d(5)), "--accounts=" + accounts);
    }

    private static void hasFields(JsonNode record, Set<String> required, Set<String> optional) {
        Set<String> names = new HashSet<>();
        record.fieldNames().forEachRemaining(names::add);
        assertThat(names).containsAll(required);
        names.removeAll(required);
        assertThat(optional).containsAll(names);
    }

    private static void sorted(List<JsonNode> records, String time, String id) {
        List<String> keys = records.stream()
                .map(record -> "%019d "
                                .formatted(Instant.parse(record.path(time).asText())
                                        .toEpochMilli())
                        + record.path(id).asText())
                .toList();
        assertThat(keys).isSorted();
    }

    /** No nulls, ISO times, upper-case enums. */
    private static void wellFormed(JsonNode node) {
        assertThat(node.isNull()).as("null in a record").isFalse();
        node.properties().forEach(field -> {
            JsonNode value = field.getValue();
            if (field.getKey().endsWith("_at")
                    || field.getKey().equals("deadline")
                    || field.getKey().equals("at")) {
                assertThat(value.asText()).as(field.getKey()).matches(ISO_UTC);
            }
            if (UPPER_CASE.contains(field.getKey())) {
                assertThat(value.asText()).as(field.getKey()).matches("[A-Z0-9_]+");
            }
            wellFormed(value);
        });
        if (node.isArray()) {
            node.forEach(ReplayOutputTest::wellFormed);
        }
    }
}
