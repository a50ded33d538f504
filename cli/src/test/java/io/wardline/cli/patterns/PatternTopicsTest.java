// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.patterns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.wardline.cli.UserError;
import io.wardline.cli.kafka.KafkaRecords;
import io.wardline.cli.kafka.LocalKafka;
import io.wardline.cli.setup.TopicSetup;
import io.wardline.schema.RegistryCoderProvider;
import io.wardline.schema.Topics;
import io.wardline.v1.PatternRevision;
import io.wardline.v1.PatternState;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Goal: of two who publish at once, one gets through, and the other is told. Method: a real broker; both begin before either writes. */
class PatternTopicsTest {
    private static final String REGISTRY = "mock://pattern-topics-test";

    private static LocalKafka kafka;

    @BeforeAll
    static void start() throws Exception {
        kafka = LocalKafka.start();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            new TopicSetup(admin).create(2, (short) 1);
        }
        RegistryCoderProvider.client(REGISTRY, Map.of())
                .register(Topics.PATTERNS.subject(), new AvroSchema(Topics.PATTERNS.schema()));
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void whoeverBeganLaterGetsThroughAndTheOtherWritesNothing() {
        try (PatternTopics annas = topics();
                PatternTopics bens = topics();
                PatternTopics.Publication anna = annas.begin();
                PatternTopics.Publication ben = bens.begin()) {
            assertThatExceptionOfType(UserError.class)
                    .isThrownBy(() -> anna.write(revision("contested", 1, "anna")))
                    .withMessageContaining("somebody else published at the same moment");
            ben.write(revision("contested", 1, "ben"));

            assertThat(annas.published("contested"))
                    .extracting(PatternRevision::getAuthor)
                    .containsExactly("ben");
        }
    }

    @Test
    void whoBeginsReadsAllThatWasWrittenBefore() {
        try (PatternTopics annas = topics();
                PatternTopics.Publication anna = annas.begin()) {
            anna.write(revision("read", 1, "anna"));
            anna.write(revision("read", 2, "anna"));
            anna.write(revision("read", 1, "anna again"));
            anna.write(revision("other", 9, "anna"));
        }
        try (PatternTopics bens = topics()) {
            bens.begin().close();
            assertThat(bens.published("read"))
                    .extracting(revision -> revision.getRevision() + " by " + revision.getAuthor())
                    .containsExactly("2 by anna", "1 by anna again");
        }
    }

    private static PatternTopics topics() {
        return new PatternTopics(new KafkaRecords(kafka.bootstrapServers(), new Properties(), REGISTRY, Map.of()));
    }

    private static PatternRevision revision(String id, int revision, String author) {
        return PatternRevision.newBuilder()
                .setPatternId(id)
                .setRevision(revision)
                .setHash("hash")
                .setState(PatternState.LIVE)
                .setAuthor(author)
                .setPublishedAt(Instant.EPOCH)
                .setYaml("id: " + id + "\n")
                .build();
    }
}
