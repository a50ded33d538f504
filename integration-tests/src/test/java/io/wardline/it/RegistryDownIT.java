// SPDX-License-Identifier: Apache-2.0
package io.wardline.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.cli.Await;
import io.wardline.cli.kafka.LocalKafka;
import io.wardline.schema.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Goal: a registry that is away loses no record. Method: one job that outlives its registry. */
class RegistryDownIT {
    /** Longer than several tries of the job to reach the registry. */
    private static final Duration A_WHILE = Duration.ofSeconds(3);

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
        Conversation before = Conversation.recent("before");
        NewerProducer newer = new NewerProducer(registry.url(), "REACTION");
        cluster.wire().send(before.guilty());
        job.settle();
        assertThat(alertIds(before)).isNotEmpty();

        registry.stop();
        Conversation during = Conversation.recent("during");
        cluster.wire().send(during.guilty());
        // Nothing of this kind was written before: its schema has to be known all the same.
        cluster.wire().send(Topics.CONVERSATION_EVENTS, "poison", "no Avro".getBytes(StandardCharsets.UTF_8));
        job.settle();
        assertThat(alertIds(during)).hasSameSizeAs(alertIds(before));
        assertThat(deadLetters()).isEqualTo(1);

        Conversation after = Conversation.recent("after");
        cluster.wire().send(after.contact(), after.image());
        byte[] unknown = newer.upgrade(cluster.wire().bytes(after.threat()), "REACTION");
        cluster.wire().send(Topics.CONVERSATION_EVENTS, after.id(), unknown);
        cluster.wire().send(after.payment());
        assertThat(Await.within(A_WHILE, () -> deadLetters() > 1 || job.hasEnded()))
                .as("waits for the registry")
                .isFalse();

        registry.restart();
        job.settle();
        assertThat(deadLetters()).isEqualTo(1);
        assertThat(alertIds(after)).hasSameSizeAs(alertIds(before));
    }

    private static List<String> alertIds(Conversation conversation) {
        return cluster.wire().alertIds(conversation, IsolationLevel.READ_UNCOMMITTED);
    }

    private static int deadLetters() {
        return cluster.wire()
                .readRaw(Topics.DEAD_LETTERS, IsolationLevel.READ_UNCOMMITTED)
                .size();
    }
}
