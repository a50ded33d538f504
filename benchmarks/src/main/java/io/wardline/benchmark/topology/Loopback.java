// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.topology;

import io.wardline.cli.TempFolder;
import io.wardline.cli.kafka.LocalKafka;
import io.wardline.cli.setup.TopicSetup;
import io.wardline.schema.RecordDecoder;
import io.wardline.schema.RegistryCoderProvider;
import io.wardline.schema.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A real broker in this JVM with the contract's topics, a registry in memory, and a folder for what jobs write. Alerts and decisions on
 * accounts carry the broker's time here, and not their producer's as the contract leaves it: a latency ends when what is told is in the
 * log.
 */
public final class Loopback implements AutoCloseable {
    /** Of each topic, and as many subtasks has a job. */
    public static final int PARTITIONS = 2;

    /** Where the job goes that only forwards. */
    static final String FORWARDED = "benchmark.forwarded-events";

    /** A registry of the Confluent client's own; clients of the same name in one JVM share it. */
    static final String REGISTRY = "mock://wardline-bench";

    private static final short ONE_BROKER = 1;
    private static final AlterConfigOp BY_THE_BROKER =
            new AlterConfigOp(new ConfigEntry("message.timestamp.type", "LogAppendTime"), AlterConfigOp.OpType.SET);
    private static final Duration MOMENT = Duration.ofMillis(200);

    private final TempFolder files;
    private final LocalKafka kafka;
    private final Admin admin;

    private Loopback(TempFolder files, LocalKafka kafka) {
        this.files = files;
        this.kafka = kafka;
        this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()));
    }

    public static Loopback start() throws Exception {
        Loopback started = new Loopback(TempFolder.create("wardline-bench"), LocalKafka.start());
        try {
            started.createTopics();
            return started;
        } catch (ExecutionException | InterruptedException | RuntimeException e) {
            started.close();
            throw e;
        }
    }

    private void createTopics() throws ExecutionException, InterruptedException {
        new TopicSetup(admin).create(PARTITIONS, ONE_BROKER);
        admin.createTopics(List.of(new NewTopic(FORWARDED, PARTITIONS, ONE_BROKER)))
                .all()
                .get();
        admin.incrementalAlterConfigs(Map.of(
                        resource(Topics.ALERTS), List.of(BY_THE_BROKER),
                        resource(Topics.ENFORCEMENTS), List.of(BY_THE_BROKER)))
                .all()
                .get();
    }

    private static ConfigResource resource(Topics topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic.topic());
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** Where files go that are deleted in the end. */
    Path files() {
        return files.path();
    }

    public static RegistryCoderProvider registry(Topics topic) {
        return new RegistryCoderProvider(topic.subject(), REGISTRY, Map.of(), true);
    }

    /** Where the topic ends now. */
    public Map<TopicPartition, Long> ends(String topic) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        IntStream.range(0, PARTITIONS)
                .forEach(partition -> latest.put(new TopicPartition(topic, partition), OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.listOffsets(latest).all().get().forEach((partition, found) -> ends.put(partition, found.offset()));
        return ends;
    }

    /** How many records the topic holds. */
    long size(String topic) throws ExecutionException, InterruptedException {
        return ends(topic).values().stream().mapToLong(Long::longValue).sum();
    }

    /** Hands over the records that came after these positions and are there now, each with its time in the log. */
    public <T extends SpecificRecord> void recordsSince(
            Topics topic, Class<T> type, Map<TopicPartition, Long> from, RecordTaker<T> taker)
            throws IOException, ExecutionException, InterruptedException {
        Map<TopicPartition, Long> to = ends(topic.topic());
        RecordDecoder<T> decoder = new RecordDecoder<>(type, registry(topic));
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(from.keySet());
            from.forEach(consumer::seek);
            while (from.keySet().stream().anyMatch(partition -> consumer.position(partition) < end(to, partition))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(MOMENT)) {
                    taker.take(decoder.decode(record.value()), record.timestamp());
                }
            }
        }
    }

    private static long end(Map<TopicPartition, Long> ends, TopicPartition partition) {
        return ends.getOrDefault(partition, 0L);
    }

    /** Takes a record and when it was appended to the log, in milliseconds since the epoch. */
    @FunctionalInterface
    public interface RecordTaker<T> {
        void take(T record, long appendedAtMillis);
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(5));
        kafka.close();
        files.close();
    }
}
