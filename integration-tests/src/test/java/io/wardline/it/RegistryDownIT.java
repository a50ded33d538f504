// SPDX-License-Identifier: Apache-2.0
package io.wardline.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.cli.Await;
import io.wardline.cli.kafka.LocalKafka;
import io.wardline.schema.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Goal: a registry that is away loses no record. Method: one job that outlives its registry. */
class RegistryDownIT {
    /** Longer than several tries of the job to reach the registry. */
    private static final Duration A_WHILE = Duration.ofSeconds(3);

    private static final int ALERTS_OF_A_CRIME = 5;

    private static ApicurioRegistry registry;
    private static WardlineCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        registry = ApicurioRegistry.start();
        cluster = WardlineCluster.start(LocalKafka.start(), registry);
    }

    @AfterAll
    static void stop() {
        cluster.close();
        registry.close();
    }

    @Test
    void whatIsKnownFlowsOnAndWhatIsUnknownWaits() throws Exception {
        RunningJob job = cluster.run(cluster.config("registry-down"));
        NewerProducer newer = new NewerProducer(registry.url(), "REACTION");
        // Each subtask of the source has to have seen the schema of events.
        assertThat(IntStream.range(0, 8)
                        .mapToObj(i -> cluster.wire()
                                .send(Conversation.recent("before-" + i).innocent()))
                        .map(RecordMetadata::partition)
                        .distinct())
                .hasSize(WardlineCluster.PARTITIONS);
        job.settle();

        registry.stop();
        // The first alerts ever: the schemas of what is told have to be known before there is something to tell.
        Conversation during = Conversation.recent("during");
        cluster.wire().send(during.guilty());
        job.settle();
        assertThat(cluster.wire().readRaw(Topics.ALERTS, IsolationLevel.READ_UNCOMMITTED))
                .hasSize(ALERTS_OF_A_CRIME);

        Conversation after = Conversation.recent("after");
        cluster.wire().send(after.contact(), after.image());
        byte[] unknown = newer.upgrade(cluster.wire().bytes(after.threat()), "REACTION");
        cluster.wire().send(Topics.CONVERSATION_EVENTS, after.id(), unknown);
        cluster.wire().send(after.payment());
        assertThat(Await.within(A_WHILE, () -> deadLetters(after.id()) > 0 || job.hasEnded()))
                .as("waits for the registry")
                .isFalse();

        registry.restart();
        job.settle();
        assertThat(deadLetters(after.id())).isZero();
        assertThat(alertIds(after)).hasSize(ALERTS_OF_A_CRIME);
        assertThat(alertIds(during)).hasSize(ALERTS_OF_A_CRIME);
    }

    private static List<String> alertIds(Conversation conversation) {
        return cluster.wire().alertIds(conversation, IsolationLevel.READ_UNCOMMITTED);
    }

    /** Those of a text; read without the registry. */
    private static long deadLetters(String text) {
        return cluster.wire().readRaw(Topics.DEAD_LETTERS, IsolationLevel.READ_UNCOMMITTED).stream()
                .filter(letter -> new String(letter.value(), StandardCharsets.ISO_8859_1).contains(text))
                .count();
    }
}
