// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wardline.cli.UserError;
import io.wardline.cli.kafka.LocalKafka;
import io.wardline.cli.setup.TopicSetup;
import io.wardline.pattern.parse.SourceFile;
import io.wardline.schema.RegistryCoderProvider;
import io.wardline.schema.Topics;
import io.wardline.topology.ConfigException;
import io.wardline.topology.JobConfig;
import io.wardline.topology.event.Event;
import io.wardline.v1.AgeBand;
import io.wardline.v1.ConversationEvent;
import io.wardline.v1.EventKind;
import io.wardline.v1.Party;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.formats.avro.RegistryAvroSerializationSchema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** Goal: of a topic, exactly what Kafka had between two times is read, and what is no record is told and passed over. */
class KafkaRangeTest {
    private static final String REGISTRY = "mock://backtest";

    @Test
    void readsWhatTheTopicHadBetweenTwoTimes() throws Exception {
        try (LocalKafka kafka = LocalKafka.start()) {
            try (Admin admin =
                    Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()))) {
                new TopicSetup(admin).create(2, (short) 1);
            }
            List<Instant> known = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                known.add(send(kafka, "c" + i, event("e" + i, "c" + i)));
            }
            send(kafka, "c1", "not a record".getBytes(StandardCharsets.UTF_8));
            JobConfig config = config(kafka.bootstrapServers());

            Read all = read(new KafkaRange(config, Optional.empty(), Optional.empty()));
            Read some = read(new KafkaRange(config, Optional.of(known.get(1)), Optional.of(known.get(2))));

            assertThat(all.ids).containsExactlyInAnyOrder("e0", "e1", "e2", "e3");
            assertThat(all.records).isEqualTo(5);
            assertThat(all.rejected).singleElement().satisfies(text -> assertThat(text)
                    .startsWith("wardline.conversation-events-")
                    .contains("undecodable")
                    .doesNotContain("not a record"));
            assertThat(some.ids).containsExactlyInAnyOrder("e1", "e2");
        }
    }

    @Test
    void saysInOneLineThatNobodyAnswers() throws Exception {
        KafkaRange nowhere = new KafkaRange(config("127.0.0.1:1"), Optional.empty(), Optional.empty());

        assertThatThrownBy(nowhere::parts)
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("Kafka at 127.0.0.1:1 does not answer");
    }

    private static final class Read implements EvidenceSink {
        private final List<String> ids = new ArrayList<>();
        private final List<String> rejected = new ArrayList<>();
        private long records;

        @Override
        public void evidence(String conversationId, Event event) {
            ids.add(event.eventId());
        }

        @Override
        public void read(long count) {
            records += count;
        }

        @Override
        public void until(long millis) {}

        @Override
        public void rejected(String where, String why) {
            rejected.add(where + ": " + why);
        }
    }

    private static Read read(EventSource source) throws IOException {
        Read read = new Read();
        for (EventSource.Part part : source.parts()) {
            part.read(read);
        }
        return read;
    }

    private static JobConfig config(String bootstrapServers) throws ConfigException {
        return JobConfig.parse(new SourceFile(
                "backtest.yaml",
                """
                kafka:
                  bootstrap_servers: %s
                registry:
                  url: %s
                accounts:
                  secret_file: not-read
                """
                        .formatted(bootstrapServers, REGISTRY)));
    }

    private static ConversationEvent event(String id, String conversation) {
        return ConversationEvent.newBuilder()
                .setEventId(id)
                .setConversationId(conversation)
                .setOccurredAt(Instant.now())
                .setKind(EventKind.CONTACT)
                .setSender(party("stranger"))
                .setRecipients(List.of(party("child")))
                .build();
    }

    private static Party party(String id) {
        return Party.newBuilder().setAccountId(id).setAgeBand(AgeBand.UNKNOWN).build();
    }

    private static Instant send(LocalKafka kafka, String key, ConversationEvent event) throws Exception {
        RegistryAvroSerializationSchema<ConversationEvent> schema = new RegistryAvroSerializationSchema<>(
                ConversationEvent.class,
                ConversationEvent.getClassSchema(),
                new RegistryCoderProvider(Topics.CONVERSATION_EVENTS.subject(), REGISTRY, Map.of(), true));
        return send(kafka, key, schema.serialize(event));
    }

    /** Returns the broker's time for it; the next record's is a later one. */
    private static Instant send(LocalKafka kafka, String key, byte[] value) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            return Instant.ofEpochMilli(producer.send(new ProducerRecord<>(
                            Topics.CONVERSATION_EVENTS.topic(), key.getBytes(StandardCharsets.UTF_8), value))
                    .get()
                    .timestamp());
        }
    }
}
