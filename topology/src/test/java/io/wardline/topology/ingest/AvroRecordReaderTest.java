// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.wardline.schema.RegistryCoderProvider;
import io.wardline.schema.Topics;
import io.wardline.topology.event.DeadLetter.Code;
import io.wardline.v1.ConversationEvent;
import io.wardline.v1.EventKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

/**
 * Goal: what a record's bytes say decides its code, and no record harms the one after it. Method: the registry's wire format over the
 * client's own registry, and writers' schemas that differ from this build's.
 */
class AvroRecordReaderTest {
    private static final int HEADER = 5;
    private static final RegistryCoderProvider REGISTRY =
            WireEvents.registry("avro-record-reader", Topics.CONVERSATION_EVENTS);

    private static final ConversationEvent GREETING =
            WireEvents.message().setText("hello").build();
    private static final byte[] GREETING_BYTES = bytes(GREETING);

    private final AvroRecordReader<ConversationEvent> reader =
            new AvroRecordReader<>(ConversationEvent.class, REGISTRY);

    @Test
    void readsWhatAProducerWrote() throws Exception {
        ConversationEvent event = WireEvents.message().setText("hello").build();

        assertThat(reader.read(bytes(event))).isEqualTo(event);
    }

    @Test
    void readsAfterATripThroughJavaSerialization() throws Exception {
        AvroRecordReader<ConversationEvent> copy = InstantiationUtil.clone(reader);
        ConversationEvent event = WireEvents.message().build();

        assertThat(copy.read(bytes(event))).isEqualTo(event);
    }

    @Test
    void bytesWithoutTheRegistrysHeaderAreUndecodable() {
        assertRejected(new byte[0], Code.UNDECODABLE);
        assertRejected(new byte[] {0, 0, 0}, Code.UNDECODABLE);
        assertRejected("{\"event_id\":\"1\"}".getBytes(StandardCharsets.UTF_8), Code.UNDECODABLE);
    }

    @Test
    void anIdThatTheRegistryDoesNotKnowIsAnUnknownSchema() {
        byte[] bytes = bytes(WireEvents.message().build());
        ByteBuffer.wrap(bytes).putInt(1, 987_654);

        assertRejected(bytes, Code.UNKNOWN_SCHEMA);
    }

    @Test
    void aWriterThatLacksARequiredFieldHasAnIncompatibleSchema() {
        Schema writer = new Schema.Parser()
                .parse(
                        """
                        {"type": "record", "name": "ConversationEvent", "namespace": "io.wardline.v1", "fields": [
                          {"name": "event_id", "type": "string"}]}
                        """);
        GenericRecord record = new GenericData.Record(writer);
        record.put("event_id", "event-1");

        assertRejected(bytes(record), Code.INCOMPATIBLE_SCHEMA);
    }

    @Test
    void aFieldOfAnotherTypeIsAnIncompatibleSchema() {
        Schema writer = new Schema.Parser()
                .parse(Topics.CONVERSATION_EVENTS
                        .schema()
                        .toString()
                        .replace(
                                "\"name\":\"event_id\",\"type\":\"string\"",
                                "\"name\":\"event_id\",\"type\":\"long\""));
        GenericRecord record = generic(writer);
        record.put("event_id", 1L);

        assertRejected(bytes(record), Code.INCOMPATIBLE_SCHEMA);
    }

    @Test
    void aSymbolThatThisBuildDoesNotKnowIsReadAsUnknown() throws Exception {
        Schema writer = new Schema.Parser()
                .parse(Topics.CONVERSATION_EVENTS.schema().toString().replace("\"BLOCK\"", "\"HOLOGRAM\",\"BLOCK\""));
        GenericRecord record = generic(writer);
        record.put("kind", new GenericData.EnumSymbol(writer.getField("kind").schema(), "HOLOGRAM"));

        assertThat(reader.read(bytes(record)).getKind()).isEqualTo(EventKind.UNKNOWN);
    }

    @Test
    void aCutRecordIsUndecodable() {
        byte[] bytes = bytes(WireEvents.message().build());
        for (int length = HEADER; length < bytes.length; length++) {
            assertRejected(Arrays.copyOf(bytes, length), Code.UNDECODABLE);
        }
    }

    @Test
    void bytesAfterTheRecordAreUndecodable() {
        byte[] bytes = bytes(WireEvents.message().build());

        assertRejected(Arrays.copyOf(bytes, bytes.length + 3), Code.UNDECODABLE);
    }

    /** Each would make a reader that believes it ask for 2 GB, and the task die of it, again and again. */
    @Test
    void aLengthThatTheBytesCanNotHoldIsUndecodable() {
        byte[] header = Arrays.copyOf(bytes(WireEvents.message().build()), HEADER);
        byte[] text = body(encoder -> encoder.writeLong(Integer.MAX_VALUE - 16));
        byte[] items = body(encoder -> {
            writeUpToRecipients(encoder);
            encoder.writeLong(Integer.MAX_VALUE - 16);
        });
        byte[] sizedBlock = body(encoder -> {
            writeUpToRecipients(encoder);
            encoder.writeLong(-(Integer.MAX_VALUE - 16));
            encoder.writeLong(1);
            encoder.writeLong(0);
            encoder.writeLong(0);
            encoder.writeLong(0);
            encoder.writeLong(0);
            encoder.writeIndex(0);
            encoder.writeIndex(0);
            encoder.writeIndex(0);
        });

        assertRejected(joined(header, text), Code.UNDECODABLE);
        assertRejected(joined(header, items), Code.UNDECODABLE);
        assertRejected(joined(header, sizedBlock), Code.UNDECODABLE);
    }

    private static void writeUpToRecipients(BinaryEncoder encoder) throws IOException {
        encoder.writeString("event-1");
        encoder.writeString("conversation-1");
        encoder.writeLong(0);
        encoder.writeEnum(2);
        encoder.writeString("stranger");
        encoder.writeEnum(0);
        encoder.writeIndex(0);
        encoder.writeIndex(0);
    }

    @Test
    void aRegistryThatIsDownIsWaitedForAndTheRecordIsReadThen() throws Exception {
        try (RegistryStub down = new RegistryStub(2)) {
            AvroRecordReader<ConversationEvent> waiting = new AvroRecordReader<>(
                    ConversationEvent.class,
                    new RegistryCoderProvider(Topics.CONVERSATION_EVENTS.subject(), down.url(), Map.of()));
            ConversationEvent event = WireEvents.message().build();

            assertThat(waiting.read(bytes(event))).isEqualTo(event);
            assertThat(down.answers()).containsExactly(503, 503, 200);
        }
    }

    @Test
    void aTaskThatIsCancelledDoesNotWaitForTheRegistry() {
        try (RegistryStub down = new RegistryStub(Integer.MAX_VALUE)) {
            AvroRecordReader<ConversationEvent> waiting = new AvroRecordReader<>(
                    ConversationEvent.class,
                    new RegistryCoderProvider(Topics.CONVERSATION_EVENTS.subject(), down.url(), Map.of()));
            byte[] bytes = bytes(WireEvents.message().build());

            Thread.currentThread().interrupt();
            assertThatExceptionOfType(AvroRecordReader.WaitInterruptedException.class)
                    .isThrownBy(() -> waiting.read(bytes));
            assertThat(Thread.interrupted())
                    .as("Flink still sees the cancellation")
                    .isTrue();
        }
    }

    @Property(tries = 500)
    void noRecordHarmsTheOneAfterIt(
            @ForAll @Size(max = 64) List<Byte> poison, @ForAll @IntRange(max = 40) int kept, @ForAll boolean cut)
            throws Exception {
        byte[] good = GREETING_BYTES;
        byte[] tail = new byte[poison.size()];
        for (int i = 0; i < tail.length; i++) {
            tail[i] = poison.get(i);
        }
        byte[] before = cut ? joined(Arrays.copyOf(good, HEADER + kept), tail) : joined(good, tail);

        try {
            reader.read(before);
        } catch (RejectedRecordException e) {
            assertThat(e.code()).isEqualTo(Code.UNDECODABLE);
        }

        assertThat(reader.read(good)).isEqualTo(GREETING);
    }

    private void assertRejected(byte[] bytes, Code code) {
        assertThatExceptionOfType(RejectedRecordException.class)
                .isThrownBy(() -> reader.read(bytes))
                .satisfies(e -> assertThat(e.code()).isEqualTo(code));
    }

    private static byte[] bytes(ConversationEvent event) {
        return WireEvents.bytes(ConversationEvent.class, event, REGISTRY);
    }

    /** A record of a writer's own schema, in the wire format. */
    private static byte[] bytes(GenericRecord record) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            REGISTRY.get().writeSchema(record.getSchema(), out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return joined(out.toByteArray(), body(encoder -> new GenericDatumWriter<GenericRecord>(record.getSchema())
                .write(record, encoder)));
    }

    /** The sample's fields under a schema that differs in one of them. */
    private static GenericRecord generic(Schema writer) {
        GenericRecord sender = new GenericData.Record(writer.getField("sender").schema());
        sender.put("account_id", "stranger");
        sender.put(
                "age_band",
                new GenericData.EnumSymbol(
                        sender.getSchema().getField("age_band").schema(), "ADULT"));
        GenericRecord record = new GenericData.Record(writer);
        record.put("event_id", "event-1");
        record.put("conversation_id", "conversation-1");
        record.put("occurred_at", WireEvents.AT.toEpochMilli());
        record.put("kind", new GenericData.EnumSymbol(writer.getField("kind").schema(), "MESSAGE"));
        record.put("sender", sender);
        record.put("recipients", List.of(sender));
        record.put("signals", Map.of());
        record.put("media", List.of());
        return record;
    }

    private static byte[] body(Encoding encoding) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        try {
            encoding.write(encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    @FunctionalInterface
    private interface Encoding {
        void write(BinaryEncoder encoder) throws IOException;
    }
}
