// SPDX-License-Identifier: Apache-2.0
package io.wardline.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.wardline.schema.RegistryCoderProvider;
import io.wardline.schema.Topics;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/** A platform that is ahead of this build: its events have one kind and one optional field more. */
final class NewerProducer {
    private static final String NEW_FIELD = "reaction";
    private static final int HEADER = 5;

    private final Schema newer;
    private final int id;

    /** Registers a version of this name's kind under the topic's subject. */
    NewerProducer(String registryUrl, String kind) throws Exception {
        this.newer = newer(kind);
        SchemaRegistryClient registry = RegistryCoderProvider.client(registryUrl, Map.of());
        this.id = registry.register(Topics.CONVERSATION_EVENTS.subject(), new AvroSchema(newer));
    }

    /** An event of this build as one of the newer kind. */
    byte[] upgrade(byte[] record, String kind) throws Exception {
        GenericRecord event = new GenericDatumReader<GenericRecord>(Topics.CONVERSATION_EVENTS.schema(), newer)
                .read(null, DecoderFactory.get().binaryDecoder(record, HEADER, record.length - HEADER, null));
        event.put("kind", new GenericData.EnumSymbol(newer.getField("kind").schema(), kind));
        event.put(NEW_FIELD, "thumbs-up");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream header = new DataOutputStream(bytes);
        header.writeByte(0);
        header.writeInt(id);
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(newer).write(event, encoder);
        return bytes.toByteArray();
    }

    private static Schema newer(String kind) throws Exception {
        JsonNode schema =
                new ObjectMapper().readTree(Topics.CONVERSATION_EVENTS.schema().toString());
        ArrayNode fields = (ArrayNode) schema.get("fields");
        for (JsonNode field : fields) {
            if (field.get("name").asText().equals("kind")) {
                ((ArrayNode) field.get("type").get("symbols")).add(kind);
            }
        }
        fields.addObject()
                .put("name", NEW_FIELD)
                .putNull("default")
                .putArray("type")
                .add("null")
                .add("string");
        return new Schema.Parser().parse(schema.toString());
    }
}
