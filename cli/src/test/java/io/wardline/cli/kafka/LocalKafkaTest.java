// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wardline.cli.Await;
import io.wardline.cli.UserError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class LocalKafkaTest {
    private static final String TOPIC = "letters";
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final long LONG_AGO = 1_000L;

    @Test
    void keepsItsRecordsAcrossARestartAndLeavesNothingBehind() throws Exception {
        Set<Thread> before = keepingTheJvmAlive();
        int port;
        LocalKafka kafka = LocalKafka.start();
        try (kafka) {
            port = kafka.port();
            createTopic(kafka);
            produce(kafka, "one".getBytes(StandardCharsets.UTF_8));
            assertThat(values(consume(kafka, 1))).containsExactly("one");

            kafka.restart();

            assertThat(kafka.port()).isEqualTo(port);
            produce(kafka, "two".getBytes(StandardCharsets.UTF_8));
            assertThat(values(consume(kafka, 2))).containsExactly("one", "two");
        }
        assertThat(kafka.directory()).doesNotExist();
        assertThat(isFree(port)).as("port %d is free again", port).isTrue();
        assertThat(left(before)).as("threads that keep the JVM alive").isEmpty();
    }

    @Test
    void stampsRecordsWithItsOwnTimeWhereTheTopicSaysSo() throws Exception {
        try (LocalKafka kafka = LocalKafka.start()) {
            createTopic(kafka);
            produce(kafka, new byte[] {1});

            ConsumerRecord<byte[], byte[]> record = consume(kafka, 1).get(0);

            assertThat(record.timestampType()).isEqualTo(TimestampType.LOG_APPEND_TIME);
            assertThat(record.timestamp()).isGreaterThan(LONG_AGO);
        }
    }

    @Test
    void takesARecordOfFiveMegabytesAndATransaction() throws Exception {
        try (LocalKafka kafka = LocalKafka.start();
                KafkaProducer<byte[], byte[]> producer = producer(
                        kafka,
                        Map.of(
                                "transactional.id",
                                "t",
                                "max.request.size",
                                6_000_000,
                                "transaction.timeout.ms",
                                900_000))) {
            createTopic(kafka);
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(TOPIC, new byte[5_000_000])).get();
            producer.commitTransaction();

            assertThat(consume(kafka, 1))
                    .singleElement()
                    .extracting(r -> r.value().length)
                    .isEqualTo(5_000_000);
        }
    }

    @Test
    void refusesAPortThatIsInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, LOOPBACK)) {
            LocalKafka.Options options = LocalKafka.Options.defaults().withPort(taken.getLocalPort());

            assertThatThrownBy(() -> LocalKafka.start(options))
                    .isInstanceOf(UserError.class)
                    .hasMessage("port " + taken.getLocalPort() + " is in use: choose another with --port");
        }
    }

    private static void createTopic(LocalKafka kafka) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            NewTopic topic =
                    new NewTopic(TOPIC, 1, (short) 1).configs(Map.of("message.timestamp.type", "LogAppendTime"));
            admin.createTopics(List.of(topic)).all().get();
        }
    }

    private static void produce(LocalKafka kafka, byte[] value) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = producer(kafka, Map.of())) {
            producer.send(new ProducerRecord<>(TOPIC, null, LONG_AGO, null, value))
                    .get();
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(LocalKafka kafka, Map<String, Object> more) {
        Map<String, Object> config = new HashMap<>(more);
        config.put("bootstrap.servers", kafka.bootstrapServers());
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Reads by a group, so that the offsets topic is used too. */
    private static List<ConsumerRecord<byte[], byte[]>> consume(LocalKafka kafka, int count) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "group.id",
                "readers-of-" + count,
                "auto.offset.reset",
                "earliest");
        List<ConsumerRecord<byte[], byte[]>> read = new ArrayList<>();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(TOPIC));
            while (read.size() < count && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(100)).forEach(read::add);
            }
        }
        return read;
    }

    private static List<String> values(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream()
                .map(r -> new String(r.value(), StandardCharsets.UTF_8))
                .toList();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, LOOPBACK)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    /** Threads end a moment after the broker says that it has stopped. */
    private static Set<Thread> left(Set<Thread> before) {
        Set<Thread> left = keepingTheJvmAlive();
        left.removeAll(before);
        Await.within(Duration.ofSeconds(10), () -> left.stream().noneMatch(Thread::isAlive));
        left.removeIf(thread -> !thread.isAlive());
        return left;
    }

    private static Set<Thread> keepingTheJvmAlive() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.isAlive() && !thread.isDaemon())
                .collect(Collectors.toSet());
    }
}
