// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.patterns;

import io.wardline.cli.UserError;
import io.wardline.schema.RecordDecoder;
import io.wardline.schema.RegistryCoderProvider;
import io.wardline.schema.Topics;
import io.wardline.v1.PatternRevision;
import io.wardline.v1.PatternStatus;
import io.wardline.v1.PatternStatusState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.formats.avro.RegistryAvroSerializationSchema;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What is published and what became of it, in Kafka.
 *
 * <p>Publishers share one transactional id. Whoever begins shuts out whoever began before, so what a publisher read is still all that
 * there is when it writes, or its write fails.
 */
final class PatternTopics implements AutoCloseable {
    private static final String TRANSACTIONAL_ID = "wardline-publish";
    private static final Duration MOMENT = Duration.ofMillis(200);
    /** A wrong address would otherwise keep a person waiting for a minute. */
    private static final String PATIENCE_MILLIS = "20000";

    private final String bootstrapServers;
    private final Properties client;
    private final String registryUrl;
    private final Map<String, String> registryConfig;
    private final KafkaConsumer<byte[], byte[]> consumer;

    PatternTopics(String bootstrapServers, Properties client, String registryUrl, Map<String, String> registryConfig) {
        this.bootstrapServers = bootstrapServers;
        this.client = client;
        this.registryUrl = registryUrl;
        this.registryConfig = registryConfig;
        Properties properties = properties();
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        try {
            consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException e) {
            throw unreachable(e);
        }
    }

    /** What is published of a pattern, in order; of each revision the latest record. */
    List<PatternRevision> published(String patternId) {
        Map<Integer, PatternRevision> latest = new LinkedHashMap<>();
        for (PatternRevision revision : readAll(Topics.PATTERNS, PatternRevision.class)) {
            if (revision.getPatternId().equals(patternId)) {
                latest.remove(revision.getRevision());
                latest.put(revision.getRevision(), revision);
            }
        }
        return new ArrayList<>(latest.values());
    }

    /** What the job took of a pattern, in order: a revision that every subtask rejected is as if it had never been. */
    List<PatternRevision> taken(String patternId) {
        List<PatternStatus> statuses = statuses().stream()
                .filter(status -> status.getPatternId().equals(patternId))
                .toList();
        return published(patternId).stream()
                .filter(revision -> !isRejected(statuses, revision.getRevision()))
                .toList();
    }

    private static boolean isRejected(List<PatternStatus> statuses, int revision) {
        List<PatternStatus> about = statuses.stream()
                .filter(status -> status.getRevision() == revision)
                .toList();
        return !about.isEmpty() && about.stream().allMatch(status -> status.getState() == PatternStatusState.REJECTED);
    }

    /** The ids under which something is published. */
    Set<String> publishedIds() {
        return readAll(Topics.PATTERNS, PatternRevision.class).stream()
                .map(PatternRevision::getPatternId)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What each subtask said last of each revision. */
    List<PatternStatus> statuses() {
        Map<String, PatternStatus> latest = new LinkedHashMap<>();
        for (PatternStatus status : readAll(Topics.PATTERN_STATUS, PatternStatus.class)) {
            latest.put(status.getPatternId() + "@" + status.getRevision() + "/" + status.getSubtask(), status);
        }
        return new ArrayList<>(latest.values());
    }

    /** Begins to publish: from here on, whoever began before can't. */
    Publication begin() {
        Properties properties = properties();
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, TRANSACTIONAL_ID);
        properties.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS);
        KafkaProducer<byte[], byte[]> producer;
        try {
            producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        } catch (KafkaException e) {
            throw unreachable(e);
        }
        try {
            producer.initTransactions();
            return new Publication(producer);
        } catch (KafkaException e) {
            producer.close(Duration.ZERO);
            throw unreachable(e);
        }
    }

    /** One publisher's turn. */
    final class Publication implements AutoCloseable {
        private final KafkaProducer<byte[], byte[]> producer;

        private Publication(KafkaProducer<byte[], byte[]> producer) {
            this.producer = producer;
        }

        /** Writes the revision, unless somebody else began meanwhile. */
        void write(PatternRevision revision) {
            byte[] key = (revision.getPatternId() + "@" + revision.getRevision()).getBytes(StandardCharsets.UTF_8);
            byte[] value = new RegistryAvroSerializationSchema<>(
                            PatternRevision.class, PatternRevision.getClassSchema(), provider(Topics.PATTERNS))
                    .serialize(revision);
            try {
                producer.beginTransaction();
                var sent = producer.send(new ProducerRecord<>(Topics.PATTERNS.topic(), key, value));
                producer.commitTransaction();
                sent.get();
            } catch (ProducerFencedException | InvalidProducerEpochException e) {
                throw new UserError(
                        "somebody else published at the same moment, and nothing of yours was written: look at what is"
                                + " published now, and publish again",
                        e);
            } catch (KafkaException | java.util.concurrent.ExecutionException e) {
                throw unreachable(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UserError("interrupted while it published: see ./wardline patterns status", e);
            }
        }

        @Override
        public void close() {
            producer.close(Duration.ofSeconds(5));
        }
    }

    /** Statuses that come from now on. */
    void followStatuses() {
        List<TopicPartition> partitions = partitions(Topics.PATTERN_STATUS);
        consumer.assign(partitions);
        consumer.endOffsets(partitions).forEach(consumer::seek);
    }

    /** Those that came within a moment. */
    List<PatternStatus> nextStatuses() {
        RecordDecoder<PatternStatus> decoder =
                new RecordDecoder<>(PatternStatus.class, provider(Topics.PATTERN_STATUS));
        List<PatternStatus> next = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(MOMENT)) {
            decode(decoder, record, next);
        }
        return next;
    }

    private <T extends SpecificRecord> List<T> readAll(Topics topic, Class<T> type) {
        RecordDecoder<T> decoder = new RecordDecoder<>(type, provider(topic));
        List<T> all = new ArrayList<>();
        try {
            List<TopicPartition> partitions = partitions(topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(MOMENT)) {
                    decode(decoder, record, all);
                }
            }
        } catch (KafkaException e) {
            throw unreachable(e);
        }
        return all;
    }

    /** What can't be read is a dead letter of the job's, and nothing that runs. */
    private static <T extends SpecificRecord> void decode(
            RecordDecoder<T> decoder, ConsumerRecord<byte[], byte[]> record, List<T> into) {
        if (record.value() == null) {
            return;
        }
        try {
            into.add(decoder.decode(record.value()));
        } catch (io.wardline.schema.WireFormatException
                | io.wardline.schema.UnknownSchemaException
                | io.wardline.schema.IncompatibleSchemaException unreadable) {
            return;
        } catch (IOException e) {
            throw new UserError("the registry does not answer: check --registry and --registry-config", e);
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

    private RegistryCoderProvider provider(Topics topic) {
        return new RegistryCoderProvider(topic.subject(), registryUrl, registryConfig);
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.putAll(client);
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return properties;
    }

    private UserError unreachable(Exception e) {
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
