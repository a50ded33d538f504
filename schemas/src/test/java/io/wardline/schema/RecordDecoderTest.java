// SPDX-License-Identifier: Apache-2.0
package io.wardline.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.wardline.v1.ConversationEvent;
import io.wardline.v1.Escalation;
import io.wardline.v1.EventKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.formats.avro.RegistryAvroDeserializationSchema;
import org.apache.flink.formats.avro.RegistryAvroSerializationSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That it reads what Flink's stock format reads, and that no bytes at all can do more harm than an exception that says whose fault. */
final class RecordDecoderTest {
    private static final RegistryCoderProvider REGISTRY =
            new RegistryCoderProvider(Topics.CONVERSATION_EVENTS.subject(), "mock://record-decoder", Map.of(), true);

    private final RecordDecoder<ConversationEvent> decoder = new RecordDecoder<>(ConversationEvent.class, REGISTRY);

    @ParameterizedTest
    @EnumSource(Topics.class)
    void readsWhatFlinksFormatReads(Topics topic) throws IOException {
        same(topic, topic.type());
    }

    private static <T extends SpecificRecord> void same(Topics topic, Class<T> type) throws IOException {
        RegistryCoderProvider registry = new RegistryCoderProvider(topic.subject(), "mock://same", Map.of(), true);
        var writer = RegistryAvroSerializationSchema.forSpecific(type, registry);
        var stock = new RegistryAvroDeserializationSchema<>(type, null, registry);
        var ours = new RecordDecoder<>(type, registry);
        for (long seed = 0; seed < 50; seed++) {
            T record = type.cast(new RandomRecords(seed).next(SpecificData.get().getSchema(type)));
            byte[] bytes = writer.serialize(record);

            assertThat(ours.decode(bytes)).as("seed %d", seed).isEqualTo(record).isEqualTo(stock.deserialize(bytes));
        }
    }

    @Test
    void readsANewerWriter() throws IOException {
        Schema newer = Samples.edited("ConversationEvent", event -> {
            ((ArrayNode) Samples.field(event, "kind").path("type").path("symbols")).add("SCREEN_RECORDING");
            event.withArray("fields")
                    .insertObject(0)
                    .put("name", "tags")
                    .put("default", "x")
                    .put("type", "string");
        });
        GenericRecord record = Samples.as(newer, Samples.threat());
        record.put("kind", new GenericData.EnumSymbol(newer.getField("kind").schema(), "SCREEN_RECORDING"));
        ConversationEvent expected = Samples.threat();
        expected.setKind(EventKind.UNKNOWN);

        assertThat(decoder.decode(RegistryAvroSerializationSchema.forGeneric(newer, REGISTRY)
                        .serialize(record)))
                .isEqualTo(expected);
    }

    @Test
    void refusesARecordThatIsCutShortAnywhere() {
        byte[] whole = threat();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> decoder.decode(cut))
                    .as("%d bytes", length)
                    .isInstanceOf(WireFormatException.class);
        }
    }

    @Test
    void refusesARecordThatGoesOn() {
        byte[] whole = threat();

        assertThatThrownBy(() -> decoder.decode(Arrays.copyOf(whole, whole.length + 1)))
                .isInstanceOf(WireFormatException.class)
                .hasMessage("goes on after its end");
    }

    /** Avro's decoder would allocate each of these before it found that there is nothing. */
    @ParameterizedTest
    @ValueSource(longs = {1_900_000_000L, 3_000_000_000L, Long.MAX_VALUE, -1_900_000_000L, Long.MIN_VALUE})
    void believesNoLengthThatARecordClaims(long claim) throws IOException {
        byte[] header = Arrays.copyOf(threat(), 5);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.write(header);
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(text, null);
        encoder.writeLong(claim);
        ByteArrayOutputStream list = new ByteArrayOutputStream();
        list.write(header);
        encoder = EncoderFactory.get().directBinaryEncoder(list, encoder);
        encoder.writeString("e");
        encoder.writeString("c");
        encoder.writeLong(0);
        encoder.writeEnum(1);
        encoder.writeString("s");
        encoder.writeEnum(0);
        encoder.writeIndex(0);
        encoder.writeIndex(0);
        encoder.writeLong(claim);

        assertThatThrownBy(() -> decoder.decode(text.toByteArray())).isInstanceOf(WireFormatException.class);
        assertThatThrownBy(() -> decoder.decode(list.toByteArray())).isInstanceOf(WireFormatException.class);
    }

    @Test
    void survivesAnyBytes() {
        byte[] whole = threat();
        for (long seed = 0; seed < 5000; seed++) {
            Random random = new Random(seed);
            byte[] broken = whole.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                broken[5 + random.nextInt(broken.length - 5)] = (byte) random.nextInt();
            }
            try {
                assertThat(decoder.decode(broken)).isNotNull();
            } catch (IOException e) {
                assertThat(e).as("seed %d", seed).isInstanceOf(WireFormatException.class);
            }
        }
    }

    @Test
    void refusesAnotherRecordsSchema() {
        byte[] escalation = RegistryAvroSerializationSchema.forSpecific(Escalation.class, REGISTRY)
                .serialize((Escalation) new RandomRecords(1).next(Escalation.getClassSchema()));

        assertThatThrownBy(() -> decoder.decode(escalation))
                .isInstanceOf(IncompatibleSchemaException.class)
                .hasMessage(
                        "was written as a io.wardline.v1.Escalation that cannot be read as io.wardline.v1.ConversationEvent");
    }

    @Test
    void passesOnWhatTheRegistrySays() {
        assertThatThrownBy(() -> decoder.decode(new byte[] {0, 0, 1, 0, 0, 0}))
                .isInstanceOf(UnknownSchemaException.class);
    }

    private static byte[] threat() {
        return RegistryAvroSerializationSchema.forSpecific(ConversationEvent.class, REGISTRY)
                .serialize(Samples.threat());
    }
}
