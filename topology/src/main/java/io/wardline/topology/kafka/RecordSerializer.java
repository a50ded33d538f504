// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.kafka;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.formats.avro.RegistryAvroSerializationSchema;
import org.apache.flink.formats.avro.SchemaCoder;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What the job tells to Kafka records, in the registry's wire format.
 *
 * @param <T> what is told
 * @param <W> the record on the wire
 */
final class RecordSerializer<T, W extends SpecificRecord> implements KafkaRecordSerializationSchema<T> {
    private static final long serialVersionUID = 1L;

    private final String topic;
    private final SerializableFunction<T, String> key;
    private final SerializableFunction<T, W> wire;
    private final RegistryAvroSerializationSchema<W> schema;

    RecordSerializer(
            String topic,
            Class<W> type,
            SchemaCoder.SchemaCoderProvider registry,
            SerializableFunction<T, String> key,
            SerializableFunction<T, W> wire) {
        this.topic = topic;
        this.key = key;
        this.wire = wire;
        this.schema =
                new RegistryAvroSerializationSchema<>(type, SpecificData.get().getSchema(type), registry);
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(T element, KafkaSinkContext context, @Nullable Long timestamp) {
        return new ProducerRecord<>(
                topic, key.apply(element).getBytes(StandardCharsets.UTF_8), schema.serialize(wire.apply(element)));
    }

    /** A function that travels with the job. */
    @FunctionalInterface
    interface SerializableFunction<A, B> extends Function<A, B>, Serializable {}
}
