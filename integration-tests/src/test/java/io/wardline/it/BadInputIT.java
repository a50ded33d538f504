// SPDX-License-Identifier: Apache-2.0
package io.wardline.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.wardline.it.Wire.Told;
import io.wardline.schema.RegistryCoderProvider;
import io.wardline.schema.Topics;
import io.wardline.v1.Alert;
import io.wardline.v1.ConversationEvent;
import io.wardline.v1.DeadLetter;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Goal: whatever a producer sends, it becomes a dead letter with its code and its place, and good records on both sides of it are
 * told. Method: the steps of a crime, a bad record between each two of them, all in one partition.
 */
class BadInputIT {
    private static final String CONVERSATION = "among-bad-ones";
    /** Must not be in what people read of a dead letter. */
    private static final String TEXT = "words-of-a-child";

    private static WardlineCluster cluster;
    private static RunningJob job;

    @BeforeAll
    static void start() throws Exception {
        cluster = WardlineCluster.start();
        job = cluster.run(cluster.config("bad-input"));
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    /** A record that is told as this code. */
    private record Bad(String what, String code, ProducerRecord<byte[], byte[]> record) {
        /** With the conversation's key, and so in the partition of its events. */
        static Bad of(String what, String code, byte @Nullable [] value) {
            byte[] key = CONVERSATION.getBytes(StandardCharsets.UTF_8);
            return new Bad(what, code, new ProducerRecord<>(Topics.CONVERSATION_EVENTS.topic(), key, value));
        }

        byte[] value() {
            return record.value() == null ? new byte[0] : record.value();
        }
    }

    @Test
    void eachBadRecordBecomesADeadLetterAndNoGoodOneIsLost() throws Exception {
        Conversation crime = Conversation.recent(CONVERSATION);
        List<Bad> bad = badOnes();
        List<ConversationEvent> good = crime.guilty();
        Map<Bad, RecordMetadata> sent = new LinkedHashMap<>();
        for (int i = 0; i < bad.size(); i++) {
            if (i % 3 == 0 && i / 3 < good.size() - 1) {
                cluster.wire().send(good.get(i / 3));
            }
            sent.put(bad.get(i), cluster.wire().send(bad.get(i).record()));
        }
        cluster.wire().send(good.get(good.size() - 1));
        job.settle();

        List<Told<DeadLetter>> letters = cluster.wire().deadLetters();
        SoftAssertions softly = new SoftAssertions();
        sent.forEach((one, place) -> softly.assertThat(letterOf(letters, place))
                .as(one.what())
                .hasValueSatisfying(told -> assertTells(told, one, place)));
        softly.assertAll();
        assertThat(letters).hasSize(bad.size());
        assertThat(cluster.wire().read(Topics.ALERTS, Alert.class))
                .extracting(
                        told -> told.value().getPatternId() + "/" + told.value().getStep())
                .contains("full-sequence/threat", "full-sequence/payment");
    }

    private static void assertTells(Told<DeadLetter> told, Bad bad, RecordMetadata place) {
        DeadLetter letter = told.value();
        assertThat(letter.getCode()).isEqualTo(bad.code());
        assertThat(letter.getOrigin().getTopic()).isEqualTo(Topics.CONVERSATION_EVENTS.topic());
        assertThat(letter.getBytes()).isEqualTo(ByteBuffer.wrap(bad.value()));
        assertThat(letter.getKnownAt().toEpochMilli()).isEqualTo(place.timestamp());
        assertThat(letter.getDetail()).isNotBlank().doesNotContain(TEXT);
        assertThat(told.key()).isEqualTo(Topics.CONVERSATION_EVENTS.topic());
    }

    private static Optional<Told<DeadLetter>> letterOf(List<Told<DeadLetter>> letters, RecordMetadata place) {
        return letters.stream()
                .filter(told -> told.value().getOrigin().getPartition() == place.partition()
                        && told.value().getOrigin().getOffset() == place.offset())
                .findFirst();
    }

    private static List<Bad> badOnes() throws Exception {
        List<Bad> all = new ArrayList<>();
        byte[] good = cluster.wire().bytes(event("good"));
        all.add(Bad.of("no wire format", "undecodable", "not Avro".getBytes(StandardCharsets.UTF_8)));
        all.add(Bad.of("no value", "undecodable", null));
        all.add(Bad.of("an empty value", "undecodable", new byte[0]));
        all.add(Bad.of("cut short", "undecodable", Arrays.copyOf(good, good.length / 2)));
        all.add(Bad.of("longer than its record", "undecodable", Arrays.copyOf(good, good.length + 1)));
        Bad header = Bad.of("the schema's id in a header", "undecodable", Arrays.copyOfRange(good, 5, good.length));
        header.record().headers().add("__value_schema_id", new byte[17]);
        all.add(header);
        all.add(Bad.of("a schema that nobody registered", "unknown_schema", withSchemaId(4711, good)));
        all.add(Bad.of("a schema of something else", "incompatible_schema", ofAnotherSubject()));
        all.add(Bad.of("5 MB", "oversized", new byte[5_000_000]));
        all.add(Bad.of("tomorrow", "future", at("future", Duration.ofDays(1))));
        all.add(Bad.of("a year ago", "too_old", at("old", Duration.ofDays(-365))));
        all.add(Bad.of("a message to nobody", "invalid", toNobody()));
        all.add(Bad.of("a score above 1", "invalid", scored(1.5)));
        all.add(Bad.of("a score that is no number", "invalid", scored(Double.NaN)));
        return all;
    }

    private static ConversationEvent event(String id) {
        ConversationEvent event = Conversation.recent(CONVERSATION).threat();
        event.setEventId(CONVERSATION + "-" + id);
        event.setText(TEXT);
        return event;
    }

    private static byte[] at(String id, Duration fromNow) {
        ConversationEvent event = event(id);
        event.setOccurredAt(event.getOccurredAt().plus(fromNow));
        return cluster.wire().bytes(event);
    }

    private static byte[] toNobody() {
        ConversationEvent event = event("nobody");
        event.setRecipients(List.of());
        return cluster.wire().bytes(event);
    }

    private static byte[] scored(double score) {
        ConversationEvent event = event("score");
        event.setSignals(Map.of("threat_exposure", score));
        return cluster.wire().bytes(event);
    }

    private static byte[] ofAnotherSubject() throws Exception {
        Schema schema =
                SchemaBuilder.record("Invoice").fields().requiredInt("total").endRecord();
        int id = RegistryCoderProvider.client(cluster.registry().url(), Map.of())
                .register("invoices-value", new AvroSchema(schema));
        return withSchemaId(id, new byte[6]);
    }

    /** The bytes after the wire's header behind a header of this id. */
    private static byte[] withSchemaId(int id, byte[] record) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(0);
            out.writeInt(id);
            out.write(record, 5, record.length - 5);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
