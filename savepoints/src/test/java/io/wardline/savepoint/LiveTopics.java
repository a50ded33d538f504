// SPDX-License-Identifier: Apache-2.0
package io.wardline.savepoint;

import io.wardline.cli.kafka.LocalKafka;
import io.wardline.cli.setup.TopicSetup;
import io.wardline.pattern.parse.SourceFile;
import io.wardline.schema.RecordDecoder;
import io.wardline.schema.RegistryCoderProvider;
import io.wardline.schema.Topics;
import io.wardline.topology.ConfigException;
import io.wardline.topology.JobConfig;
import io.wardline.v1.ConversationEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.formats.avro.RegistryAvroSerializationSchema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The contract's topics on a broker of their own, with the client's in-memory registry. Input carries producers' time, so that two
 * runs over the same events know of them at the same times.
 */
final class LiveTopics implements AutoCloseable {
    private static final String REGISTRY = "mock://savepoints";
    private static final String SECRET = "src/test/resources/identifiers.secret";
    private static final int PARTITIONS = 2;
    private static final Duration MOMENT = Duration.ofMillis(100);

    private final LocalKafka kafka;
    private final Admin admin;
    private final AtomicInteger fences = new AtomicInteger();

    private LiveTopics(LocalKafka kafka) {
        this.kafka = kafka;
        this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()));
    }

    static LiveTopics start() {
        LiveTopics topics = new LiveTopics(LocalKafka.start());
        new TopicSetup(topics.admin).create(PARTITIONS, (short) 1);
        ConfigResource events = new ConfigResource(ConfigResource.Type.TOPIC, Topics.CONVERSATION_EVENTS.topic());
        join(topics.admin
                .incrementalAlterConfigs(Map.of(
                        events,
                        List.of(new AlterConfigOp(
                                new ConfigEntry("message.timestamp.type", "CreateTime"), AlterConfigOp.OpType.SET))))
                .all());
        return topics;
    }

    /** The usual job, under a consumer group of this name. */
    JobConfig config(String name) throws ConfigException {
        String yaml =
                """
                job_name: %1$s
                kafka:
                  bootstrap_servers: %2$s
                  group_id: %1$s
                  timestamps: producer_time
                registry:
                  url: %3$s
                  register_schemas: true
                accounts:
                  secret_file: %4$s
                """
                        .formatted(name, kafka.bootstrapServers(), REGISTRY, SECRET);
        return JobConfig.parse(new SourceFile(name + ".yaml", yaml));
    }

    void send(List<Scenario.Known> events) throws Exception {
        RegistryAvroSerializationSchema<ConversationEvent> schema = new RegistryAvroSerializationSchema<>(
                ConversationEvent.class, ConversationEvent.getClassSchema(), registry(Topics.CONVERSATION_EVENTS));
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (Scenario.Known known : events) {
            ConversationEvent event = known.event();
            records.add(new ProducerRecord<>(
                    Topics.CONVERSATION_EVENTS.topic(),
                    null,
                    known.at().toEpochMilli(),
                    event.getConversationId().getBytes(StandardCharsets.UTF_8),
                    schema.serialize(event)));
        }
        sendRecords(records);
    }

    /** Sends a record into each partition of the events that can only become a dead letter. Returns what is in them. */
    String sendFence() throws Exception {
        String fence = "fence-" + fences.incrementAndGet() + ";";
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (TopicPartition partition : partitions(Topics.CONVERSATION_EVENTS)) {
            records.add(new ProducerRecord<>(
                    partition.topic(), partition.partition(), null, fence.getBytes(StandardCharsets.ISO_8859_1)));
        }
        sendRecords(records);
        return fence;
    }

    /** Whether all records of a fence are told. */
    boolean isTold(String fence) {
        return readRaw(Topics.DEAD_LETTERS, Map.of()).stream()
                        .filter(letter -> new String(letter.value(), StandardCharsets.ISO_8859_1).contains(fence))
                        .count()
                >= PARTITIONS;
    }

    private void sendRecords(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            records.forEach(record -> sent.add(producer.send(record)));
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        }
    }

    /** What is in a topic behind these places. */
    <T extends SpecificRecord> List<T> read(Topics topic, Class<T> type, Map<Integer, Long> from) throws IOException {
        RecordDecoder<T> decoder = new RecordDecoder<>(type, registry(topic));
        List<T> told = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : readRaw(topic, from)) {
            told.add(decoder.decode(record.value()));
        }
        return told;
    }

    private List<ConsumerRecord<byte[], byte[]>> readRaw(Topics topic, Map<Integer, Long> from) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions(topic));
            consumer.assign(ends.keySet());
            ends.keySet().forEach(p -> consumer.seek(p, from.getOrDefault(p.partition(), 0L)));
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(MOMENT).forEach(records::add);
            }
        }
        return records;
    }

    /** Where a topic ends, by partition. */
    Map<Integer, Long> ends(Topics topic) {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        partitions(topic).forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        Map<Integer, Long> ends = new HashMap<>();
        join(admin.listOffsets(latest).all())
                .forEach((partition, info) -> ends.put(partition.partition(), info.offset()));
        return ends;
    }

    private static List<TopicPartition> partitions(Topics topic) {
        return IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic.topic(), partition))
                .toList();
    }

    private static RegistryCoderProvider registry(Topics topic) {
        return new RegistryCoderProvider(topic.subject(), REGISTRY, Map.of(), true);
    }

    private static <T> T join(KafkaFuture<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    @Override
    public void close() {
        admin.close();
        kafka.close();
    }
}
