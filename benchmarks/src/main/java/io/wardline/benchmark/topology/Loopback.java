// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.topology;

import io.wardline.cli.TempFolder;
import io.wardline.cli.kafka.LocalKafka;
import io.wardline.cli.setup.TopicSetup;
import io.wardline.schema.RecordDecoder;
import io.wardline.schema.RegistryCoderProvider;
import io.wardline.schema.Topics;
import io.wardline.v1.Alert;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
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
 * A real broker in this JVM with the contract's topics, a registry in memory, and a folder for what jobs write. Alerts carry the broker's
 * time here, and not their producer's as the contract leaves it: an alert's latency ends when it is in the log.
 */
final class Loopback implements AutoCloseable {
    static final int PARTITIONS = 2;

    /** Where the job goes that only forwards. */
    static final String FORWARDED = "benchmark.forwarded-events";

    /** A registry of the Confluent client's own; clients of the same name in one JVM share it. */
    static final String REGISTRY = "mock://wardline-bench";

    private static final short ONE_BROKER = 1;
    private static final Duration MOMENT = Duration.ofMillis(200);

    private final TempFolder files;
    private final LocalKafka kafka;
    private final Admin admin;

    private Loopback(TempFolder files, LocalKafka kafka) {
        this.files = files;
        this.kafka = kafka;
        this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()));
    }

    static Loopback start() throws Exception {
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
                        new ConfigResource(ConfigResource.Type.TOPIC, Topics.ALERTS.topic()),
                        List.of(new AlterConfigOp(
                                new ConfigEntry("message.timestamp.type", "LogAppendTime"), AlterConfigOp.OpType.SET))))
                .all()
                .get();
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** Where files go that are deleted in the end. */
    Path files() {
        return files.path();
    }

    static RegistryCoderProvider registry(Topics topic) {
        return new RegistryCoderProvider(topic.subject(), REGISTRY, Map.of(), true);
    }

    /** Where the topic ends now. */
    Map<TopicPartition, Long> ends(String topic) throws ExecutionException, InterruptedException {
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

    /** Hands over the alerts that came after these positions and are there now, each with its time in the log. */
    void alertsSince(Map<TopicPartition, Long> from, AlertTaker taker)
            throws IOException, ExecutionException, InterruptedException {
        Map<TopicPartition, Long> to = ends(Topics.ALERTS.topic());
        RecordDecoder<Alert> decoder = new RecordDecoder<>(Alert.class, registry(Topics.ALERTS));
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

    /** Takes an alert and when it was appended to the log, in milliseconds since the epoch. */
    @FunctionalInterface
    interface AlertTaker {
        void take(Alert alert, long appendedAtMillis);
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(5));
        kafka.close();
        files.close();
    }
}
