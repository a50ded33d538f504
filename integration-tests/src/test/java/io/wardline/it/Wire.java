// SPDX-License-Identifier: Apache-2.0
package io.wardline.it;

import io.wardline.schema.RecordDecoder;
import io.wardline.schema.RegistryCoderProvider;
import io.wardline.schema.Topics;
import io.wardline.v1.AccountEvent;
import io.wardline.v1.Alert;
import io.wardline.v1.ConversationEvent;
import io.wardline.v1.DeadLetter;
import io.wardline.v1.ReportEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.formats.avro.RegistryAvroSerializationSchema;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends what a platform would, and reads what the job told, in the registry's wire format. */
final class Wire implements AutoCloseable {
    /** The largest input there is, and the dead letter that carries it. */
    private static final int MAX_BYTES = 16 << 20;

    private static final String FENCE = "fence-";

    private static final Duration MOMENT = Duration.ofMillis(100);

    private final String bootstrapServers;
    private final Function<Topics, RegistryCoderProvider> registry;
    private final KafkaProducer<byte[], byte[]> producer;
    private final RegistryAvroSerializationSchema<AccountEvent> accounts;
    private final RegistryAvroSerializationSchema<ConversationEvent> events;
    private final RegistryAvroSerializationSchema<ReportEvent> reports;
    private final AtomicInteger fences = new AtomicInteger();
    private final Map<Topics, RecordDecoder<?>> decoders = new EnumMap<>(Topics.class);

    Wire(String bootstrapServers, Function<Topics, RegistryCoderProvider> registry) {
        this.bootstrapServers = bootstrapServers;
        this.registry = registry;
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        MAX_BYTES),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.accounts = new RegistryAvroSerializationSchema<>(
                AccountEvent.class, AccountEvent.getClassSchema(), registry.apply(Topics.ACCOUNT_EVENTS));
        this.events = new RegistryAvroSerializationSchema<>(
                ConversationEvent.class,
                ConversationEvent.getClassSchema(),
                registry.apply(Topics.CONVERSATION_EVENTS));
        this.reports = new RegistryAvroSerializationSchema<>(
                ReportEvent.class, ReportEvent.getClassSchema(), registry.apply(Topics.REPORT_EVENTS));
    }

    /**
     * A record of a topic.
     *
     * @param key as text
     * @param value decoded
     * @param at its timestamp
     */
    record Told<T>(String key, T value, Instant at) {}

    /** The event as bytes of the wire. */
    byte[] bytes(ConversationEvent event) {
        return events.serialize(event);
    }

    /** Sends events in this order, and says where the last one is. */
    RecordMetadata send(List<ConversationEvent> all) {
        return all.stream()
                .map(event -> send(Topics.CONVERSATION_EVENTS, event.getConversationId(), bytes(event)))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    RecordMetadata send(ConversationEvent... all) {
        return send(List.of(all));
    }

    RecordMetadata send(AccountEvent event) {
        return send(Topics.ACCOUNT_EVENTS, event.getAccountId(), accounts.serialize(event));
    }

    RecordMetadata send(ReportEvent report) {
        return send(Topics.REPORT_EVENTS, report.getCaseId(), reports.serialize(report));
    }

    RecordMetadata send(Topics topic, String key, byte[] value) {
        return send(new ProducerRecord<>(topic.topic(), key.getBytes(StandardCharsets.UTF_8), value));
    }

    /** Sends one record and says where it is. */
    RecordMetadata send(ProducerRecord<byte[], byte[]> record) {
        try {
            return producer.send(record).get();
        } catch (Exception e) {
            throw new AssertionError("could not send to " + record.topic(), e);
        }
    }

    /** The alerts of a conversation, in the order they were told: they share a case, and so a partition. */
    List<Told<Alert>> alerts(Conversation conversation, IsolationLevel isolation) {
        return read(Topics.ALERTS, Alert.class, isolation).stream()
                .filter(told -> told.value().getConversationId().equals(conversation.id()))
                .toList();
    }

    /** The ids of these alerts. */
    List<String> alertIds(Conversation conversation, IsolationLevel isolation) {
        return alerts(conversation, isolation).stream()
                .map(told -> told.value().getAlertId())
                .toList();
    }

    /** The dead letters that no fence made. */
    List<Told<DeadLetter>> deadLetters() {
        return read(Topics.DEAD_LETTERS, DeadLetter.class).stream()
                .filter(told -> !text(told.value().getBytes().array()).startsWith(FENCE))
                .toList();
    }

    /** Sends a record into each partition of the job's inputs that can only become a dead letter. Returns what is in them. */
    String sendFence() {
        String fence = FENCE + fences.incrementAndGet() + ";";
        WardlineCluster.INPUTS.forEach(input -> send(new ProducerRecord<>(
                input.topic(), input.partition(), null, fence.getBytes(StandardCharsets.ISO_8859_1))));
        return fence;
    }

    /** Whether all of a fence are told. Looks at bytes, as it must not need the registry. */
    boolean isTold(String fence) {
        long told = readRaw(Topics.DEAD_LETTERS, IsolationLevel.READ_UNCOMMITTED).stream()
                .filter(record -> text(record.value()).contains(fence))
                .count();
        return told >= WardlineCluster.INPUTS.size();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** All that is in a topic, of transactions that are open too. */
    <T extends SpecificRecord> List<Told<T>> read(Topics topic, Class<T> type) {
        return read(topic, type, IsolationLevel.READ_UNCOMMITTED);
    }

    /** All that is in a topic, without what deletes. */
    <T extends SpecificRecord> List<Told<T>> read(Topics topic, Class<T> type, IsolationLevel isolation) {
        RecordDecoder<?> decoder =
                decoders.computeIfAbsent(topic, t -> new RecordDecoder<>(t.type(), registry.apply(t)));
        return readRaw(topic, isolation).stream()
                .filter(record -> record.value() != null)
                .map(record -> new Told<>(
                        new String(record.key(), StandardCharsets.UTF_8),
                        type.cast(decode(decoder, record.value())),
                        Instant.ofEpochMilli(record.timestamp())))
                .toList();
    }

    /** All that is in a topic, as it is. */
    List<ConsumerRecord<byte[], byte[]>> readRaw(Topics topic, IsolationLevel isolation) {
        List<TopicPartition> partitions = WardlineCluster.partitions(topic);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(isolation)) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                consumer.poll(MOMENT).forEach(records::add);
            }
        }
        return records;
    }

    private KafkaConsumer<byte[], byte[]> consumer(IsolationLevel isolation) {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                        MAX_BYTES,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        isolation.name().toLowerCase(Locale.ROOT)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private static Object decode(RecordDecoder<?> decoder, byte[] bytes) {
        try {
            return decoder.decode(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
