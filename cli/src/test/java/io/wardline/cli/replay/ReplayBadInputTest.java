// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.replay;

import static io.wardline.cli.replay.Talk.d;
import static io.wardline.cli.replay.Talk.h;
import static io.wardline.cli.replay.Talk.m;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Poison stops nothing and is told of without its values; what the user can mend is told in one line. */
class ReplayBadInputTest {
    /** In every bad record, and in nothing that is told of one but its bytes. */
    private static final String CANARY = "xyzzy";

    private static final String TAKEN = "taken";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @Test
    void takesWhatItCanAndTellsOfTheRest() throws IOException {
        List<String> lines = new ArrayList<>();
        Map<Integer, String> expected = new TreeMap<>();
        bad(lines, expected, "undecodable", CANARY + " is not JSON");
        bad(lines, expected, "undecodable", "{\"event_id\":\"" + CANARY);
        bad(lines, expected, "undecodable", conflict());
        bad(lines, expected, "undecodable", event(1).toString().replace("0.9", "NaN"));
        bad(lines, expected, "invalid", "[\"" + CANARY + "\"]");
        bad(lines, expected, "invalid", event(2).signal("threat_exposure", 1.5).toString());
        bad(lines, expected, "invalid", event(3).signal(CANARY, 1.01).toString());
        bad(
                lines,
                expected,
                "invalid",
                event(4).signal("threat_exposure", -0.01).toString());
        for (String field : List.of("event_id", "conversation_id", "occurred_at", "kind", "sender")) {
            Line line = event(5).with("text", CANARY);
            line.json().remove(field);
            bad(lines, expected, "invalid", line.toString());
        }
        bad(
                lines,
                expected,
                "invalid",
                event(6).with("event_id", "").text(CANARY).toString());
        bad(lines, expected, "invalid", event(7).with("occurred_at", CANARY).toString());
        bad(lines, expected, "invalid", event(8).with("sender", CANARY).toString());
        bad(lines, expected, "invalid", event(9).with("known_at", CANARY).toString());
        bad(
                lines,
                expected,
                "invalid",
                event(10)
                        .with("known_at", "+1000000000-12-31T23:59:59.999999999Z")
                        .toString());
        bad(lines, expected, "future", event(11).knownAt(m(-5).minusMillis(1)).toString());
        bad(lines, expected, "too_old", event(12).knownAt(d(30).plusMillis(1)).toString());
        bad(
                lines,
                expected,
                "oversized",
                event(13).text(CANARY.repeat(1_100_000)).toString());
        bad(lines, expected, "oversized", event(14).text(CANARY.repeat(220_000)).toString());
        bad(lines, expected, "oversized", "[".repeat(20_000) + "]".repeat(20_000));
        bad(lines, expected, TAKEN, event(21).knownAt(m(-5)).toString());
        bad(lines, expected, TAKEN, event(22).knownAt(d(30)).toString());
        bad(lines, expected, TAKEN, event(23).with("no_such_field", CANARY).toString());
        bad(lines, expected, TAKEN, event(24) + "\r");
        bad(lines, expected, TAKEN, event(25).text("\uD800 alone").toString());
        bad(
                lines,
                expected,
                TAKEN,
                event(26)
                        .signal("score_of_one", 1.0)
                        .signal("score_of_zero", 0.0)
                        .toString());
        lines.add("");
        lines.add("  \t\r");
        bad(lines, expected, TAKEN, event(27).toString());
        Path events = Files.writeString(folder.resolve("events.jsonl"), String.join("\n", lines));

        ReplayRun run = ReplayRun.of(folder.resolve("out"), "--events=" + events);

        assertThat(run.exitCode()).as(run.err()).isZero();
        Map<Integer, String> got = new TreeMap<>();
        expected.keySet().forEach(line -> got.put(line, TAKEN));
        run.deadLetters()
                .forEach(letter -> got.put(
                        letter.path("origin").path("line").asInt(),
                        letter.path("code").asText()));
        assertThat(got).isEqualTo(expected);
        assertThat(run.alerts())
                .hasSize((int) expected.values().stream().filter(TAKEN::equals).count());
        assertThat(run.err()).doesNotContain(CANARY);
        for (JsonNode letter : run.deadLetters()) {
            assertThat(letter.path("detail").asText()).isNotEmpty().doesNotContain(CANARY);
            assertThat(letter.path("origin").path("file").asText()).isEqualTo(events.toString());
            String bytes =
                    new String(Base64.getDecoder().decode(letter.path("bytes").asText()), StandardCharsets.UTF_8);
            assertThat(lines.get(letter.path("origin").path("line").asInt() - 1))
                    .startsWith(bytes);
        }
    }

    @Test
    void tellsOfBadAccountsAndReportsToo() throws IOException {
        Path accounts = ReplayRun.write(
                folder.resolve("accounts.jsonl"),
                List.of(
                        CANARY,
                        Line.account("a1", "account", h(0), "LOGIN"),
                        "{\"event_id\":\"a2\",\"account_id\":\"" + CANARY + "\",\"kind\":\"LOGIN\"}",
                        Line.account("a3", CANARY, h(0), "LOGIN").with("known_at", CANARY),
                        Line.account("a4", "account", h(0), "BEAMED_UP"),
                        Line.account("a5", CANARY, h(1), "LOGIN").knownAt(h(0)),
                        Line.account("a6", CANARY, h(0), "LOGIN").with("case_id", "")));
        Path reports = ReplayRun.write(
                folder.resolve("reports.jsonl"),
                List.of(
                        Line.report("r1", CANARY, h(0), "FILED").with("occurred_at", CANARY),
                        Line.report("r2", CANARY, h(1), "FILED").knownAt(h(0)),
                        Line.report("r3", CANARY, h(1), "FILED").with("known_at", CANARY),
                        Line.report("r4", CANARY, h(1), "FILED")));

        ReplayRun run = ReplayRun.of(folder.resolve("out"), "--accounts=" + accounts, "--reports=" + reports);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.deadLetters().stream()
                        .map(letter ->
                                Path.of(letter.path("origin").path("file").asText())
                                                .getFileName() + " "
                                        + letter.path("origin").path("line").asInt() + " "
                                        + letter.path("code").asText()))
                .containsExactlyInAnyOrder(
                        "accounts.jsonl 1 undecodable",
                        "accounts.jsonl 3 invalid",
                        "accounts.jsonl 4 invalid",
                        "accounts.jsonl 6 future",
                        "accounts.jsonl 7 invalid",
                        "reports.jsonl 1 invalid",
                        "reports.jsonl 2 future",
                        "reports.jsonl 3 invalid");
        assertThat(run.err()).doesNotContain(CANARY);
        assertThat(run.deadLetters())
                .noneMatch(letter -> letter.path("detail").asText().contains(CANARY));
    }

    @Test
    void runsOnAnyOneInput() throws IOException {
        for (String option : List.of("--events", "--accounts", "--reports")) {
            Path blank = Files.writeString(folder.resolve("blank.jsonl"), option.equals("--events") ? "" : "\n \r\n\n");
            ReplayRun run = ReplayRun.of(folder.resolve("blank" + option), option, blank.toString());
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.bytes().values()).as(option).containsOnly("");
        }
        Path accounts = ReplayRun.write(folder.resolve("a.jsonl"), List.of(Line.account("a", "x", h(0), "LOGIN")));
        Path reports = ReplayRun.write(folder.resolve("r.jsonl"), List.of(Line.report("r", "x", h(0), "FILED")));

        Map<String, String> decided =
                ReplayRun.of(folder.resolve("a"), "--accounts=" + accounts).bytes();
        assertThat(decided.remove("enforcements.jsonl")).contains("\"account_id\":\"x\",\"action\":\"NONE\"");
        assertThat(decided.values()).containsOnly("");
        ReplayRun waited =
                ReplayRun.of(folder.resolve("r"), "--reports=" + reports, "--until=" + Line.START.plus(d(30)));
        assertThat(waited.deadLetters())
                .singleElement()
                .satisfies(letter -> assertThat(letter.path("code").asText()).isEqualTo("unknown_case"));
    }

    @Test
    void saysInOneLineWhatToMend() throws IOException {
        Path events = ReplayRun.write(folder.resolve("events.jsonl"), List.of(event(1)));
        Path broken = Files.createDirectories(folder.resolve("patterns/test/broken"));
        Path empty = Files.createDirectories(folder.resolve("empty"));
        Files.writeString(broken.resolve("pattern.yaml"), "id: broken\n  title: [\n");

        refuses(2, "--events", folder.resolve("out"));
        refuses(2, "--until", folder.resolve("out"), "--events=" + events, "--until=tomorrow");
        refuses(2, "--until", folder.resolve("out"), "--events=" + events, "--until=2026-11-02");
        refuses(
                2,
                "--until",
                folder.resolve("out"),
                "--events=" + events,
                "--until=+1000000000-12-31T23:59:59.999999999Z");
        refuses(2, "--help", folder.resolve("out"), "--events=" + events, "--no-such-option");
        refuses(1, "no-such-file", folder.resolve("out"), "--events=" + folder.resolve("no-such-file"));
        refuses(
                1,
                "no-such-file",
                folder.resolve("out"),
                "--events=" + events,
                "--reports=" + folder.resolve("no-such-file"));
        refuses(1, "empty", folder.resolve("out"), "--events=" + empty);
        refuses(1, "--out", events, "--events=" + events);
        refuses(
                1,
                "no-such-folder",
                folder.resolve("out"),
                "--events=" + events,
                "--patterns=" + folder.resolve("no-such-folder"));
        refuses(1, "events.jsonl", folder.resolve("out"), "--events=" + events, "--patterns=" + events);
        ReplayRun located =
                ReplayRun.of(folder.resolve("out"), "--events=" + events, "--patterns=" + folder.resolve("patterns"));
        assertThat(located.exitCode()).isEqualTo(1);
        assertThat(located.err()).containsPattern("broken/pattern\\.yaml:\\d+:\\d+ error P001");
        assertThat(located.err().lines()).noneMatch(line -> line.startsWith("\tat "));
        assertThat(folder.resolve("out")).doesNotExist();
        assertThat(Files.readString(events)).isEqualTo(event(1) + "\n");
    }

    @Test
    void saysThatDraftsTellNothing() throws IOException {
        Path events = ReplayRun.write(folder.resolve("events.jsonl"), List.of(event(1)));
        Path draft = Files.createDirectories(folder.resolve("drafts/test/a-draft"));
        Files.writeString(
                draft.resolve("pattern.yaml"),
                """
                id: a-draft
                title: A threat
                revision: 1
                status: draft
                owner: child-safety
                why: An example.
                window: 1d
                sequence:
                  - {step: threat, by: offender, when: threat, emit: {severity: LOW, explanation: "A threat."}}
                """);
        ReplayRun run =
                ReplayRun.of(folder.resolve("out"), "--events=" + events, "--patterns=" + folder.resolve("drafts"));
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("no pattern in " + folder.resolve("drafts") + " is live or in shadow");
        assertThat(run.alerts()).isEmpty();

        Path pattern = draft.resolve("pattern.yaml");
        Files.writeString(pattern, Files.readString(pattern).replace("status: draft", "status: shadow"));
        assertThat(ReplayRun.of(folder.resolve("out"), "--events=" + events, "--patterns=" + folder.resolve("drafts"))
                        .err())
                .doesNotContain("is live or in shadow");
    }

    private void refuses(int exitCode, String mention, Path out, String... args) {
        ReplayRun run = ReplayRun.of(out, args);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
        assertThat(run.err().lines()).singleElement().asString().contains(mention);
    }

    private static void bad(List<String> lines, Map<Integer, String> expected, String code, String line) {
        lines.add(line);
        expected.put(lines.size(), code);
    }

    /** Tells one alert. Its ids are canaries too. */
    private static Line event(int number) {
        Person offender = new Person(CANARY + number + ".off", "ADULT");
        Person victim = new Person(CANARY + number + ".vic", "ADULT");
        return Line.event(CANARY + number, "e", Duration.ZERO, "MESSAGE", offender, victim)
                .signal("threat_exposure", 0.9)
                .pays("REQUESTED");
    }

    private static String conflict() {
        String line = event(0).toString();
        return line.substring(0, line.length() - 1) + ",\"kind\":\"" + CANARY + "\"}";
    }
}
