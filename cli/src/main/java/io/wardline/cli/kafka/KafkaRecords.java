// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.kafka;

import io.wardline.cli.UserError;
import io.wardline.schema.IncompatibleSchemaException;
import io.wardline.schema.RecordDecoder;
import io.wardline.schema.RegistryCoderProvider;
import io.wardline.schema.Topics;
import io.wardline.schema.UnknownSchemaException;
import io.wardline.schema.WireFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.formats.avro.RegistryAvroSerializationSchema;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The records of the contract's topics, as a command reads and writes them: what is committed, from the beginning to what was the end. */
public final class KafkaRecords implements AutoCloseable {
    /** A wrong address would otherwise keep a person waiting for a minute. */
    public static final String PATIENCE_MILLIS = "20000";

    private static final Duration MOMENT = Duration.ofMillis(200);
    /** So many moments without a record, though there are some: half a minute. */
    private static final int MOST_IDLE = 150;

    private final String bootstrapServers;
    private final Properties client;
    private final String registryUrl;
    private final Map<String, String> registryConfig;
    private final KafkaConsumer<byte[], byte[]> consumer;

    /**
     * Of a cluster and its registry.
     *
     * @param client properties of Kafka's clients
     * @param registryConfig properties of the registry's client
     */
    public KafkaRecords(
            String bootstrapServers, Properties client, String registryUrl, Map<String, String> registryConfig) {
        this.bootstrapServers = bootstrapServers;
        this.client = client;
        this.registryUrl = registryUrl;
        this.registryConfig = registryConfig;
        Properties properties = properties();
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        // Who looks at the wrong cluster must not make topics there.
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        try {
            consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException e) {
            throw unreachable(e);
        }
    }

    /** Takes a record. */
    @FunctionalInterface
    public interface Taker<T> {
        /**
         * The next of a partition.
         *
         * @param at where it is
         * @param key as bytes; null for a record without one
         * @param value null for a tombstone
         */
        void take(Position at, byte @Nullable [] key, @Nullable T value);
    }

    /** Where a record is. */
    public record Position(int partition, long offset) {}

    /**
     * Takes what a topic holds when this is called, partition by partition in order.
     *
     * @return how many records could not be read, and were passed over
     * @throws UserError when Kafka or the registry does not answer, or there is no such topic
     */
    public <T extends SpecificRecord> int each(Topics topic, Class<T> type, Taker<T> taker) {
        RecordDecoder<T> decoder = new RecordDecoder<>(type, provider(topic));
        int unread = 0;
        try {
            List<TopicPartition> partitions = partitions(topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            int idle = 0;
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                ConsumerRecords<byte[], byte[]> next = consumer.poll(MOMENT);
                idle = next.isEmpty() ? idle + 1 : 0;
                if (idle > MOST_IDLE) {
                    throw new UserError("Kafka at " + bootstrapServers + " does not answer any more: run it again");
                }
                for (ConsumerRecord<byte[], byte[]> record : next) {
                    Optional<T> value = decode(decoder, record);
                    if (value.isEmpty() && record.value() != null) {
                        unread++;
                    } else {
                        taker.take(new Position(record.partition(), record.offset()), record.key(), value.orElse(null));
                    }
                }
            }
        } catch (KafkaException e) {
            throw unreachable(e);
        }
        return unread;
    }

    /** All that a topic holds and that can be read; what can't is a dead letter of the job's. */
    public <T extends SpecificRecord> List<T> all(Topics topic, Class<T> type) {
        List<T> all = new ArrayList<>();
        int ignored = each(topic, type, (at, key, value) -> {
            if (value != null) {
                all.add(value);
            }
        });
        return all;
    }

    /** From now on {@link #next} has what comes to a topic. */
    public void follow(Topics topic) {
        List<TopicPartition> partitions = partitions(topic);
        consumer.assign(partitions);
        consumer.endOffsets(partitions).forEach(consumer::seek);
    }

    /** What came within a moment. */
    public <T extends SpecificRecord> List<T> next(Topics topic, Class<T> type) {
        RecordDecoder<T> decoder = new RecordDecoder<>(type, provider(topic));
        List<T> next = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(MOMENT)) {
            decode(decoder, record).ifPresent(next::add);
        }
        return next;
    }

    private static <T extends SpecificRecord> Optional<T> decode(
            RecordDecoder<T> decoder, ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(decoder.decode(record.value()));
        } catch (WireFormatException | UnknownSchemaException | IncompatibleSchemaException unreadable) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UserError("the registry does not answer: check --registry and --registry-config", e);
        }
    }

    /**
     * Makes sure that a topic is there.
     *
     * @throws UserError when it is not, or Kafka does not answer
     */
    public void require(Topics topic) {
        try {
            List<TopicPartition> unused = partitions(topic);
        } catch (KafkaException e) {
            throw unreachable(e);
        }
    }

    /**
     * Writes a record, and returns when the brokers have it as safely as they keep it.
     *
     * @throws UserError when they do not take it
     */
    public <T extends SpecificRecord> void write(Topics topic, Class<T> type, String key, T value) {
        Properties properties = properties();
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            byte[] bytes =
                    new RegistryAvroSerializationSchema<>(type, topic.schema(), provider(topic)).serialize(value);
            producer.send(new ProducerRecord<>(topic.topic(), key.getBytes(StandardCharsets.UTF_8), bytes))
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("interrupted while it wrote to " + topic.topic() + ": run it again", e);
        } catch (KafkaException | ExecutionException e) {
            throw unreachable(e);
        } catch (RuntimeException e) {
            // What Flink's writer makes of a registry that has not the subject, or does not answer.
            throw new UserError(
                    "the registry has no schema of " + topic.topic()
                            + " or does not answer: check --registry, and run ./wardline setup subjects",
                    e);
        }
    }

    private List<TopicPartition> partitions(Topics topic) {
        List<PartitionInfo> found = consumer.partitionsFor(topic.topic());
        if (found == null || found.isEmpty()) {
            throw new UserError("topic " + topic.topic() + " does not exist: run ./wardline setup topics");
        }
        return found.stream()
                .map(partition -> new TopicPartition(topic.topic(), partition.partition()))
                .toList();
    }

    /** How records of a topic are written and read. */
    public RegistryCoderProvider provider(Topics topic) {
        return new RegistryCoderProvider(topic.subject(), registryUrl, registryConfig);
    }

    /** Of a Kafka client, to be added to. */
    public Properties properties() {
        Properties properties = new Properties();
        properties.putAll(client);
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return properties;
    }

    /** What to tell of a failure of Kafka's client. */
    public UserError unreachable(Exception e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return new UserError(
                cause instanceof TimeoutException
                        ? "Kafka at " + bootstrapServers
                                + " does not answer: check --bootstrap-servers and --client-config"
                        : "Kafka at " + bootstrapServers + " refused ("
                                + cause.getClass().getSimpleName() + ": " + cause.getMessage()
                                + "): check --client-config and the rights of its user",
                e);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
