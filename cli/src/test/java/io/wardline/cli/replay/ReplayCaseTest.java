// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.replay;

import static io.wardline.cli.replay.Talk.d;
import static io.wardline.cli.replay.Talk.h;
import static io.wardline.cli.replay.Talk.m;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Cases, clocks and ladders. Most conversations are an image 10 minutes before {@link Line#START} and a threat at it. */
class ReplayCaseTest {
    private static final Duration UNTIL = d(40);
    private static final String[] TO_LEGAL = {"lead 24 left 48", "manager 48 left 24", "legal 66 left 6"};

    private final List<Story> stories = new ArrayList<>();

    @TestFactory
    Stream<DynamicTest> keepsTheClock(@TempDir Path folder) {
        ladders();
        crises();
        clocks();
        filings();
        restarts();
        dismissals();
        acknowledgements();
        waits();
        List<Line> events =
                ReplayRun.linesOf(stories.stream().map(story -> story.talk).toList());
        // Ids of cases are hashes; a first replay tells them.
        Map<String, String> caseIds =
                ReplayRun.ofEvents(folder.resolve("ids"), events, "--until=" + Line.START.plus(UNTIL)).cases().stream()
                        .collect(Collectors.toMap(c -> c.path("conversation_id").asText(), c -> c.path("case_id")
                                .asText()));
        List<Line> reports = stories.stream()
                .flatMap(story -> story.reports.stream())
                .map(line -> line.with(
                        "case_id",
                        caseIds.getOrDefault(
                                line.json().path("case_id").asText(),
                                line.json().path("case_id").asText())))
                .toList();
        ReplayRun run = ReplayRun.ofEventsAndReports(
                folder.resolve("run"), events, reports, "--until=" + Line.START.plus(UNTIL));
        return Stream.concat(
                stories.stream().map(story -> DynamicTest.dynamicTest(story.name, () -> story.check(run))),
                Stream.of(DynamicTest.dynamicTest(
                        "no escalation is told twice", () -> assertThat(run.escalations().stream()
                                        .map(e -> e.path("escalation_id").asText()))
                                .doesNotHaveDuplicates())));
    }

    @Test
    void firesWhatIsDueAtTheGreatestKnownAtAndNothingAfter(@TempDir Path folder) {
        Talk due = threat(Talk.withChild("due"));
        due.says("x", h(23)).knownAt(h(24));
        Talk early = threat(Talk.withChild("early"));
        early.says("x", h(24).minusMillis(1));

        assertThat(ReplayRun.ofEvents(folder.resolve("due"), due.lines()).escalationsOf("due").stream()
                        .map(ReplayCaseTest::brief))
                .containsExactly("lead 24 left 48");
        assertThat(ReplayRun.ofEvents(folder.resolve("early"), early.lines()).escalationsOf("early"))
                .isEmpty();
    }

    @Test
    void readsNothingKnownAfterUntil(@TempDir Path folder) {
        Talk talk = threat(Talk.withChild("until"));
        talk.image("j", h(20)).threat("u", h(48));
        talk.image("k", h(47)).says("v", h(48)).signal("threat_exposure", 0.9).knownAt(h(48).plusMillis(1));
        Talk after = Talk.withChild("after");
        after.add("i", m(-10), "MEDIA", after.victim(), after.offender()).signal("nudity", 0.9);
        after.says("t", m(0)).signal("threat_exposure", 0.9).knownAt(h(50));
        List<Line> bad = List.of(Line.event("bad", "b", h(49), "MESSAGE", after.victim()));
        List<Line> events = Stream.of(talk.lines(), after.lines(), bad)
                .flatMap(List::stream)
                .toList();

        ReplayRun run = ReplayRun.ofEvents(folder, events, "--until=" + at(h(48)));

        assertThat(run.alerts().stream().map(ReplayRun::told))
                .containsExactlyInAnyOrder(
                        "threat-after-image/threat CRITICAL off>vic [i, t]",
                        "threat-after-image/threat CRITICAL off>vic [j, u]");
        assertThat(run.escalationsOf("until").stream().map(ReplayCaseTest::brief))
                .containsExactly("lead 24 left 48", "manager 48 left 24");
        assertThat(run.cases()).hasSize(1);
        assertThat(run.deadLetters()).isEmpty();
    }

    /** Reports in random order; a model of the contract says what must come of them. */
    @Test
    void keepsStatusAndBreachWhateverTheOrderOfReports(@TempDir Path folder) {
        long seed = 20261102;
        Random random = new Random(seed);
        List<Talk> talks = IntStream.range(0, 60)
                .mapToObj(i -> threat(Talk.withChild("random-" + i)))
                .toList();
        String until = "--until=" + at(d(20));
        Map<String, String> conversations =
                ReplayRun.ofEvents(folder.resolve("ids"), ReplayRun.linesOf(talks), until).cases().stream()
                        .collect(Collectors.toMap(c -> c.path("case_id").asText(), c -> c.path("conversation_id")
                                .asText()));
        Map<String, List<Line>> perCase = new TreeMap<>();
        List<String> kinds = List.of("ACKNOWLEDGED", "CONFIRMED", "FILED", "FILED", "REJECTED", "RETRACTED", "UNKNOWN");
        for (String caseId : new TreeMap<>(conversations).keySet()) {
            List<Line> lines = new ArrayList<>();
            int hour = random.nextInt(-40, 60);
            int count = random.nextInt(1, 7);
            for (int i = 0; i < count; i++) {
                lines.add(Line.report(
                                caseId + i,
                                caseId,
                                h(hour - random.nextInt(6)),
                                kinds.get(random.nextInt(kinds.size())))
                        .knownAt(h(hour)));
                hour += random.nextInt(1, 15);
            }
            if (random.nextInt(4) == 0) {
                lines.add(Line.report(caseId + "z", caseId, h(hour), "DISMISSED"));
            }
            perCase.put(caseId, lines);
        }
        List<Line> reports =
                new ArrayList<>(perCase.values().stream().flatMap(List::stream).toList());
        Collections.shuffle(reports, random);

        ReplayRun run = ReplayRun.ofEventsAndReports(folder.resolve("run"), ReplayRun.linesOf(talks), reports, until);

        perCase.forEach((caseId, lines) -> {
            JsonNode c = run.onlyCaseOf(conversations.getOrDefault(caseId, ""));
            String what = "seed " + seed + " " + lines + "\n"
                    + run.escalationsOf(c.path("conversation_id").asText());
            String status = "OPEN";
            boolean inTime = false;
            List<double[]> quiet = new ArrayList<>();
            for (Line line : lines) {
                double known = Duration.between(Line.START, line.knownAt()).toMinutes() / 60d;
                switch (line.json().path("kind").asText()) {
                    case "FILED" -> {
                        if (status.equals("OPEN")) {
                            quiet.add(new double[] {known, Double.MAX_VALUE});
                        }
                        status = "FILED";
                        inTime |= !time(line.json(), "occurred_at").isAfter(at(h(72)));
                    }
                    case "REJECTED", "RETRACTED" -> {
                        if (status.equals("FILED")) {
                            quiet.get(quiet.size() - 1)[1] = known;
                        }
                        status = "OPEN";
                        inTime = false;
                    }
                    case "DISMISSED" -> {
                        quiet.add(new double[] {known, Double.MAX_VALUE});
                        status = "DISMISSED";
                    }
                    default -> {}
                }
            }
            assertThat(c.path("status").asText()).as(what).isEqualTo(status);
            assertThat(time(c, "deadline")).as(what).isEqualTo(at(h(72)));
            if (!status.equals("DISMISSED")) {
                assertThat(c.path("breached").asBoolean()).as(what).isEqualTo(!inTime);
            }
            Set<String> levels = new HashSet<>();
            for (JsonNode e : run.escalationsOf(c.path("conversation_id").asText())) {
                double fired = hours(e, "fired_at");
                if (e.path("resolved").asBoolean()) {
                    levels.clear();
                } else {
                    assertThat(levels.add(
                                    e.path("level").asText() + e.path("repeat").asInt()))
                            .as("%s twice: %s", e, what)
                            .isTrue();
                    assertThat(quiet).as("%s while filed: %s", e, what).noneMatch(q -> fired > q[0] && fired < q[1]);
                }
            }
        });
    }

    private void ladders() {
        for (String band : List.of("UNDER_13", "AGE_16_17", "UNKNOWN")) {
            story("the whole ladder, victim " + band, threat(Talk.with("ladder-" + band, band)))
                    .escalates(ladderAnd(breaches(0, 28, 72)))
                    .ends("OPEN", true, h(72));
        }
        story("no deadline and no ladder for an adult", threat(Talk.withAdult("adult")))
                .escalates()
                .endsWithoutDeadline("OPEN");
        Talk group = Talk.withAdult("adult-and-child");
        Person child = group.person("two", "AGE_16_17");
        group.image("i", m(-10));
        group.add("t", m(0), "MESSAGE", group.offender(), group.victim(), child).signal("threat_exposure", 0.9);
        story("a deadline when one of two victims is a minor", group)
                .escalates(ladderAnd(breaches(0, 28, 72)))
                .ends("OPEN", true, h(72));
    }

    private void crises() {
        story(
                        "a crisis tells legal at once and keeps breach",
                        Talk.withChild("crisis").threat("t", h(-1)).selfHarm("s", h(0)))
                .escalates(and(new String[] {"legal 0 left 72"}, breaches(0, 28, 72)))
                .ends("OPEN", true, h(72))
                .and((c, run) -> assertThat(c.path("crisis").asBoolean()).isTrue());
        story(
                        "a crisis of an adult tells legal once",
                        Talk.withAdult("crisis-adult").threat("t", h(-1)).selfHarm("s", h(0)))
                .levels("legal 0")
                .endsWithoutDeadline("OPEN");
        story(
                        "a crisis after lead skips manager",
                        threat(Talk.withChild("crisis-later")).selfHarm("s", h(30)))
                .escalates(and(new String[] {"lead 24 left 48", "legal 30 left 42"}, breaches(0, 28, 72)))
                .ends("OPEN", true, h(72));
        story(
                        "a crisis after legal tells legal no more",
                        threat(Talk.withChild("crisis-late")).selfHarm("s", h(67)))
                .escalates(ladderAnd(breaches(0, 28, 72)))
                .ends("OPEN", true, h(72));
        story(
                        "two crises are one escalation",
                        threat(Talk.withChild("crisis-twice"))
                                .selfHarm("s", h(1))
                                .threat("u", h(2))
                                .selfHarm("v", h(3)))
                .escalates(and(new String[] {"legal 1 left 71"}, breaches(0, 28, 72)))
                .ends("OPEN", true, h(72));
    }

    private void clocks() {
        Talk late = Talk.withChild("late-evidence");
        late.add("i", m(-10), "MEDIA", late.victim(), late.offender())
                .signal("nudity", 0.9)
                .knownAt(h(3));
        late.says("t", m(0)).signal("threat_exposure", 0.9).knownAt(m(1));
        story("the clock starts when the evidence is known", late)
                .escalates("lead 27 left 48", "manager 51 left 24", "legal 69 left 6", breaches(0, 28, 75))
                .ends("OPEN", true, h(75))
                .and((c, run) -> {
                    assertThat(time(c, "known_at")).isEqualTo(at(h(3)));
                    assertThat(time(c, "opened_at")).isEqualTo(at(h(3)));
                    assertThat(run.alertsOf("late-evidence"))
                            .allSatisfy(a -> {
                                assertThat(time(a, "known_at")).isEqualTo(at(h(3)));
                                assertThat(time(a, "occurred_at")).isEqualTo(at(h(0)));
                                assertThat(time(a, "deadline")).isEqualTo(at(h(75)));
                            })
                            .hasSize(1);
                });
        story(
                        "a later alert moves no deadline",
                        threat(Talk.withChild("two-alerts")).image("j", h(20)).threat("u", h(21)))
                .escalates(ladderAnd(breaches(0, 28, 72)))
                .ends("OPEN", true, h(72))
                .and((c, run) -> {
                    assertThat(time(c, "known_at")).isEqualTo(at(h(0)));
                    assertThat(run.alertsOf("two-alerts")).hasSize(2).allSatisfy(a -> assertThat(time(a, "deadline"))
                            .isEqualTo(at(h(72))));
                });
        story(
                        "what is not reportable starts no clock",
                        Talk.withChild("move-only").imageRequest("r", h(-1)).move("v", h(0)))
                .escalates()
                .endsWithoutDeadline("OPEN");
        story(
                        "the clock starts with the first reportable alert",
                        Talk.withChild("move-first")
                                .imageRequest("r", h(-1))
                                .move("v", h(0))
                                .image("i", h(9))
                                .threat("t", h(10)))
                .escalates("lead 34 left 48", "manager 58 left 24", "legal 76 left 6", breaches(0, 28, 82))
                .ends("OPEN", true, h(82))
                .and((c, run) -> {
                    assertThat(time(c, "known_at")).isEqualTo(at(h(10)));
                    assertThat(time(c, "opened_at")).isEqualTo(at(h(0)));
                });
        Talk corrected = threat(Talk.withChild("corrected"));
        corrected
                .add("h", m(-20), "MEDIA", corrected.victim(), corrected.offender())
                .signal("nudity", 0.9)
                .knownAt(h(20));
        story("a correction moves no deadline", corrected)
                .escalates(ladderAnd(breaches(0, 28, 72)))
                .ends("OPEN", true, h(72));
        Talk replaced = threat(Talk.withChild("replaced"));
        replaced.says("s", m(-5)).signal("threat_exposure", 0.9).knownAt(h(5));
        story("a withdrawal and its replacement move no deadline", replaced)
                .escalates(ladderAnd(breaches(0, 28, 72)))
                .ends("OPEN", true, h(72));
        Talk grown = threat(Talk.withAdult("found-to-be-a-child"));
        grown.add("j", h(5), "MEDIA", grown.victim().aged("AGE_13_15"), grown.offender())
                .signal("nudity", 0.9);
        grown.threat("u", h(6));
        story("a victim found to be a child gets the deadline of the first alert", grown)
                .escalates(ladderAnd(breaches(0, 28, 72)))
                .ends("OPEN", true, h(72));
    }

    private void filings() {
        story("filing in time stops the clock", threat(Talk.withChild("filed")))
                .report("FILED", h(30))
                .escalates("lead 24 left 48", "lead resolved")
                .ends("FILED", false, h(72))
                .and((c, run) -> {
                    assertThat(time(c, "filed_at")).isEqualTo(at(h(30)));
                    assertThat(c.path("report_id").asText()).isEqualTo("CT-1");
                });
        story("what falls due at the time of a filing does not fire", threat(Talk.withChild("filed-at-lead")))
                .report("FILED", h(24))
                .unresolved()
                .ends("FILED", false, h(72));
        story("filing at the deadline is in time", threat(Talk.withChild("filed-at-deadline")))
                .report("FILED", h(72))
                .escalates(and(TO_LEGAL, new String[] {"legal resolved"}))
                .ends("FILED", false, h(72));
        story("a filing told late was in time", threat(Talk.withChild("filed-told-late")))
                .report("FILED", h(71), h(80))
                .escalates(and(TO_LEGAL, new String[] {"breach 72 left 0", "breach resolved"}))
                .ends("FILED", false, h(72))
                .and((c, run) -> assertThat(time(c, "filed_at")).isEqualTo(at(h(71))));
        story("a filing after the deadline is a breach", threat(Talk.withChild("filed-late")))
                .report("FILED", h(72).plusMillis(1), h(80))
                .escalates(and(TO_LEGAL, new String[] {"breach 72 left 0", "breach resolved"}))
                .ends("FILED", true, h(72));
        story(
                        "an alert after the filing leaves it filed and is a supplement",
                        threat(Talk.withChild("supplement")).image("j", h(40)).threat("u", h(41)))
                .report("FILED", h(30))
                .escalates("lead 24 left 48", "lead resolved")
                .ends("FILED", false, h(72))
                .and((c, run) -> assertThat(history(c)).anySatisfy(item -> assertThat(item)
                        .containsIgnoringCase("supplement")
                        .endsWith("@41")));
        story("an adult's case can be filed", threat(Talk.withAdult("adult-filed")))
                .report("FILED", h(30))
                .unresolved()
                .endsWithoutDeadline("FILED");
        story("a review and an unheard-of kind change nothing", threat(Talk.withChild("reviewed")))
                .report("CONFIRMED", h(1))
                .report("SHELVED", h(2))
                .report("UNKNOWN", h(3))
                .escalates(ladderAnd(breaches(0, 28, 72)))
                .ends("OPEN", true, h(72))
                .and((c, run) -> assertThat(history(c))
                        .anySatisfy(item -> assertThat(item).isEqualToIgnoringCase("confirmed@1")));
    }

    private void restarts() {
        for (String kind : List.of("REJECTED", "RETRACTED")) {
            story(kind + " fires the highest overdue level again", threat(Talk.withChild("again-" + kind)))
                    .report("FILED", h(67))
                    .report(kind, h(68))
                    .levels(and(
                            new String[] {"lead 24", "manager 48", "legal 66", "legal resolved", "legal again"},
                            plainBreaches(0, 28, 72)))
                    .ends("OPEN", true, h(72));
            story(kind + " after the deadline breaches", threat(Talk.withChild("late-" + kind)))
                    .report("FILED", h(71))
                    .report(kind, h(75))
                    .ends("OPEN", true, h(72));
            story(kind + " and a filing in time", threat(Talk.withChild("filed-again-" + kind)))
                    .report("FILED", h(20))
                    .report(kind, h(21))
                    .report("FILED", h(22))
                    .unresolved()
                    .ends("FILED", false, h(72));
            story(kind + " and a filing too late", threat(Talk.withChild("filed-again-late-" + kind)))
                    .report("FILED", h(71))
                    .report(kind, h(73))
                    .report("FILED", h(74))
                    .ends("FILED", true, h(72));
        }
        story("a copy of a filing changes nothing", threat(Talk.withChild("copied")))
                .report("r1", "FILED", h(1), h(1))
                .report("r2", "REJECTED", h(2), h(2))
                .report("r1", "FILED", h(1), h(3))
                .escalates(ladderAnd(breaches(0, 28, 72)))
                .ends("OPEN", true, h(72));
        story("of two reports at one time the greater id comes last", threat(Talk.withChild("same-time")))
                .report("s2", "REJECTED", h(1), h(1))
                .report("s1", "FILED", h(1), h(1))
                .ends("OPEN", true, h(72));
        story("a report of an alert's own time comes after it", threat(Talk.withChild("same-time-alert")))
                .report("FILED", h(0))
                .unresolved()
                .ends("FILED", false, h(72));
    }

    private void dismissals() {
        story("a dismissed case is closed with its reason", threat(Talk.withChild("dismissed")))
                .report("DISMISSED", h(30))
                .escalates("lead 24 left 48")
                .status("DISMISSED")
                .and((c, run) -> assertThat(c.path("reason").asText()).isEqualTo("noted DISMISSED"));
        story(
                        "a new alert after a dismissal has its own 72 hours",
                        threat(Talk.withChild("reopened")).image("j", h(99)).threat("u", h(100)))
                .report("DISMISSED", h(30))
                .escalates(
                        "lead 24 left 48",
                        "lead 124 left 48",
                        "manager 148 left 24",
                        "legal 166 left 6",
                        breaches(0, 28, 172))
                .ends("OPEN", true, h(172))
                .and((c, run) -> assertThat(run.alertsOf("reopened").stream().map(a -> time(a, "deadline")))
                        .containsExactly(at(h(72)), at(h(172))));
        story(
                        "a filing of a reopened case is in time by its own deadline",
                        threat(Talk.withChild("reopened-filed"))
                                .image("j", h(99))
                                .threat("u", h(100)))
                .report("DISMISSED", h(10))
                .report("FILED", h(110))
                .unresolved()
                .ends("FILED", false, h(172));
    }

    private void acknowledgements() {
        story("an acknowledgement quiets no level", threat(Talk.withChild("acknowledged-early")))
                .report("ACKNOWLEDGED", h(23))
                .report("ACKNOWLEDGED", h(47))
                .report("ACKNOWLEDGED", h(65))
                .report("ACKNOWLEDGED", h(71))
                .escalates(ladderAnd(breaches(0, 28, 72)))
                .ends("OPEN", true, h(72));
        story("an acknowledgement over before the repeat changes nothing", threat(Talk.withChild("acknowledged-over")))
                .report("ACKNOWLEDGED", h(79))
                .escalates(ladderAnd(breaches(0, 28, 72)))
                .ends("OPEN", true, h(72));
        story("an acknowledgement quiets a repeat for four hours", threat(Talk.withChild("acknowledged")))
                .report("ACKNOWLEDGED", h(83))
                .ends("OPEN", true, h(72))
                .and((c, run) -> assertThat(
                                run.escalationsOf("acknowledged").stream().map(ReplayCaseTest::hoursFired))
                        .startsWith(24d, 48d, 66d, 72d)
                        .noneMatch(fired -> fired >= 83 && fired < 87)
                        .contains(96d, 108d));
    }

    private void waits() {
        story("a filing waits for its case", threat(Talk.withChild("filed-before")))
                .report("FILED", h(-100))
                .unresolved()
                .ends("FILED", false, h(72));
        story("reports wait in their order", threat(Talk.withChild("rejected-before")))
                .report("FILED", h(-3))
                .report("REJECTED", h(-2))
                .escalates(ladderAnd(breaches(0, 28, 72)))
                .ends("OPEN", true, h(72));
        story("an acknowledgement and a review wait too", threat(Talk.withChild("acknowledged-before")))
                .report("ACKNOWLEDGED", h(-1))
                .report("CONFIRMED", h(-1))
                .escalates(ladderAnd(breaches(0, 28, 72)))
                .ends("OPEN", true, h(72));
        story("a dismissal waits for its case", threat(Talk.withChild("dismissed-before")))
                .report("DISMISSED", h(-1))
                .escalates()
                .status("DISMISSED");
        story(
                        "a report waits nearly 30 days",
                        Talk.withChild("waited").image("i", d(29)).threat("t", d(30).minusMinutes(1)))
                .report("FILED", h(0))
                .unresolved()
                .status("FILED");
        story(
                        "a report that waited 30 days is a dead letter",
                        Talk.withChild("waited-out").image("i", d(30)).threat("t", d(30).plusMinutes(1)))
                .report("w1", "FILED", h(0), h(0))
                .status("OPEN")
                .and((c, run) -> assertThat(run.deadLetters()).anySatisfy(letter -> {
                    assertThat(letter.path("code").asText()).isEqualTo("unknown_case");
                    assertThat(time(letter, "known_at")).isEqualTo(at(h(0)));
                    assertThat(new String(
                                    Base64.getDecoder()
                                            .decode(letter.path("bytes").asText()),
                                    StandardCharsets.UTF_8))
                            .contains("waited-out.w1");
                }));
        story("a report still waiting is no dead letter", threat(Talk.withChild("waiting")))
                .reportOf("no-such-case", "FILED", d(11))
                .reportOf("another-case", "FILED", d(9))
                .and((c, run) -> assertThat(run.deadLetters().stream()
                                .map(letter -> letter.path("code").asText()))
                        .containsExactlyInAnyOrder("unknown_case", "unknown_case"));
    }

    private static Talk threat(Talk talk) {
        return talk.image("i", m(-10)).threat("t", m(0));
    }

    private Story story(String name, Talk talk) {
        Story story = new Story(name, talk);
        stories.add(story);
        return story;
    }

    private static String[] ladderAnd(String[] more) {
        return and(TO_LEGAL, more);
    }

    private static String[] and(String[] first, String[] more) {
        return Stream.concat(Arrays.stream(first), Arrays.stream(more)).toArray(String[]::new);
    }

    private static String[] breaches(int first, int last, int deadline) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(i -> "breach " + (deadline + 12 * i) + " left " + -12 * i + (i == 0 ? "" : " repeat " + i))
                .toArray(String[]::new);
    }

    private static String[] plainBreaches(int first, int last, int deadline) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(i -> "breach " + (deadline + 12 * i))
                .toArray(String[]::new);
    }

    private static Instant at(Duration afterStart) {
        return Line.START.plus(afterStart);
    }

    private static Instant time(JsonNode json, String field) {
        return Instant.parse(json.path(field).asText());
    }

    private static double hours(JsonNode json, String field) {
        return Duration.between(Line.START, time(json, field)).toMillis() / 3_600_000d;
    }

    private static double hoursFired(JsonNode escalation) {
        return hours(escalation, "fired_at");
    }

    private static String plain(double hours) {
        return hours == Math.rint(hours) ? String.valueOf((long) hours) : String.valueOf(hours);
    }

    private static List<String> history(JsonNode caseJson) {
        List<String> items = new ArrayList<>();
        caseJson.path("history")
                .forEach(item -> items.add(item.path("what").asText() + "@" + plain(hours(item, "at"))));
        return items;
    }

    private static String brief(JsonNode e) {
        String level = e.path("level").asText();
        if (e.path("resolved").asBoolean()) {
            return level + " resolved";
        }
        double left = e.path("remaining_ms").asLong() / 3_600_000d;
        int repeat = e.path("repeat").asInt();
        return level + " " + plain(hours(e, "due_at")) + " left " + plain(left)
                + (repeat == 0 ? "" : " repeat " + repeat);
    }

    /** A conversation, what persons did about its case, and what must come of both. */
    private static final class Story {
        private final String name;
        private final Talk talk;
        private final List<Line> reports = new ArrayList<>();
        private final List<BiConsumer<JsonNode, ReplayRun>> checks = new ArrayList<>();

        Story(String name, Talk talk) {
            this.name = name;
            this.talk = talk;
        }

        Story report(String kind, Duration at) {
            return report(kind, at, at);
        }

        Story report(String kind, Duration occurredAt, Duration knownAt) {
            return report("r" + reports.size(), kind, occurredAt, knownAt);
        }

        Story report(String id, String kind, Duration occurredAt, Duration knownAt) {
            reports.add(Line.report(talk.id() + "." + id, talk.id(), occurredAt, kind)
                    .knownAt(knownAt)
                    .with("report_id", "CT-1")
                    .with("note", "noted " + kind));
            return this;
        }

        Story reportOf(String caseId, String kind, Duration at) {
            reports.add(Line.report(caseId + ".r", caseId, at, kind));
            return this;
        }

        Story escalates(String first, String second, String third, String[] more) {
            return escalates(ReplayCaseTest.and(new String[] {first, second, third}, more));
        }

        Story escalates(String first, String second, String third, String fourth, String[] more) {
            return escalates(ReplayCaseTest.and(new String[] {first, second, third, fourth}, more));
        }

        Story escalates(String... expected) {
            return and((c, run) -> {
                List<JsonNode> told = run.escalationsOf(talk.id());
                assertThat(told.stream().map(ReplayCaseTest::brief)).containsExactlyInAnyOrder(expected);
                assertThat(told)
                        .filteredOn(e -> !e.path("resolved").asBoolean())
                        .allSatisfy(e -> {
                            assertThat(time(e, "fired_at")).isEqualTo(time(e, "due_at"));
                            assertThat(e.path("overdue").asBoolean()).isFalse();
                        });
            });
        }

        /** Only levels and when they fell due; {@code again} is a level told a second time, whenever. */
        Story levels(String... expected) {
            return and((c, run) -> {
                List<String> seen = new ArrayList<>();
                for (JsonNode e : run.escalationsOf(talk.id())) {
                    String level = e.path("level").asText();
                    String due = level + " " + plain(hours(e, "due_at"));
                    boolean again = !level.equals("breach")
                            && seen.stream().anyMatch(s -> s.startsWith(level + " ") && !s.endsWith("resolved"));
                    seen.add(e.path("resolved").asBoolean() ? level + " resolved" : again ? level + " again" : due);
                }
                assertThat(seen).containsExactlyInAnyOrder(expected);
            });
        }

        /** Nothing but a resolution may have been told. */
        Story unresolved() {
            return and((c, run) -> assertThat(run.escalationsOf(talk.id()))
                    .allSatisfy(e -> assertThat(e.path("resolved").asBoolean()).isTrue()));
        }

        Story ends(String status, boolean breached, Duration deadline) {
            return status(status).and((c, run) -> {
                assertThat(c.path("breached").asBoolean()).as("breached").isEqualTo(breached);
                assertThat(time(c, "deadline")).isEqualTo(at(deadline));
            });
        }

        Story endsWithoutDeadline(String status) {
            return status(status).and((c, run) -> {
                assertThat(c.has("deadline")).as("deadline").isFalse();
                assertThat(c.path("breached").asBoolean()).as("breached").isFalse();
                assertThat(run.alertsOf(talk.id())).noneMatch(a -> a.has("deadline"));
            });
        }

        Story status(String status) {
            return and((c, run) -> assertThat(c.path("status").asText()).isEqualTo(status));
        }

        Story and(BiConsumer<JsonNode, ReplayRun> check) {
            checks.add(check);
            return this;
        }

        void check(ReplayRun run) {
            JsonNode c = run.onlyCaseOf(talk.id());
            for (BiConsumer<JsonNode, ReplayRun> check : checks) {
                try {
                    check.accept(c, run);
                } catch (AssertionError e) {
                    throw new AssertionError(
                            e.getMessage() + "\n" + history(c) + "\n" + run.escalationsOf(talk.id()), e);
                }
            }
        }
    }
}
