// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wardline.cli.RunOfWardline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The author's kit as a new analyst meets it: what is written passes at once, and what is broken is told of and fails. */
class PatternsCommandTest {
    private static final Path SAMPLES = Path.of("../samples/conversations.jsonl");

    @TempDir
    Path folder = Path.of("");

    @Test
    void whatNewWritesPassesAtOnce() {
        RunOfWardline written = newPattern();
        assertThat(written.exitCode()).as(written.err()).isZero();
        assertThat(written.out()).contains("patterns lint", "patterns test");

        RunOfWardline lint = run("lint", folder.toString());
        assertThat(lint.exitCode()).as(lint.out()).isZero();
        assertThat(lint.out()).endsWith("0 errors, 0 warnings in 1 pattern\n");

        RunOfWardline test =
                run("test", folder.resolve("grooming/gift-before-threat").toString());
        assertThat(test.exitCode()).as(test.out()).isZero();
        assertThat(test.out()).contains("6 mutants, 0 unnoticed");
    }

    @Test
    void newOverwritesNothing() throws IOException {
        newPattern();
        Path pattern = folder.resolve("grooming/gift-before-threat/pattern.yaml");
        Files.writeString(pattern, "mine");
        RunOfWardline again = newPattern();
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.err().lines()).singleElement().asString().contains("is there already");
        assertThat(pattern).hasContent("mine");
    }

    @Test
    void newRefusesAnIdThatCouldNotBeOne() {
        RunOfWardline refused = run("new", "Gift_1", "--dir", folder.toString());
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("kebab-case");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void lintTellsEveryMistakeWithItsPageAndFails() throws IOException {
        newPattern();
        mend("when: image_request", "when: imag_request");
        RunOfWardline lint = run("lint", folder.toString());
        assertThat(lint.exitCode()).isEqualTo(1);
        assertThat(lint.out())
                .contains(
                        "pattern.yaml:17:11 error P014: unknown name 'imag_request' (did you mean 'image_request'?)",
                        "        when: imag_request\n              ^\n    see docs/patterns/diagnostics.md#p014\n")
                .endsWith("1 error, 0 warnings in 1 pattern\n");
    }

    @Test
    void lintSpeaksJson() throws IOException {
        newPattern();
        mend("when: image_request", "when: imag_request");
        JsonNode told = new ObjectMapper()
                .readTree(run("lint", "--json", folder.toString()).out());
        assertThat(told.get("errors").asInt()).isEqualTo(1);
        assertThat(told.at("/diagnostics/0/code").asText()).isEqualTo("P014");
        assertThat(told.at("/diagnostics/0/line").asInt()).isEqualTo(17);
        assertThat(told.at("/diagnostics/0/page").asText()).isEqualTo("docs/patterns/diagnostics.md#p014");
    }

    @Test
    void theBundledSetIsRightAndCosted() throws IOException {
        JsonNode told = new ObjectMapper().readTree(run("lint", "--json").out());
        assertThat(told.get("errors").asInt()).isZero();
        assertThat(told.get("patterns").size()).isGreaterThanOrEqualTo(9);
        JsonNode platformMove = told.get("patterns").get(1);
        assertThat(platformMove.get("id").asText()).isEqualTo("platform-move");
        // Two steps that are taken once, told by the offender: each of 512 events is tested for both.
        assertThat(platformMove.at("/cost/step_tests").asLong()).isEqualTo(2 * 512);
        assertThat(platformMove.at("/cost/conditions_per_event").asInt()).isEqualTo(1);
    }

    @Test
    void testTellsWhatWasMissingWithItsLineAndFails() throws IOException {
        newPattern();
        mend("window: 7d", "window: 3d");
        RunOfWardline test = run("test", folder.toString());
        assertThat(test.exitCode()).isEqualTo(1);
        assertThat(test.out())
                .contains(
                        "tests.yaml:9 gift-before-threat: tells a plea for secrecy days after a request, in whatever order they arrive: not told: secrecy of offender by [request, secrecy]")
                .contains("1 pattern, 1 failed");
    }

    @Test
    void aMutantThatNobodyNoticesFailsUnlessMutantsAreLeftOut() throws IOException {
        newPattern();
        Path tests = folder.resolve("grooming/gift-before-threat/tests.yaml");
        Files.writeString(tests, Files.readString(tests).replace("at: 7d", "at: 14d"));
        RunOfWardline test = run("test", folder.toString());
        assertThat(test.exitCode()).isEqualTo(1);
        assertThat(test.out())
                .contains(
                        "no case notices the mutant \"double the window\"; add a silent case that takes 7d or more, and less than 14d");
        assertThat(run("test", "--no-mutations", folder.toString()).exitCode()).isZero();
    }

    @Test
    void aFilterRunsWhatItNames() {
        assertThat(run("test", "--filter", "a week later").out())
                .contains("self-harm-after-threat", "repeat-demand")
                .doesNotContain("victim-report");
        RunOfWardline nothing = run("test", "--filter", "no such case");
        assertThat(nothing.exitCode()).isEqualTo(1);
        assertThat(nothing.err()).contains("no such case");
    }

    @Test
    void aPathThatHoldsNoPatternIsRefusedInOneLine() {
        for (String path :
                new String[] {folder.toString(), folder.resolve("nowhere").toString()}) {
            RunOfWardline refused = run("lint", path);
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.err().lines()).singleElement().asString().contains(path);
        }
    }

    @Test
    void explainSaysWhatAPatternTellsAndDrawsIt() {
        Path svg = folder.resolve("drawn.svg");
        RunOfWardline explained = run("explain", "threat-after-image", "--svg", svg.toString());
        assertThat(explained.exitCode()).as(explained.err()).isZero();
        assertThat(explained.out())
                .contains("threat: the offender does something for which `threat` holds", "tells HIGH");
        assertThat(svg).content().startsWith("<svg ");
    }

    @Test
    void explainSaysWhyItToldAndNeverAText() throws IOException {
        Path events = folder.resolve("events.jsonl");
        Files.writeString(
                events,
                """
                {"event_id":"e1","conversation_id":"c1","occurred_at":"2026-11-02T00:00:00Z","kind":"MEDIA","sender":{"account_id":"v"},"recipients":[{"account_id":"o"}],"signals":{"nudity":0.93},"text":"private words"}
                {"event_id":"e2","conversation_id":"c2","occurred_at":"2026-11-02T00:00:00Z","kind":"MESSAGE","sender":{"account_id":"v"},"recipients":[{"account_id":"o"}],"text":"of c1"}
                {"event_id":"e3","conversation_id":"c1","occurred_at":"2026-11-02T00:08:00Z","kind":"MESSAGE","sender":{"account_id":"o"},"recipients":[{"account_id":"v"}],"signals":{"threat_exposure":0.88},"text":"private words"}
                """);
        RunOfWardline told =
                run("explain", "threat-after-image", "--events", events.toString(), "--conversation", "c1");
        assertThat(told.exitCode()).as(told.err()).isZero();
        assertThat(told.out())
                .contains("2 events, 2 of them evidence", "TOLD threat, HIGH, of o", "signals.threat_exposure is 0.88")
                .doesNotContain("private");

        RunOfWardline nobody =
                run("explain", "threat-after-image", "--events", events.toString(), "--conversation", "c9");
        assertThat(nobody.exitCode()).isEqualTo(1);
        assertThat(nobody.err().lines()).singleElement().asString().contains("c9");
    }

    @Test
    void explainReadsWhatAReplayReads() {
        assertThat(run("explain", "full-sequence", "--events", SAMPLES.toString(), "--conversation", "conv-3d41fa38")
                        .out())
                .contains("TOLD threat, HIGH, of acc-9476a192", "TOLD payment, CRITICAL, of acc-9476a192");
    }

    @Test
    void explainTakesTheWholeFileForWhatIsKnown() throws IOException {
        Path pattern = folder.resolve("no-block/pattern.yaml");
        Files.createDirectories(folder.resolve("no-block"));
        Files.writeString(
                pattern,
                """
                id: no-block
                title: A threat that is not followed by a block
                revision: 1
                status: draft
                owner: child-safety
                why: Who does not block is still in reach.
                window: 1d
                sequence:
                  - {step: threat, by: offender, when: threat}
                  - {absent: block, by: victim, when: kind == 'BLOCK', for: 1h, emit: {severity: LOW, explanation: "{victims} did not block."}}
                """);
        Path events = folder.resolve("events.jsonl");
        Files.writeString(
                events,
                """
                {"event_id":"e1","conversation_id":"c1","occurred_at":"2026-11-02T00:00:00Z","kind":"MESSAGE","sender":{"account_id":"o"},"recipients":[{"account_id":"v"}],"signals":{"threat_exposure":0.9}}
                {"event_id":"e2","conversation_id":"c2","occurred_at":"2026-11-02T01:00:00Z","kind":"CALL","sender":{"account_id":"x"},"recipients":[{"account_id":"y"}]}
                """);
        assertThat(explained(pattern, events, "c1").out())
                .contains("TOLD block, LOW, of o", "block: none came until 2026-11-02T01:00:00Z")
                .doesNotContain("NOT TOLD");

        Files.writeString(events, Files.readString(events).replace("T01:00:00Z", "T00:59:59Z"));
        assertThat(explained(pattern, events, "c1").out()).contains("NOT TOLD block of o", "2026-11-02T00:59:59Z");
    }

    @Test
    void explainKnowsWhoTakesPart() {
        RunOfWardline refused = run(
                "explain",
                "full-sequence",
                "--events",
                SAMPLES.toString(),
                "--conversation",
                "conv-3d41fa38",
                "--offender",
                "acc-nope");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("acc-nope", "takes no part", "acc-9476a192");
    }

    @Test
    void aSlipInACommandIsGuessed() {
        RunOfWardline refused = run("lnit", "x");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("'lnit'", "(did you mean 'lint'?)");
    }

    private static RunOfWardline explained(Path pattern, Path events, String conversation) {
        return run("explain", pattern.toString(), "--events", events.toString(), "--conversation", conversation);
    }

    @Test
    void explainSuggestsAnId() {
        RunOfWardline refused = run("explain", "threat-after-imag");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("did you mean 'threat-after-image'?");
    }

    private RunOfWardline newPattern() {
        return run("new", "gift-before-threat", "--dir", folder.toString(), "--family", "grooming");
    }

    private void mend(String right, String wrong) throws IOException {
        Path pattern = folder.resolve("grooming/gift-before-threat/pattern.yaml");
        Files.writeString(pattern, Files.readString(pattern).replace(right, wrong));
    }

    private static RunOfWardline run(String... args) {
        String[] all = new String[args.length + 1];
        all[0] = "patterns";
        System.arraycopy(args, 0, all, 1, args.length);
        return RunOfWardline.of(all);
    }
}
