// SPDX-License-Identifier: Apache-2.0
package io.wardline.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.wardline.v1.ConversationEvent;
import io.wardline.v1.Escalation;
import io.wardline.v1.EventKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.formats.avro.RegistryAvroDeserializationSchema;
import org.apache.flink.formats.avro.RegistryAvroSerializationSchema;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Flink's stock formats over our provider; and that this build reads what older and newer writers wrote. */
final class WireFormatTest {
    private static final String SUBJECT = Topics.CONVERSATION_EVENTS.subject();

    @ParameterizedTest
    @EnumSource(Topics.class)
    void readsEveryRecordItWrote(Topics topic) throws Exception {
        roundTrip(topic, topic.type());
    }

    private static <T extends SpecificRecord> void roundTrip(Topics topic, Class<T> type) throws Exception {
        RegistryCoderProvider provider =
                new RegistryCoderProvider(topic.subject(), "mock://round-trip", Map.of(), true);
        var writer = RegistryAvroSerializationSchema.forSpecific(type, provider);
        var reader = new RegistryAvroDeserializationSchema<>(type, null, provider);
        for (long seed = 0; seed < 50; seed++) {
            T record = type.cast(new RandomRecords(seed).next(SpecificData.get().getSchema(type)));

            assertThat(reader.deserialize(writer.serialize(record)))
                    .as("seed %d", seed)
                    .isEqualTo(record);
        }
    }

    @Test
    void beginsWithAZeroByteAndTheIdOfTheFilesSchema(TestInfo test) throws Exception {
        int id = RegistryCoderProvider.client(registry(test), Map.of())
                .register(SUBJECT, new AvroSchema(Samples.file("ConversationEvent")));

        ByteBuffer bytes = ByteBuffer.wrap(writer(provider(test)).serialize(Samples.threat()));

        assertThat(bytes.get()).isZero();
        assertThat(bytes.getInt()).isEqualTo(id);
    }

    @Test
    void survivesBeingShippedWithTheJob(TestInfo test) throws Exception {
        RegistryCoderProvider provider = new RegistryCoderProvider(SUBJECT, registry(test), Map.of("a", "b"), true);
        RegistryCoderProvider shipped = InstantiationUtil.clone(provider);

        assertThat(shipped).isEqualTo(provider).hasSameHashCodeAs(provider);
        assertThat(new RegistryCoderProvider(SUBJECT, registry(test), Map.of("a", "b")))
                .isNotEqualTo(provider);
        assertThat(reader(shipped).deserialize(writer(shipped).serialize(Samples.threat())))
                .isEqualTo(Samples.threat());
    }

    @Test
    void registersNothingUnlessAllowed(TestInfo test) throws Exception {
        assertThatThrownBy(() -> writer(provider(test)).serialize(Samples.threat()))
                .hasRootCauseInstanceOf(RestClientException.class)
                .hasStackTraceContaining("run ./wardline setup subjects");

        SchemaRegistryClient client = RegistryCoderProvider.client(registry(test), Map.of());
        assertThatThrownBy(() -> client.getLatestSchemaMetadata(SUBJECT)).isInstanceOf(RestClientException.class);
    }

    @Test
    void readsASymbolThatANewerWriterAdded(TestInfo test) throws Exception {
        Schema newer = Samples.edited("ConversationEvent", event -> ((ArrayNode)
                        Samples.field(event, "kind").path("type").path("symbols"))
                .add("SCREEN_RECORDING"));
        GenericRecord record = Samples.as(newer, Samples.threat());
        record.put("kind", new GenericData.EnumSymbol(newer.getField("kind").schema(), "SCREEN_RECORDING"));

        ConversationEvent read = reader(provider(test)).deserialize(written(test, newer, record));

        assertThat(read.getKind()).isEqualTo(EventKind.UNKNOWN);
        assertThat(read.getEventId()).isEqualTo("e-3");
    }

    @Test
    void readsARecordWithoutTheOptionals(TestInfo test) throws Exception {
        Set<String> required = Set.of("event_id", "conversation_id", "occurred_at", "kind", "sender");
        Schema older = Samples.edited(
                "ConversationEvent", event -> Samples.removeFields(event, name -> !required.contains(name)));

        ConversationEvent read =
                reader(provider(test)).deserialize(written(test, older, Samples.as(older, Samples.threat())));

        assertThat(read.getOccurredAt()).isEqualTo(Samples.threat().getOccurredAt());
        assertThat(read.getRecipients()).isEmpty();
        assertThat(read.getSignals()).isEmpty();
        assertThat(read.getPayment()).isNull();
    }

    @Test
    void readsARecordWithFieldsThatANewerWriterAdded(TestInfo test) throws Exception {
        Schema newer = Samples.edited("ConversationEvent", event -> event.withArray("fields")
                .insertObject(0)
                .put("name", "language")
                .put("type", "string")
                .put("default", "en"));

        assertThat(reader(provider(test)).deserialize(written(test, newer, Samples.as(newer, Samples.threat()))))
                .isEqualTo(Samples.threat());
    }

    @Test
    void tellsARecordAtFaultFromARegistryThatDoesNotAnswer(TestInfo test) {
        var reader = reader(provider(test));
        var unreachable = reader(new RegistryCoderProvider(SUBJECT, "http://127.0.0.1:1", Map.of()));

        assertThatExceptionOfType(UnknownSchemaException.class)
                .isThrownBy(() -> reader.deserialize(new byte[] {0, 0, 0, 0, 77, 1}))
                .withMessage("the registry has no schema with id 77");
        for (byte[] noHeader : List.of(new byte[0], new byte[] {0, 0, 0}, new byte[] {'{', '}', ' ', ' ', ' ', ' '})) {
            assertThatThrownBy(() -> reader.deserialize(noHeader)).isInstanceOf(WireFormatException.class);
        }
        assertThatThrownBy(() -> unreachable.deserialize(new byte[] {0, 0, 0, 0, 77, 1}))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(UnknownSchemaException.class)
                .isNotInstanceOf(WireFormatException.class);
    }

    @Test
    void tellsAnIncompatibleSchemaFromARecordCutShort(TestInfo test) throws Exception {
        byte[] escalation = RegistryAvroSerializationSchema.forSpecific(
                        Escalation.class,
                        new RegistryCoderProvider(Topics.ESCALATIONS.subject(), registry(test), Map.of(), true))
                .serialize((Escalation) new RandomRecords(1).next(Escalation.getClassSchema()));
        byte[] whole = written(
                test,
                Topics.CONVERSATION_EVENTS.schema(),
                Samples.as(Topics.CONVERSATION_EVENTS.schema(), Samples.threat()));

        assertThatThrownBy(() -> reader(provider(test)).deserialize(escalation)).isInstanceOf(AvroTypeException.class);
        assertThatThrownBy(() -> reader(provider(test)).deserialize(Arrays.copyOf(whole, 40)))
                .isInstanceOf(IOException.class);
    }

    private static byte[] written(TestInfo test, Schema schema, GenericRecord record) {
        return RegistryAvroSerializationSchema.forGeneric(
                        schema, new RegistryCoderProvider(SUBJECT, registry(test), Map.of(), true))
                .serialize(record);
    }

    private static RegistryAvroSerializationSchema<ConversationEvent> writer(RegistryCoderProvider provider) {
        return RegistryAvroSerializationSchema.forSpecific(ConversationEvent.class, provider);
    }

    private static RegistryAvroDeserializationSchema<ConversationEvent> reader(RegistryCoderProvider provider) {
        return new RegistryAvroDeserializationSchema<>(ConversationEvent.class, null, provider);
    }

    private static RegistryCoderProvider provider(TestInfo test) {
        return new RegistryCoderProvider(SUBJECT, registry(test), Map.of());
    }

    /** A registry of the test's own. */
    private static String registry(TestInfo test) {
        return "mock://" + test.getTestMethod().orElseThrow().getName();
    }
}
