// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.replay;

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
import java.util.List;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Goal: a replay forgets evidence when its account's holder asked for that, at that moment and in whatever order lines are. */
class ReplayErasureTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit injects it before each test
    private Path folder;

    /** An image, and much later a threat and a demand, which are told of by themselves. */
    private static Talk talk(String id) {
        return Talk.withChild(id).contact("c", m(0)).image("i", m(10)).threatAndDemand("t", h(5));
    }

    private static Line wish(String account, Duration at) {
        return Line.account("wish-" + account, account, at, "ERASE_REQUESTED");
    }

    @Test
    void whatWasErasedIsNoEvidenceOfWhatComesLater() {
        ReplayRun kept = run("kept", List.of(talk("talk")), List.of());
        ReplayRun erased = run("erased", List.of(talk("talk")), List.of(wish("talk.vic", h(1))));

        assertThat(evidenceOf(kept, "talk")).contains("talk.c", "talk.i", "talk.t");
        assertThat(evidenceOf(erased, "talk")).containsExactly("talk.t");
    }

    @Test
    void aWishAfterTheCaseChangesNoEvidence() {
        ReplayRun erased = run("erased", List.of(talk("talk")), List.of(wish("talk.vic", h(6))));

        assertThat(evidenceOf(erased, "talk")).contains("talk.c", "talk.i", "talk.t");
    }

    /** Accounts are taken before events (contract): a wish of the moment in which the image became known does not reach it. */
    @Test
    void aWishOfTheSameMomentComesFirst() {
        ReplayRun erased = run("erased", List.of(talk("talk")), List.of(wish("talk.vic", m(10))));

        assertThat(evidenceOf(erased, "talk")).contains("talk.i", "talk.t").doesNotContain("talk.c");
    }

    /** Many conversations, so that inputs run ahead of each other. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void eachConversationForgetsWhatWasKnownBeforeItsWishAndTheOrderOfLinesMeansNothing(long seed) {
        Random random = new Random(seed);
        List<Talk> talks = new ArrayList<>();
        List<Line> wishes = new ArrayList<>();
        List<String> asked = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            talks.add(talk("talk-" + i));
            if (random.nextBoolean()) {
                asked.add("talk-" + i);
                wishes.add(wish("talk-" + i + (random.nextBoolean() ? ".vic" : ".off"), m(11 + random.nextInt(280))));
            }
        }
        ReplayRun sorted = run("sorted", talks, wishes);
        Collections.shuffle(talks, random);
        Collections.shuffle(wishes, random);
        ReplayRun shuffled = run("shuffled", talks, wishes);

        assertThat(shuffled.bytes()).as("seed %d", seed).isEqualTo(sorted.bytes());
        for (Talk talk : talks) {
            List<String> evidence = evidenceOf(sorted, talk.id());
            if (asked.contains(talk.id())) {
                assertThat(evidence).as("seed %d", seed).containsExactly(talk.id() + ".t");
            } else {
                assertThat(evidence).as("seed %d", seed).contains(talk.id() + ".i");
            }
        }
    }

    private static List<String> evidenceOf(ReplayRun run, String talk) {
        JsonNode evidence = run.onlyCaseOf(talk).path("evidence");
        return StreamSupport.stream(evidence.spliterator(), false)
                .map(event -> event.path("event_id").asText())
                .toList();
    }

    private ReplayRun run(String name, List<Talk> talks, List<Line> accounts) {
        try {
            Path file = ReplayRun.write(
                    Files.createDirectories(folder.resolve(name)).resolve("accounts.jsonl"), accounts);
            return ReplayRun.ofEvents(folder.resolve(name), ReplayRun.linesOf(talks), "--accounts=" + file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
