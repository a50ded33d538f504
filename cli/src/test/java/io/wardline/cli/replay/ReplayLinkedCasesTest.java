// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.replay;

import static io.wardline.cli.replay.Talk.h;
import static io.wardline.cli.replay.Talk.m;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: what was decided about accounts comes back into a replay, so that cases tell their offender's other accounts as in the live job.
 * Method: an offender who is disabled and comes back with the device, and threatens a child from either account.
 */
class ReplayLinkedCasesTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit injects it before each test
    private Path folder;

    private final Talk first = Talk.withChild("first").image("i", m(0)).threat("t", m(10));
    private final Talk second = Talk.withChild("second").image("i", h(48)).threat("t", h(49));

    @Test
    void aCaseTellsTheAccountBeforeAndTheOneAfter() {
        ReplayRun run = run("out", events(), accounts());

        assertThat(linked(run, "first")).containsExactly("second.off DEVICE 0.9 []");
        String naming = run.onlyCaseOf("first").path("case_id").asText();
        assertThat(linked(run, "second"))
                .as("the case that names it, and the one that it was disabled for")
                .containsExactly("first.off DEVICE 0.9 [" + naming + ", case-of-first]");
        assertThat(run.onlyCaseOf("second").path("group_id").asText()).isEqualTo("first.off");
        assertThat(run.onlyCaseOf("first").path("group_id").asText())
                .as("who began the ring is part of it")
                .isEqualTo("first.off");
        assertThat(run.err()).contains("replayed 7 lines");
    }

    @Test
    void aCaseOfWhoeverIsLinkedToNobodyTellsNobody() {
        ReplayRun run = run("out", events(), accounts().subList(0, 2));

        assertThat(linked(run, "first")).isEmpty();
        assertThat(run.onlyCaseOf("first").has("group_id")).isFalse();
    }

    @Test
    void aReinstatedAccountIsNoLongerTold() {
        List<Line> accounts = accounts();
        accounts.add(Line.account("r", "first.off", h(60), "REINSTATED"));

        ReplayRun run = run("out", events(), accounts);

        assertThat(run.decisions())
                .extracting(decision -> decision.path("action").asText())
                .contains("BLOCK");
        assertThat(linked(run, "first")).isEmpty();
        assertThat(linked(run, "second")).isEmpty();
    }

    /** Its alerts came before there was anything to say, and nothing came since. */
    @Test
    void aCaseThatWasOpenBeforeHearsOfTheReturn() {
        ReplayRun run = run("out", first.lines(), accounts());

        assertThat(linked(run, "first")).containsExactly("second.off DEVICE 0.9 []");
    }

    @Test
    void escalationsAndAlertsAreThoseOfAReplayWithoutAccounts() {
        ReplayRun with = run("with", events(), accounts(), "--until=2026-11-20T00:00:00Z");
        ReplayRun without = ReplayRun.ofEvents(folder.resolve("without"), events(), "--until=2026-11-20T00:00:00Z");

        assertThat(with.escalations()).isNotEmpty().isEqualTo(without.escalations());
        assertThat(gist(with)).isNotEmpty().isEqualTo(gist(without));
    }

    /** Alerts without what is known of their accounts. */
    private static List<JsonNode> gist(ReplayRun run) {
        List<JsonNode> gist = new ArrayList<>();
        run.alerts()
                .forEach(
                        alert -> gist.add(((ObjectNode) alert.deepCopy()).without(List.of("completeness", "missing"))));
        return gist;
    }

    @Test
    void theAnswerDoesNotDependOnTheOrderOfLines() {
        long seed = 11;
        List<Line> events = events();
        List<Line> accounts = accounts();
        Collections.shuffle(events, new Random(seed));
        Collections.shuffle(accounts, new Random(seed));

        assertThat(run("shuffled", events, accounts).bytes())
                .as("seed %s", seed)
                .isEqualTo(run("sorted", events(), accounts()).bytes());
    }

    private List<Line> events() {
        return new ArrayList<>(ReplayRun.linesOf(List.of(first, second)));
    }

    private static List<Line> accounts() {
        return new ArrayList<>(List.of(
                Line.account("c1", "first.off", m(-60), "CREATED").uses("DEVICE", "device-1"),
                Line.account("d1", "first.off", h(24), "DISABLED").with("case_id", "case-of-first"),
                Line.account("c2", "second.off", h(30), "CREATED").uses("DEVICE", "device-1")));
    }

    private ReplayRun run(String name, List<Line> events, List<Line> accounts, String... options) {
        try {
            Path file = ReplayRun.write(
                    Files.createDirectories(folder.resolve(name)).resolve("accounts.jsonl"), accounts);
            List<String> all = new ArrayList<>(List.of(options));
            all.add("--accounts=" + file);
            return ReplayRun.ofEvents(folder.resolve(name), events, all.toArray(String[]::new));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> linked(ReplayRun run, String conversation) {
        return StreamSupport.stream(
                        run.onlyCaseOf(conversation).path("linked_accounts").spliterator(), false)
                .map(ReplayLinkedCasesTest::brief)
                .toList();
    }

    private static String brief(JsonNode other) {
        List<String> cases = new ArrayList<>();
        other.path("case_ids").forEach(id -> cases.add(id.asText()));
        return other.path("account_id").asText() + " "
                + other.path("identifier_type").asText() + " "
                + other.path("weight").asText() + " " + cases;
    }
}
