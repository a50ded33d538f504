// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.kafka;

import java.io.OutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.serialization.SerializationSchema;
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
    private final SerializableFunction<T, @Nullable W> wire;
    private final SerializableFunction<T, Map<String, String>> headers;
    private final EarlySchema<W> schema;

    RecordSerializer(
            String topic,
            Class<W> type,
            SchemaCoder.SchemaCoderProvider registry,
            SerializableFunction<T, String> key,
            SerializableFunction<T, @Nullable W> wire) {
        this(topic, type, registry, key, wire, element -> Map.of());
    }

    /**
     * @param wire the record; null deletes what a compacted topic has under the key
     * @param headers what stands beside the record, by name
     */
    RecordSerializer(
            String topic,
            Class<W> type,
            SchemaCoder.SchemaCoderProvider registry,
            SerializableFunction<T, String> key,
            SerializableFunction<T, @Nullable W> wire,
            SerializableFunction<T, Map<String, String>> headers) {
        this.topic = topic;
        this.key = key;
        this.wire = wire;
        this.headers = headers;
        this.schema = new EarlySchema<>(type, registry);
    }

    @Override
    public void open(SerializationSchema.InitializationContext context, KafkaSinkContext sinkContext) throws Exception {
        schema.open(context);
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(T element, KafkaSinkContext context, @Nullable Long timestamp) {
        W record = wire.apply(element);
        ProducerRecord<byte[], byte[]> sent = new ProducerRecord<>(
                topic,
                key.apply(element).getBytes(StandardCharsets.UTF_8),
                record == null ? null : schema.serialize(record));
        headers.apply(element)
                .forEach((name, value) -> sent.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return sent;
    }

    /**
     * Asks the registry for its schema's id when the job starts, and never again. By the first alert the registry may be away, and a
     * sink that fails for it takes the whole job with it; a schema that nobody registered is better told at the start, too.
     */
    private static final class EarlySchema<W extends SpecificRecord> extends RegistryAvroSerializationSchema<W> {
        private static final long serialVersionUID = 1L;

        EarlySchema(Class<W> type, SchemaCoder.SchemaCoderProvider registry) {
            super(type, SpecificData.get().getSchema(type), registry);
        }

        @Override
        public void open(SerializationSchema.InitializationContext context) throws Exception {
            super.open(context);
            checkAvroInitialized();
            schemaCoder.writeSchema(getSchema(), OutputStream.nullOutputStream());
        }
    }

    /** A function that travels with the job. */
    @FunctionalInterface
    interface SerializableFunction<A, B> extends Function<A, B>, Serializable {}
}
