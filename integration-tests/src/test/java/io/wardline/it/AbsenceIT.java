// SPDX-License-Identifier: Apache-2.0
package io.wardline.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.cli.Await;
import io.wardline.schema.Topics;
import io.wardline.v1.AgeBand;
import io.wardline.v1.Alert;
import io.wardline.v1.ConversationEvent;
import io.wardline.v1.EventKind;
import io.wardline.v1.Party;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: what ends in an absence is told by the live job when the time has passed by the broker's clock, for a conversation that fell
 * silent, and not where the event came. Other conversations go on, as on any platform; they carry the clock.
 */
class AbsenceIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String PATTERN =
            """
            id: no-block
            title: A threat that is not blocked
            revision: 1
            status: live
            owner: child-safety
            why: Nobody reacted.
            window: 1h
            sequence:
              - step: threat
                by: offender
                when: threat
              - absent: no-block
                by: victim
                when: kind == 'BLOCK'
                for: 2s
                emit: {severity: MEDIUM, explanation: "{victims} did not block {offender}."}
            """;

    private static WardlineCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        cluster = WardlineCluster.start();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void tellsWhatDidNotHappenOnceItsTimeHasPassed(@TempDir Path folder) throws Exception {
        Path pattern = Files.createDirectories(folder.resolve("no-block"));
        Files.writeString(pattern.resolve("pattern.yaml"), PATTERN);
        RunningJob job = cluster.run(cluster.config("absence", folder));

        send("blocked", "threat", EventKind.MESSAGE, "stranger", "child", Map.of("threat_exposure", 0.9));
        send("blocked", "block", EventKind.BLOCK, "child", "stranger", Map.of());
        send("silent", "threat", EventKind.MESSAGE, "stranger", "child", Map.of("threat_exposure", 0.9));

        assertThat(Await.within(PATIENCE, () -> {
                    cluster.wire().sendFence();
                    return !told().isEmpty();
                }))
                .as("something is told")
                .isTrue();
        job.settle();
        assertThat(told()).containsExactly("silent");
    }

    private static List<String> told() {
        return cluster.wire().read(Topics.ALERTS, Alert.class).stream()
                .map(told -> told.value().getConversationId())
                .toList();
    }

    private static void send(
            String conversation, String name, EventKind kind, String from, String to, Map<String, Double> signals) {
        cluster.wire()
                .send(ConversationEvent.newBuilder()
                        .setEventId(conversation + "-" + name)
                        .setConversationId(conversation)
                        .setOccurredAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                        .setKind(kind)
                        .setSender(party(from))
                        .setRecipients(List.of(party(to)))
                        .setSignals(signals)
                        .build());
    }

    private static Party party(String account) {
        return Party.newBuilder()
                .setAccountId(account)
                .setAgeBand(AgeBand.UNKNOWN)
                .build();
    }
}
