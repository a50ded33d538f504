// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wardline.cli.RunOfWardline;
import io.wardline.pattern.catalog.PatternCatalog;
import io.wardline.schema.AvroJson;
import io.wardline.v1.ConversationEvent;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Goal: a backtest tells what the job would, however the recording is stored, cut and ordered. Method: the peer is {@code replay}, which
 * runs the job itself.
 */
class BacktestTest {
    private static final Path SAMPLES = Path.of("..", "samples", "conversations.jsonl");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Computed once: it starts a cluster. */
    private static Set<Told.Key> standingOfSamples = Set.of();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @BeforeAll
    static void replaySamples(@TempDir Path out) throws IOException {
        standingOfSamples = standingOfReplay(SAMPLES, out.resolve("replayed"));
    }

    @Test
    void tellsTheStandingAlertsOfAReplayOfTheSamples() throws IOException {
        assertThat(keys(run(1, new JsonLinesFile(SAMPLES)))).isEqualTo(standingOfSamples);
    }

    @Test
    void tellsTheSameOfAnAvroFileAndOfShuffledLinesWithCopies() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(SAMPLES));
        lines.addAll(lines.subList(0, lines.size() / 2));
        Collections.shuffle(lines, new Random(5));
        Path shuffled = Files.write(folder.resolve("shuffled.jsonl"), lines);
        Path avro = folder.resolve("samples.avro");
        try (EventFile file = EventFile.create(avro)) {
            for (String line : lines) {
                try {
                    file.append(AvroJson.read(ConversationEvent.class, AvroJson.parse(line)));
                } catch (io.wardline.schema.InvalidRecordException e) {
                    throw new AssertionError(e);
                }
            }
        }

        Set<Told.Key> expected = standingOfSamples;
        assertThat(keys(run(2, new JsonLinesFile(shuffled)))).isEqualTo(expected);
        assertThat(keys(run(2, new AvroFile(avro)))).isEqualTo(expected);
    }

    /** Lines and blocks longer than a part, some that end with it, and a part larger than the file. */
    @ParameterizedTest
    @ValueSource(longs = {10_007, 65_536, 1 << 30})
    void readsEveryRecordOnceWhereverPartsAreCut(long partBytes) throws IOException {
        Path avro = week("week.avro", 3_000);
        Path lines = week("week.jsonl", 3_000);

        Findings ofAvro = run(3, new AvroFile(avro, partBytes));
        Findings ofLines = run(3, new JsonLinesFile(lines, partBytes / 50));

        assertThat(ofAvro.reading().records()).isEqualTo(3_000);
        assertThat(ofLines.reading().records()).isEqualTo(3_000);
        assertThat(ofAvro.reading().evidence()).isEqualTo(ofLines.reading().evidence());
        assertThat(keys(ofAvro)).isEqualTo(keys(ofLines));
    }

    @Test
    void findsTheCrimesOfAGeneratedWeekAndNothingElse() throws IOException {
        Path truth = folder.resolve("truth.csv");
        Path avro = folder.resolve("week.avro");
        generate(avro, truth, 100_000);

        Findings findings = run(2, new AvroFile(avro));

        Labels.Score score = Labels.load(truth).score(findings.told());
        assertThat(score.found()).isGreaterThan(1);
        assertThat(score.missed()).isEmpty();
        assertThat(score.accused()).isEmpty();
        assertThat(score.unlabelled()).isZero();
        double share =
                (double) findings.reading().evidence() / findings.reading().records();
        assertThat(share).isBetween(0.04, 0.06);
    }

    @Test
    void goesOnBehindADamagedLineAndSaysWhereItIs() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(SAMPLES));
        lines.add(1, "{\"event_id\": \"canary");
        lines.add("[1, 2]");
        Path damaged = Files.write(folder.resolve("damaged.jsonl"), lines);

        Findings findings = run(1, new JsonLinesFile(damaged));

        assertThat(keys(findings)).isEqualTo(standingOfSamples);
        assertThat(findings.reading().rejected()).isEqualTo(2);
        assertThat(findings.reading().rejections())
                .anyMatch(text -> text.startsWith(
                        damaged + " line at byte " + (lines.get(0).length() + 1)))
                .noneMatch(text -> text.contains("canary"));
    }

    @Test
    void goesOnBehindADamagedBlockOfAnAvroFile() throws IOException {
        Path avro = week("week.avro", 20_000);
        byte[] bytes = Files.readAllBytes(avro);
        // In the middle of a block in the middle of the file.
        for (int i = 0; i < 64; i++) {
            bytes[bytes.length / 2 + i] = -1;
        }
        Files.write(avro, bytes);

        Findings findings = run(1, new AvroFile(avro));

        assertThat(findings.reading().rejected()).isPositive();
        assertThat(findings.reading().records()).isBetween(10_000L, 19_999L);
    }

    @Test
    void listsWhatAnotherSetTellsAndWhatItDoesNot() throws IOException {
        PatternCatalog bundled = PatternCatalog.bundled();
        Path one = Files.createDirectories(folder.resolve("set/threat-after-image"));
        String yaml = bundled.find("threat-after-image").orElseThrow().yaml();
        Files.writeString(one.resolve("pattern.yaml"), yaml);
        PatternCatalog smaller = PatternCatalog.load(folder.resolve("set"));

        Findings less = backtest(1)
                .run(List.of(new JsonLinesFile(SAMPLES)), smaller.automata(), Optional.of(bundled.automata()));
        Findings more = backtest(1)
                .run(List.of(new JsonLinesFile(SAMPLES)), bundled.automata(), Optional.of(smaller.automata()));

        Set<Told.Key> all = standingOfSamples;
        long others = all.stream()
                .filter(key -> !key.patternId().equals("threat-after-image"))
                .count();
        assertThat(less.added()).isEmpty();
        assertThat(less.gone())
                .hasSize((int) others)
                .noneMatch(told -> told.key().patternId().equals("threat-after-image"));
        assertThat(more.added()).hasSize((int) others);
        assertThat(more.gone()).isEmpty();
    }

    /** What an author has just written is a draft; of a set that is live, what is not live tells nothing. */
    @Test
    void triesADraftAndComparesWithWhatIsLive() throws IOException {
        Path draft = Files.createDirectories(folder.resolve("drafts/threat-after-image"));
        String yaml = PatternCatalog.bundled()
                .find("threat-after-image")
                .orElseThrow()
                .yaml();
        Files.writeString(draft.resolve("pattern.yaml"), yaml.replace("status: live", "status: draft"));
        long expected = standingOfSamples.stream()
                .filter(key -> key.patternId().equals("threat-after-image"))
                .count();
        String drafts = folder.resolve("drafts").toString();

        RunOfWardline tried =
                RunOfWardline.of("patterns", "backtest", SAMPLES.toString(), "--patterns", draft.toString());
        RunOfWardline compared = RunOfWardline.of("patterns", "backtest", SAMPLES.toString(), "--live", drafts);

        assertThat(tried.exitCode()).as(tried.err()).isZero();
        assertThat(tried.out()).containsPattern("alerts +" + expected + "\\b");
        assertThat(compared.out()).contains("+" + standingOfSamples.size() + " -0 against the set that is live");
    }

    private Path week(String name, long events) throws IOException {
        Path file = folder.resolve(name);
        generate(file, folder.resolve(name + ".csv"), events);
        return file;
    }

    private static void generate(Path file, Path truth, long events) throws IOException {
        try (EventFile out = EventFile.create(file);
                LabelFile labels = LabelFile.create(truth)) {
            Week week = new Week(7, Instant.parse("2026-11-02T00:00:00Z"), events, labels);
            for (long i = 0; i < events; i++) {
                out.append(week.next());
            }
        }
    }

    private static Findings run(int threads, EventSource source) throws IOException {
        return backtest(threads).run(List.of(source), PatternCatalog.bundled().automata(), Optional.empty());
    }

    private static Backtest backtest(int threads) {
        return new Backtest(threads, new Progress(new PrintWriter(Writer.nullWriter()), false));
    }

    private static Set<Told.Key> keys(Findings findings) {
        Set<Told.Key> keys = new TreeSet<>();
        findings.told()
                .forEach(told ->
                        assertThat(keys.add(told.key())).as(told.toString()).isTrue());
        return keys;
    }

    /** By the contract: neither withdrawn nor superseded. */
    private static Set<Told.Key> standingOfReplay(Path events, Path out) throws IOException {
        RunOfWardline replay = RunOfWardline.of("replay", "--events", events.toString(), "--out", out.toString());
        assertThat(replay.exitCode()).as(replay.err()).isZero();
        List<JsonNode> alerts = new ArrayList<>();
        Set<String> superseded = new HashSet<>();
        for (String line : Files.readAllLines(out.resolve("alerts.jsonl"), StandardCharsets.UTF_8)) {
            JsonNode alert = JSON.readTree(line);
            alerts.add(alert);
            superseded.add(alert.path("supersedes").asText(""));
        }
        Set<Told.Key> keys = new TreeSet<>();
        for (JsonNode alert : alerts) {
            if (!alert.get("withdrawn").asBoolean()
                    && !superseded.contains(alert.get("alert_id").asText())) {
                JsonNode evidence = alert.get("evidence");
                keys.add(new Told.Key(
                        alert.get("conversation_id").asText(),
                        alert.get("offender").get("account_id").asText(),
                        alert.get("pattern_id").asText(),
                        alert.get("step").asText(),
                        evidence.get(evidence.size() - 1).get("event_id").asText()));
            }
        }
        assertThat(keys).hasSizeGreaterThan(100);
        return keys;
    }
}
