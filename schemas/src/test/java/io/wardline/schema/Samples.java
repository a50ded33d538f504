// SPDX-License-Identifier: Apache-2.0
package io.wardline.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wardline.v1.AgeBand;
import io.wardline.v1.AgeSource;
import io.wardline.v1.ConversationEvent;
import io.wardline.v1.EventKind;
import io.wardline.v1.Media;
import io.wardline.v1.Network;
import io.wardline.v1.Party;
import io.wardline.v1.Payment;
import io.wardline.v1.PaymentDirection;
import io.wardline.v1.PaymentMethod;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/** A conversation event with everything in it, and schemas as files have them and as they might become. */
final class Samples {
    private Samples() {}

    static ConversationEvent threat() {
        return ConversationEvent.newBuilder()
                .setEventId("e-3")
                .setConversationId("c-1")
                .setOccurredAt(Instant.parse("2026-11-24T10:00:00Z"))
                .setKind(EventKind.MESSAGE)
                .setSender(party("stranger", AgeBand.UNKNOWN))
                .setRecipients(List.of(party("minor", AgeBand.AGE_13_15)))
                .setSignals(Map.of("threat_exposure", 0.93, "payment_request", 1.0))
                .setMedia(List.of(Media.newBuilder()
                        .setMediaId("m-1")
                        .setMediaType("image/jpeg")
                        .setSha256("00ff")
                        .setViewOnce(true)
                        .setViewedByPerson(false)
                        .build()))
                .setPayment(Payment.newBuilder()
                        .setDirection(PaymentDirection.REQUESTED)
                        .setMethod(PaymentMethod.GIFT_CARD)
                        .setAmount(50.0)
                        .setCurrency("USD")
                        .build())
                .setNetwork(
                        Network.newBuilder().setIp("192.0.2.1").setPort(4711).build())
                .setText("pay \"now\"")
                .build();
    }

    private static Party party(String id, AgeBand band) {
        return Party.newBuilder()
                .setAccountId(id)
                .setAgeBand(band)
                .setAgeSource(AgeSource.DECLARED)
                .build();
    }

    /** The schema in the file of a record. */
    static Schema file(String record) {
        try (InputStream in = Samples.class.getResourceAsStream("/avro/" + record + ".avsc")) {
            return new Schema.Parser().parse(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The schema of a record after an edit of its file. */
    static Schema edited(String record, Consumer<ObjectNode> edit) {
        try {
            ObjectNode tree =
                    (ObjectNode) new JsonMapper().readTree(file(record).toString());
            edit.accept(tree);
            return new Schema.Parser().parse(tree.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The definition of a field, wherever in a schema it is first. */
    static ObjectNode field(JsonNode schema, String name) {
        return schema.findParents("name").stream()
                .filter(node -> node.path("name").asText().equals(name) && node.has("type"))
                .map(ObjectNode.class::cast)
                .findFirst()
                .orElseThrow();
    }

    static void removeFields(ObjectNode record, Predicate<String> named) {
        for (Iterator<JsonNode> fields = record.withArray("fields").elements(); fields.hasNext(); ) {
            if (named.test(fields.next().path("name").asText())) {
                fields.remove();
            }
        }
    }

    /** A record as another version of its schema has it. */
    static GenericRecord as(Schema version, SpecificRecord record) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new SpecificDatumWriter<SpecificRecord>(record.getSchema()).write(record, encoder);
        encoder.flush();
        return new GenericDatumReader<GenericRecord>(record.getSchema(), version)
                .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
    }
}
