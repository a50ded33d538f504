// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.patterns;

import io.wardline.cli.UserError;
import io.wardline.cli.kafka.KafkaRecords;
import io.wardline.schema.Topics;
import io.wardline.v1.PatternRevision;
import io.wardline.v1.PatternStatus;
import io.wardline.v1.PatternStatusState;
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
import org.apache.flink.formats.avro.RegistryAvroSerializationSchema;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What is published and what became of it, in Kafka.
 *
 * <p>Publishers share one transactional id. Whoever begins shuts out whoever began before, so what a publisher read is still all that
 * there is when it writes, or its write fails.
 */
final class PatternTopics implements AutoCloseable {
    private static final String TRANSACTIONAL_ID = "wardline-publish";

    private final KafkaRecords records;

    PatternTopics(KafkaRecords records) {
        this.records = records;
    }

    /** What is published of a pattern, in order; of each revision the latest record. */
    List<PatternRevision> published(String patternId) {
        Map<Integer, PatternRevision> latest = new LinkedHashMap<>();
        for (PatternRevision revision : records.all(Topics.PATTERNS, PatternRevision.class)) {
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
        return records.all(Topics.PATTERNS, PatternRevision.class).stream()
                .map(PatternRevision::getPatternId)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What each subtask said last of each revision. */
    List<PatternStatus> statuses() {
        Map<String, PatternStatus> latest = new LinkedHashMap<>();
        for (PatternStatus status : records.all(Topics.PATTERN_STATUS, PatternStatus.class)) {
            latest.put(status.getPatternId() + "@" + status.getRevision() + "/" + status.getSubtask(), status);
        }
        return new ArrayList<>(latest.values());
    }

    /** Begins to publish: from here on, whoever began before can't. */
    Publication begin() {
        Properties properties = records.properties();
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, TRANSACTIONAL_ID);
        properties.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, KafkaRecords.PATIENCE_MILLIS);
        KafkaProducer<byte[], byte[]> producer;
        try {
            producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        } catch (KafkaException e) {
            throw records.unreachable(e);
        }
        try {
            producer.initTransactions();
            return new Publication(producer);
        } catch (KafkaException e) {
            producer.close(Duration.ZERO);
            throw records.unreachable(e);
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
                            PatternRevision.class, PatternRevision.getClassSchema(), records.provider(Topics.PATTERNS))
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
                throw records.unreachable(e);
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
        records.follow(Topics.PATTERN_STATUS);
    }

    /** Those that came within a moment. */
    List<PatternStatus> nextStatuses() {
        return records.next(Topics.PATTERN_STATUS, PatternStatus.class);
    }

    @Override
    public void close() {
        records.close();
    }
}
