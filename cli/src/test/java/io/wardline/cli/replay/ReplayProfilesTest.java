// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.replay;

import static io.wardline.cli.replay.Talk.d;
import static io.wardline.cli.replay.Talk.h;
import static io.wardline.cli.replay.Talk.m;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: a case has what account events told of its accounts, whichever became known first, and its alerts say what is missing all the same.
 * Method: a child who is threatened, and sign-ups, logins and a disabling before and after.
 */
class ReplayProfilesTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit injects it before each test
    private Path folder;

    private final Talk talk =
            Talk.withChild("talk").image("i", m(0)).threat("t", m(10)).demand("d", m(20));

    @Test
    void aCaseHasTheProfilesAndTheLoginsOfItsOffenderAndItsVictim() {
        ReplayRun run = run("out", withoutTheLinkedOne());
        JsonNode profiles = run.onlyCaseOf("talk").path("profiles");

        assertThat(texts(profiles, "account_id")).containsExactly("talk.off", "talk.vic");
        assertThat(profiles.get(0).path("screen_name").asText())
                .as("the latest")
                .isEqualTo("name-2");
        assertThat(texts(profiles.get(0).path("phones"))).containsExactly("+15555550100");
        assertThat(texts(profiles.get(0).path("emails")))
                .as("the profile's, and one that came as an identifier")
                .containsExactly("name-2@example.org", "spare@example.org");
        assertThat(profiles.get(0).path("disabled_at").asText()).isEqualTo("2026-11-03T00:00:00Z");
        assertThat(profiles.get(1).path("country").asText()).isEqualTo("US");
        assertThat(StreamSupport.stream(run.onlyCaseOf("talk").path("networks").spliterator(), false)
                        .map(network -> network.path("account_id").asText() + " "
                                + network.path("event_kind").asText() + " "
                                + network.path("ip").asText() + " "
                                + network.path("port").asText())
                        .toList())
                .containsExactly(
                        "talk.off CREATED 203.0.113.1 4711",
                        "talk.off LOGIN 203.0.113.2 4711",
                        "talk.vic LOGIN 198.51.100.1 4711");
        assertThat(texts(run.onlyCaseOf("talk").path("history"), "what")).contains("account disabled: talk.off");
    }

    @Test
    void aCaseHasTheProfileOfAnAccountThatIsLinkedToItsOffenders() {
        JsonNode profiles = run("out", accounts()).onlyCaseOf("talk").path("profiles");

        assertThat(texts(profiles, "account_id")).containsExactly("stranger", "talk.off", "talk.vic");
        assertThat(profiles.get(0).path("screen_name").asText()).isEqualTo("name-s");
        assertThat(profiles.get(0).path("disabled_at").asText()).isEqualTo("2026-11-02T01:00:00Z");
    }

    /** The first alert came after the offender's sign-up and before the victim's login. */
    @Test
    void anAlertSaysWhatWasMissingWhenItWasTold() {
        ReplayRun run = run("out", accounts());

        JsonNode first = run.alerts().get(0);
        assertThat(texts(first.path("missing")))
                .doesNotContain("offender.ip", "offender.phone", "offender.port")
                .contains("victim.ip");
        assertThat(texts(run.onlyCaseOf("talk").path("missing"))).doesNotContain("victim.ip", "offender.ip");
    }

    @Test
    void whatIsLearnedAfterTheCaseIsInTheCase() {
        List<Line> late = accounts();
        late.forEach(line -> line.knownAt(d(2)));
        ReplayRun run = run("out", late);

        assertThat(texts(run.alerts().get(0).path("missing"))).contains("offender.ip", "offender.phone");
        assertThat(run.onlyCaseOf("talk").path("profiles"))
                .isEqualTo(run("early", accounts()).onlyCaseOf("talk").path("profiles"));
    }

    @Test
    void whatIsLearnedAfterTheEndIsNot() {
        ReplayRun run = run("out", withoutTheLinkedOne(), "--until=2026-11-02T12:00:00Z");

        assertThat(run.onlyCaseOf("talk").path("profiles").get(0).has("disabled_at"))
                .isFalse();
    }

    /** A case that must be reported keeps what it knows. */
    @Test
    void whoeverAskedToBeErasedIsNotForgottenByACaseThatMustBeReported() {
        List<Line> accounts = withoutTheLinkedOne();
        accounts.add(Line.account("e", "talk.vic", h(30), "ERASE_REQUESTED"));
        JsonNode open = run("open", accounts).onlyCaseOf("talk");

        assertThat(texts(open.path("profiles"), "account_id")).containsExactly("talk.off", "talk.vic");
        assertThat(texts(open.path("history"), "what")).contains("erasure asked for: talk.vic");
    }

    @Test
    void whoeverAskedToBeErasedBeforeTheCaseIsUnknownToIt() {
        List<Line> accounts = withoutTheLinkedOne();
        accounts.add(Line.account("e", "talk.off", d(-0.5), "ERASE_REQUESTED"));

        JsonNode late = run("out", accounts).onlyCaseOf("talk");
        assertThat(late.path("profiles").get(0).has("screen_name")).isFalse();
        assertThat(texts(late.path("networks"), "account_id")).containsExactly("talk.vic");
    }

    @Test
    void theOrderOfLinesMeansNothing() {
        long seed = 5;
        List<Line> accounts = accounts();
        Collections.shuffle(accounts, new Random(seed));

        assertThat(run("shuffled", accounts).bytes())
                .as("seed %s", seed)
                .isEqualTo(run("sorted", accounts()).bytes());
    }

    private static List<Line> accounts() {
        return new ArrayList<>(List.of(
                network(profile("c", "talk.off", d(-40), "CREATED", "name-1"), "203.0.113.1"),
                profile("u", "talk.off", d(-2), "UPDATED", "name-2").uses("EMAIL", "spare@example.org"),
                network(Line.account("l", "talk.off", d(-1), "LOGIN"), "203.0.113.2"),
                network(profile("v", "talk.vic", h(1), "LOGIN", "name-v"), "198.51.100.1"),
                network(Line.account("d", "talk.off", h(24), "DISABLED"), "192.0.2.1"),
                network(profile("s", "stranger", h(1), "DISABLED", "name-s"), "192.0.2.2")));
    }

    private static List<Line> withoutTheLinkedOne() {
        List<Line> accounts = accounts();
        accounts.removeIf(line -> line.eventId().equals("s"));
        return accounts;
    }

    private static Line profile(String id, String account, Duration at, String kind, String name) {
        Line line = Line.account(id, account, at, kind);
        ObjectNode profile = line.json().putObject("profile");
        profile.put("screen_name", name).put("country", "US");
        profile.putArray("emails").add(name + "@example.org");
        profile.putArray("phones").add(account.equals("talk.vic") ? "+12025550143" : "+15555550100");
        return line;
    }

    private static Line network(Line line, String ip) {
        line.json().putObject("network").put("ip", ip).put("port", 4711);
        return line;
    }

    private ReplayRun run(String name, List<Line> accounts, String... options) {
        try {
            Path file = ReplayRun.write(
                    Files.createDirectories(folder.resolve(name)).resolve("accounts.jsonl"), accounts);
            List<String> all = new ArrayList<>(List.of(options));
            all.add("--accounts=" + file);
            return ReplayRun.ofEvents(folder.resolve(name), talk.lines(), all.toArray(String[]::new));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static List<String> texts(JsonNode array, String field) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(item -> item.path(field).asText())
                .toList();
    }
}
