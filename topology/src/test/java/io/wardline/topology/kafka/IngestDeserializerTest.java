// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.schema.RegistryCoderProvider;
import io.wardline.schema.Topics;
import io.wardline.topology.JobConfig;
import io.wardline.topology.Policy;
import io.wardline.topology.event.Arrival;
import io.wardline.topology.event.DeadLetter;
import io.wardline.topology.event.DeadLetter.Code;
import io.wardline.topology.event.Origin;
import io.wardline.topology.ingest.AvroRecordReader;
import io.wardline.topology.ingest.EventIngest;
import io.wardline.topology.ingest.IngestedEvent;
import io.wardline.topology.ingest.WireEvents;
import io.wardline.v1.ConversationEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Goal: each Kafka record gives exactly one event or dead letter, known at the record's timestamp. */
class IngestDeserializerTest {
    private static final long TIMESTAMP = WireEvents.AT.toEpochMilli() + 1_234;
    private static final RegistryCoderProvider REGISTRY =
            WireEvents.registry("ingest-deserializer", Topics.CONVERSATION_EVENTS);

    private final IngestDeserializer<IngestedEvent> deserializer = new IngestDeserializer<>(
            new EventIngest(
                    new AvroRecordReader<>(ConversationEvent.class, REGISTRY),
                    JobConfig.DEFAULT_RECORD_BYTES,
                    Policy.RETENTION,
                    true,
                    JobConfig.DEFAULT_ALIASES),
            IngestedEvent.class);

    @Test
    void anEventIsKnownAtTheRecordsTimestamp() {
        Arrival arrival =
                Objects.requireNonNull(read(message(), new RecordHeaders()).arrival());

        assertThat(arrival.event().eventId()).isEqualTo("event-1");
        assertThat(arrival.event().knownAtMillis()).isEqualTo(TIMESTAMP);
    }

    @Test
    void bytesThatAreNoRecordAreADeadLetterWithTheirOrigin() {
        byte[] poison = {1, 2, 3, 4, 5, 6, 7};

        DeadLetter letter = dead(poison, new RecordHeaders());

        assertThat(letter.code()).isEqualTo(Code.UNDECODABLE);
        assertThat(letter.origin()).isEqualTo(Origin.ofTopic("wardline.conversation-events", 5, 77));
        assertThat(letter.bytes()).isEqualTo(poison);
        assertThat(letter.knownAtMillis()).isEqualTo(TIMESTAMP);
    }

    @Test
    void aRecordWithoutAValueIsADeadLetter() {
        DeadLetter letter = dead(null, new RecordHeaders());

        assertThat(letter.code()).isEqualTo(Code.UNDECODABLE);
        assertThat(letter.detail()).contains("no value");
        assertThat(letter.bytes()).isEmpty();
    }

    /** Such bytes may even decode, to something else. */
    @Test
    void aSchemaIdInAHeaderIsADeadLetterThatSaysSo() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("__value_schema_id", new byte[] {1});

        DeadLetter letter = dead(message(), headers);

        assertThat(letter.code()).isEqualTo(Code.UNDECODABLE);
        assertThat(letter.detail()).contains("header");
        assertThat(letter.bytes()).isEqualTo(message());
    }

    @Test
    void headersOfAnotherKindDoNotMatter() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("traceparent", new byte[] {1});

        assertThat(read(message(), headers).deadLetter()).isNull();
    }

    private static byte[] message() {
        return WireEvents.bytes(ConversationEvent.class, WireEvents.message().build(), REGISTRY);
    }

    private DeadLetter dead(byte @Nullable [] value, RecordHeaders headers) {
        IngestedEvent ingested = read(value, headers);
        assertThat(ingested.arrival()).isNull();
        return Objects.requireNonNull(ingested.deadLetter());
    }

    private IngestedEvent read(byte @Nullable [] value, RecordHeaders headers) {
        List<IngestedEvent> out = new ArrayList<>();
        deserializer.deserialize(
                new ConsumerRecord<byte[], byte @Nullable []>(
                        "wardline.conversation-events",
                        5,
                        77,
                        TIMESTAMP,
                        TimestampType.LOG_APPEND_TIME,
                        0,
                        0,
                        new byte[0],
                        value,
                        headers,
                        Optional.empty()),
                new ListCollector<>(out));
        assertThat(out).hasSize(1);
        return out.get(0);
    }
}
