// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.kafka;

import io.wardline.topology.account.DecisionHeaders;
import io.wardline.topology.event.DeadLetter;
import io.wardline.topology.event.Origin;
import io.wardline.topology.ingest.Ingest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Kafka records to what came of them. {@code known_at} is the record's timestamp. */
final class IngestDeserializer<R> implements KafkaRecordDeserializationSchema<R> {
    private static final long serialVersionUID = 1L;
    /** Where newer Confluent producers may put the schema's id instead of in front of the record. */
    private static final String SCHEMA_ID_HEADER = "__value_schema_id";

    private final Ingest<?, R> ingest;
    private final Class<R> type;

    IngestDeserializer(Ingest<?, R> ingest, Class<R> type) {
        this.ingest = ingest;
        this.type = type;
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<R> out) {
        Origin origin = Origin.ofTopic(record.topic(), record.partition(), record.offset());
        byte[] value = record.value();
        if (value == null) {
            out.collect(dead(origin, "the record has no value", new byte[0], record.timestamp()));
        } else if (record.headers().lastHeader(SCHEMA_ID_HEADER) != null) {
            out.collect(dead(
                    origin,
                    "the schema's id is in a header; set the producer to write it in front of the record",
                    value,
                    record.timestamp()));
        } else {
            out.collect(ingest.ingest(value, ownHeaders(record), origin, record.timestamp()));
        }
    }

    private static Map<String, String> ownHeaders(ConsumerRecord<?, ?> record) {
        // Only decisions have any, and no record of another topic should cost a map.
        Map<String, String> own = Map.of();
        for (Header header : record.headers()) {
            if (header.key().startsWith(DecisionHeaders.PREFIX) && header.value() != null) {
                own = own.isEmpty() ? new TreeMap<>() : own;
                own.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        return own;
    }

    private R dead(Origin origin, String detail, byte[] bytes, long knownAtMillis) {
        return ingest.reject(origin, DeadLetter.Code.UNDECODABLE, detail, bytes, knownAtMillis);
    }

    @Override
    public TypeInformation<R> getProducedType() {
        return TypeInformation.of(type);
    }
}
