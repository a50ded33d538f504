// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.replay;

import static io.wardline.cli.replay.Talk.d;
import static io.wardline.cli.replay.Talk.h;
import static io.wardline.cli.replay.Talk.m;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same records give the same answer, whatever the order they are written or become known in. */
class ReplayDeterminismTest {
    private static final String UNTIL = "--until=" + Line.START.plus(d(30));

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @Test
    void writesTheSameBytesTwiceAndForShuffledLines() {
        long seed = 11;
        Random random = new Random(seed);
        List<Line> lines = new ArrayList<>(delayed(corpus(seed, 40), random));
        // Copies of one id and time that differ: their order in the file must not decide either.
        for (Line line : List.copyOf(lines)) {
            if (random.nextInt(5) == 0) {
                lines.add(line.copy().signal("threat_exposure", 0.95).text("another"));
            }
        }
        List<Line> reports = caseIds(lines).stream()
                .map(id -> Line.report(
                        id + ".r", id, h(random.nextInt(100)), random.nextBoolean() ? "FILED" : "DISMISSED"))
                .collect(Collectors.toCollection(ArrayList::new));

        ReplayRun first = ReplayRun.ofEventsAndReports(folder.resolve("first"), lines, reports);
        ReplayRun again = ReplayRun.ofEventsAndReports(folder.resolve("again"), lines, reports);
        Collections.shuffle(lines, random);
        Collections.shuffle(reports, random);
        ReplayRun shuffled = ReplayRun.ofEventsAndReports(folder.resolve("shuffled"), lines, reports);

        assertThat(first.alerts()).as("seed %s", seed).hasSizeGreaterThan(40);
        assertThat(again.bytes()).as("seed %s", seed).isEqualTo(first.bytes());
        assertThat(shuffled.bytes()).as("seed %s", seed).isEqualTo(first.bytes());
    }

    @Test
    void standsByTheSameAlertsWhateverBecameKnownWhen() {
        for (long seed : List.of(1L, 2L, 3L)) {
            List<Line> corpus = corpus(seed, 60);
            ReplayRun sorted = ReplayRun.ofEvents(folder.resolve("sorted-" + seed), corpus, UNTIL);
            assertThat(ids(sorted.standing())).as("seed %s", seed).hasSizeGreaterThan(40);
            ReplayRun delayed =
                    ReplayRun.ofEvents(folder.resolve("delayed-" + seed), delayed(corpus, new Random(seed)), UNTIL);

            assertThat(described(delayed)).as("seed %s", seed).isEqualTo(described(sorted));
            assertThat(ids(delayed.standing())).as("seed %s", seed).isEqualTo(ids(sorted.standing()));
            assertThat(delayed.alerts().stream().filter(alert -> alert.has("supersedes")))
                    .as("seed %s", seed)
                    .isNotEmpty();
            correctsOnlyWhatStands(delayed, seed);
        }
    }

    @Test
    void leavesOutCopies() {
        long seed = 23;
        Random random = new Random(seed);
        List<Line> corpus = delayed(corpus(seed, 40), random);
        ReplayRun once = ReplayRun.ofEvents(folder.resolve("once"), corpus, UNTIL);
        List<Line> copied = new ArrayList<>(corpus);
        for (Line line : corpus) {
            copied.add(line.copy());
            Line later = line.copy();
            later.json()
                    .put(
                            "known_at",
                            line.knownAt().plus(m(random.nextInt(3000))).toString());
            copied.add(later);
        }

        ReplayRun more = ReplayRun.ofEvents(folder.resolve("copied"), copied, UNTIL);

        assertThat(more.bytes()).as("seed %s", seed).isEqualTo(once.bytes());
    }

    @Test
    void withdrawsAndSupersedesWhatALateEventChanges() {
        Talk earlierImage = Talk.withChild("earlier-image").image("i", m(0)).threat("t", m(10));
        earlierImage
                .add("h", m(-5), "MEDIA", earlierImage.victim(), earlierImage.offender())
                .signal("nudity", 0.9)
                .knownAt(m(60));
        Talk earlierThreat = Talk.withChild("earlier-threat").image("i", m(0)).threat("t", m(10));
        earlierThreat.says("s", m(5)).signal("threat_exposure", 0.9).knownAt(m(60));
        Talk between = Talk.withChild("between").image("i", m(0)).threat("t", m(10));
        between.says("s", m(5)).signal("threat_exposure", 0.9).knownAt(m(60));
        between.add("j", m(7), "MEDIA", between.victim(), between.offender())
                .signal("nudity", 0.9)
                .knownAt(m(70));
        Talk sameTime = Talk.withChild("same-time").image("i", m(0)).threat("t", m(10));
        sameTime.add("h", m(0), "MEDIA", sameTime.victim(), sameTime.offender())
                .signal("nudity", 0.9)
                .knownAt(m(60));
        Talk irrelevant = Talk.withChild("irrelevant").image("i", m(0)).threat("t", m(10));
        irrelevant
                .add("j", m(1), "MEDIA", irrelevant.victim(), irrelevant.offender())
                .signal("nudity", 0.9)
                .knownAt(m(60));

        ReplayRun run = ReplayRun.ofEvents(
                folder.resolve("late"),
                ReplayRun.linesOf(List.of(earlierImage, earlierThreat, between, sameTime, irrelevant)));

        String first = "threat-after-image/threat CRITICAL off>vic [i, t]";
        assertThat(story(run, "earlier-image"))
                .containsExactly(first, "threat-after-image/threat CRITICAL off>vic [h, t] instead of 0");
        assertThat(story(run, "earlier-threat"))
                .containsExactlyInAnyOrder(
                        first,
                        "threat-after-image/threat CRITICAL off>vic [i, t] withdrawn instead of 0",
                        "threat-after-image/threat CRITICAL off>vic [i, s]");
        assertThat(story(run, "between"))
                .containsExactlyInAnyOrder(
                        first,
                        "threat-after-image/threat CRITICAL off>vic [i, t] withdrawn instead of 0",
                        "threat-after-image/threat CRITICAL off>vic [i, s]",
                        "threat-after-image/threat CRITICAL off>vic [j, t]");
        assertThat(story(run, "same-time"))
                .containsExactly(first, "threat-after-image/threat CRITICAL off>vic [h, t] instead of 0");
        assertThat(story(run, "irrelevant")).containsExactly(first);
        assertThat(run.alerts().stream().map(alert -> alert.path("alert_id").asText()))
                .doesNotHaveDuplicates();
    }

    @Test
    void withdrawsAMatchThatALateEventGivesUp() throws IOException {
        Path pattern =
                Files.createDirectories(folder.resolve("patterns/test/gap")).resolve("pattern.yaml");
        Files.writeString(
                pattern,
                """
                id: gap
                title: Three in a row
                revision: 7
                status: live
                owner: test
                why: A gap after a step that takes the first event only.
                window: 24h
                sequence:
                  - step: first
                    by: offender
                    when: kind == 'CONTACT'
                  - step: second
                    by: offender
                    when: kind == 'CALL'
                  - step: third
                    by: offender
                    within: 10m
                    when: kind == 'BLOCK'
                    emit:
                      severity: MEDIUM
                      explanation: "{offender} did three things to {victims}; look at them."
                """);
        Talk talk = Talk.withAdult("gap").contact("a", m(0));
        talk.add("b", m(20), "CALL", talk.offender(), talk.victim());
        talk.add("c", m(30).minusMillis(1), "BLOCK", talk.offender(), talk.victim());
        talk.add("b0", m(5), "CALL", talk.offender(), talk.victim()).knownAt(m(50));

        ReplayRun run =
                ReplayRun.ofEvents(folder.resolve("gap"), talk.lines(), "--patterns=" + folder.resolve("patterns"));

        assertThat(story(run, "gap"))
                .containsExactly(
                        "gap/third MEDIUM off>vic [a, b, c]",
                        "gap/third MEDIUM off>vic [a, b, c] withdrawn instead of 0");
        assertThat(run.standing()).isEmpty();
        assertThat(run.alerts())
                .allSatisfy(alert ->
                        assertThat(alert.path("pattern_revision").asInt()).isEqualTo(7));
    }

    /** What was told of a conversation, in order, and which of it each correction stands instead of. */
    private static List<String> story(ReplayRun run, String conversation) {
        List<JsonNode> alerts = run.alertsOf(conversation);
        List<String> ids =
                alerts.stream().map(alert -> alert.path("alert_id").asText()).toList();
        return alerts.stream()
                .map(alert -> ReplayRun.told(alert)
                        + (alert.has("supersedes")
                                ? " instead of "
                                        + ids.indexOf(alert.path("supersedes").asText())
                                : ""))
                .toList();
    }

    /** Each correction names an alert of the same pattern, step, case and deciding event, and none is corrected twice. */
    private static void correctsOnlyWhatStands(ReplayRun run, long seed) {
        Map<String, JsonNode> byId = new HashMap<>();
        run.alerts().forEach(alert -> byId.put(alert.path("alert_id").asText(), alert));
        assertThat(byId).as("seed %s", seed).hasSameSizeAs(run.alerts());
        Set<String> corrected = new HashSet<>();
        for (JsonNode alert : byId.values()) {
            if (!alert.has("supersedes")) {
                assertThat(alert.path("withdrawn").asBoolean()).isFalse();
                continue;
            }
            JsonNode old = byId.getOrDefault(alert.path("supersedes").asText(), alert);
            for (String same : List.of("pattern_id", "step", "case_id", "occurred_at", "burst_id")) {
                assertThat(old.path(same))
                        .as("%s, seed %s: %s", same, seed, alert)
                        .isEqualTo(alert.path(same));
            }
            assertThat(old).as("seed %s", seed).isNotSameAs(alert);
            assertThat(corrected.add(old.path("alert_id").asText()))
                    .as("seed %s: %s", seed, old)
                    .isTrue();
        }
    }

    private static Set<String> ids(List<JsonNode> alerts) {
        return alerts.stream()
                .map(alert -> alert.path("alert_id").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> described(ReplayRun run) {
        return run.standing().stream()
                .map(alert -> alert.path("conversation_id").asText() + ": " + ReplayRun.told(alert))
                .sorted()
                .toList();
    }

    private List<String> caseIds(List<Line> lines) {
        return ReplayRun.ofEvents(folder.resolve("ids"), lines).cases().stream()
                .map(c -> c.path("case_id").asText())
                .toList();
    }

    private static List<Line> delayed(List<Line> lines, Random random) {
        return lines.stream()
                .map(line -> {
                    Line copy = line.copy();
                    Duration delay =
                            random.nextInt(3) == 0 ? Duration.ZERO : Duration.ofMinutes(random.nextInt(24 * 60));
                    copy.json().put("known_at", line.knownAt().plus(delay).toString());
                    return copy;
                })
                .toList();
    }

    /** Conversations of three who contact, threaten, demand, pay and report, close together or days apart, often at one time. */
    private static List<Line> corpus(long seed, int talks) {
        Random random = new Random(seed);
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < talks; i++) {
            Talk talk = Talk.withChild("talk-" + seed + "-" + i);
            List<Person> people = List.of(talk.offender(), talk.victim(), talk.person("third", "UNKNOWN"));
            int spread = random.nextBoolean() ? 5 : random.nextBoolean() ? 90 : 4000;
            int events = random.nextInt(5, 11);
            Duration at = m(random.nextInt(600));
            for (int e = 0; e < events; e++) {
                int from = random.nextInt(4) == 0 ? 2 : random.nextInt(2);
                act(talk, "e" + random.nextInt(1000) + "x" + e, at, people, from, random);
                at = at.plusMinutes(random.nextInt(spread));
            }
            lines.addAll(talk.lines());
        }
        return lines;
    }

    private static void act(Talk talk, String id, Duration at, List<Person> people, int from, Random random) {
        Person[] others = IntStream.range(0, 3)
                .filter(i -> i != from)
                .mapToObj(people::get)
                .toArray(Person[]::new);
        Person sender = people.get(from);
        switch (random.nextInt(9)) {
            case 0 -> talk.add(id, at, "CONTACT", sender, others);
            case 1, 2 -> talk.add(id, at, "MEDIA", sender, others).signal("nudity", random.nextInt(10) / 10d);
            case 3, 4 ->
                talk.add(id, at, "MESSAGE", sender, others).signal("threat_exposure", random.nextInt(3, 10) / 10d);
            case 5 -> talk.add(id, at, "MESSAGE", sender, others).pays(random.nextBoolean() ? "REQUESTED" : "SENT");
            case 6 ->
                talk.add(id, at, "MESSAGE", sender, others)
                        .signal("threat_exposure", 0.8)
                        .pays("REQUESTED");
            case 7 ->
                talk.add(id, at, "MESSAGE", sender, others)
                        .signal(random.nextBoolean() ? "image_request" : "platform_migration", 0.8);
            default -> {
                if (random.nextBoolean()) {
                    talk.add(id, at, "USER_REPORT", sender);
                } else {
                    talk.add(id, at, "MESSAGE", sender, others).signal("self_harm", 0.7);
                }
            }
        }
    }
}
