// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goal: the accounts of the samples end as their story has it. Method: the command on the shipped file. */
class ReplayAccountsTest {
    private static final Path ACCOUNTS = Path.of("..", "samples", "accounts.jsonl");

    private static final String OFFENDER = "acc-945f25df";
    private static final String SECOND_ACCOUNT = "acc-2f61c8d7";
    private static final String RETURN = "acc-93e9bb5d";
    private static final String SIBLING = "acc-71b3d8e6";
    private static final String ACCUSED = "acc-5d0e94b1";
    private static final String NEW_ACCOUNT_OF_ACCUSED = "acc-c47a9e02";

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static ReplayRun run;

    @BeforeAll
    static void replaysTheSamples(@TempDir Path shared) {
        run = ReplayRun.of(shared.resolve("out"), "--accounts=" + ACCOUNTS);
        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    @Test
    void endsInOneActionForEveryAccount() {
        Map<String, String> last = new TreeMap<>();
        run.decisions()
                .forEach(decision -> last.put(
                        decision.path("account_id").asText(),
                        decision.path("action").asText()));

        assertThat(last)
                .containsOnly(
                        Map.entry(OFFENDER, "NONE"),
                        Map.entry(SECOND_ACCOUNT, "REVIEW"),
                        Map.entry(RETURN, "BLOCK"),
                        Map.entry(SIBLING, "NONE"),
                        Map.entry(ACCUSED, "NONE"),
                        Map.entry(NEW_ACCOUNT_OF_ACCUSED, "NONE"));
        assertThat(run.deadLetters()).isEmpty();
    }

    @Test
    void blocksTheReturnByItsDeviceAndItsPhotoThatWasEncodedAnew() {
        assertThat(of(RETURN)).singleElement().satisfies(decision -> {
            assertThat(links(decision))
                    .containsExactly(
                            "DEVICE 0.9 of acc-945f25df", "PHOTO_PDQ 0.6 of acc-945f25df", "IP 0.25 of acc-945f25df");
            assertThat(decision.path("score").asDouble()).isEqualTo(0.97);
            assertThat(decision.path("group_id").asText()).isEqualTo(OFFENDER);
            assertThat(decision.path("links").get(0).path("case_ids")).hasSize(1);
        });
    }

    @Test
    void leavesWhoeverSharesNoMoreThanAHomeAddressAlone() {
        assertThat(of(SIBLING)).singleElement().satisfies(decision -> {
            assertThat(decision.path("action").asText()).isEqualTo("NONE");
            // The return, told BLOCK before, is no stranger on the address.
            assertThat(links(decision)).containsExactly("IP 0.25 of acc-945f25df");
        });
    }

    @Test
    void wantsALookAtWhatWasThereBeforeTheDisabling() {
        assertThat(of(SECOND_ACCOUNT))
                .extracting(decision -> decision.path("action").asText())
                .containsExactly("NONE", "REVIEW");
        assertThat(links(of(SECOND_ACCOUNT).get(1))).containsExactly("PAYMENT_HANDLE 0.9 of acc-945f25df");
    }

    @Test
    void withdrawsWhatRestedOnAnAccountThatWasReinstated() {
        assertThat(of(NEW_ACCOUNT_OF_ACCUSED))
                .extracting(decision -> decision.path("action").asText())
                .containsExactly("BLOCK", "NONE");
        JsonNode block = of(NEW_ACCOUNT_OF_ACCUSED).get(0);
        JsonNode withdrawal = of(NEW_ACCOUNT_OF_ACCUSED).get(1);
        assertThat(links(block))
                .containsExactly("DEVICE 0.9 of acc-5d0e94b1", "EMAIL 0.9 of acc-5d0e94b1", "IP 0.25 of acc-5d0e94b1");
        assertThat(withdrawal.path("supersedes")).isEqualTo(block.path("decision_id"));
        assertThat(withdrawal.path("links")).isEmpty();
    }

    @Test
    void writesTheSameBytesForShuffledLines(@TempDir Path folder) throws IOException {
        long seed = 5;
        List<String> lines = new ArrayList<>(Files.readAllLines(ACCOUNTS));
        Collections.shuffle(lines, new Random(seed));
        Path shuffled = ReplayRun.write(folder.resolve("accounts.jsonl"), lines);

        assertThat(ReplayRun.of(folder.resolve("out"), "--accounts=" + shuffled).bytes())
                .as("seed %s", seed)
                .isEqualTo(run.bytes());
    }

    private static List<JsonNode> of(String account) {
        return run.decisions().stream()
                .filter(decision -> decision.path("account_id").asText().equals(account))
                .toList();
    }

    private static List<String> links(JsonNode decision) {
        return StreamSupport.stream(decision.path("links").spliterator(), false)
                .map(link -> link.path("identifier_type").asText() + " "
                        + link.path("weight").asText() + " of "
                        + link.path("disabled_account_id").asText())
                .toList();
    }
}
