// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.backtest;

import io.wardline.cli.UserError;
import io.wardline.schema.RegistryCoderProvider;
import io.wardline.schema.Topics;
import io.wardline.topology.JobConfig;
import io.wardline.topology.Policy;
import io.wardline.topology.event.Origin;
import io.wardline.topology.ingest.AvroRecordReader;
import io.wardline.topology.ingest.EventIngest;
import io.wardline.v1.ConversationEvent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What the topic of conversation events holds between two times of its clock, up to its end at the start; as the job would read it. */
final class KafkaRange implements EventSource {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final JobConfig config;
    private final Optional<Instant> from;
    private final Optional<Instant> until;

    KafkaRange(JobConfig config, Optional<Instant> from, Optional<Instant> until) {
        this.config = config;
        this.from = from;
        this.until = until;
    }

    @Override
    public List<Part> parts() {
        String topic = Topics.CONVERSATION_EVENTS.topic();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            List<PartitionInfo> found = consumer.partitionsFor(topic, PATIENCE);
            if (found == null || found.isEmpty()) {
                throw new UserError("topic " + topic + " is not there: check kafka.bootstrap_servers");
            }
            List<TopicPartition> partitions = found.stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions, PATIENCE);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
            Map<TopicPartition, Long> starts = at(consumer, partitions, from, begins, ends);
            Map<TopicPartition, Long> stops = at(consumer, partitions, until.map(t -> t.plusMillis(1)), ends, ends);
            List<Part> parts = new ArrayList<>();
            for (TopicPartition partition : partitions) {
                parts.add(new Slice(partition, starts.getOrDefault(partition, 0L), stops.getOrDefault(partition, 0L)));
            }
            return parts;
        } catch (KafkaException e) {
            throw new UserError(
                    "Kafka at " + config.kafka().bootstrapServers() + " does not answer: " + e.getMessage(), e);
        }
    }

    /** The first offset at a time or later; the end when there is none. */
    private static Map<TopicPartition, Long> at(
            KafkaConsumer<byte[], byte[]> consumer,
            List<TopicPartition> partitions,
            Optional<Instant> time,
            Map<TopicPartition, Long> otherwise,
            Map<TopicPartition, Long> ends) {
        if (time.isEmpty()) {
            return otherwise;
        }
        Map<TopicPartition, Long> wanted = new HashMap<>();
        partitions.forEach(partition -> wanted.put(partition, time.get().toEpochMilli()));
        Map<TopicPartition, Long> offsets = new HashMap<>(ends);
        for (Map.Entry<TopicPartition, OffsetAndTimestamp> found :
                consumer.offsetsForTimes(wanted, PATIENCE).entrySet()) {
            if (found.getValue() != null) {
                offsets.put(found.getKey(), found.getValue().offset());
            }
        }
        return offsets;
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Properties properties = new Properties();
        properties.putAll(config.kafka().properties());
        properties.setProperty(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, config.kafka().bootstrapServers());
        properties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Offsets of one partition, the last excluded. */
    private final class Slice implements Part {
        private final TopicPartition partition;
        private final long start;
        private final long stop;

        Slice(TopicPartition partition, long start, long stop) {
            this.partition = partition;
            this.start = start;
            this.stop = stop;
        }

        @Override
        public long size() {
            return Math.max(0, stop - start);
        }

        @Override
        public void read(EvidenceSink sink) throws IOException {
            EventIngest ingest = new EventIngest(
                    new AvroRecordReader<>(ConversationEvent.class, registry()),
                    config.maxRecordBytes(),
                    Policy.RETENTION,
                    false,
                    config.signalAliases());
            try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
                consumer.assign(List.of(partition));
                consumer.seek(partition, start);
                while (consumer.position(partition, PATIENCE) < stop) {
                    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                        if (record.offset() < stop) {
                            sink.read(1);
                            sink.until(record.timestamp());
                            take(record, ingest, sink);
                        }
                    }
                }
            }
        }

        private void take(ConsumerRecord<byte[], byte[]> record, EventIngest ingest, EvidenceSink sink)
                throws IOException {
            String where = partition + " offset " + record.offset();
            if (record.value() == null) {
                sink.rejected(where, "is empty");
                return;
            }
            Origin origin = Origin.ofTopic(record.topic(), record.partition(), record.offset());
            Admitted.pass(ingest.ingest(record.value(), origin, record.timestamp()), where, sink);
        }

        private RegistryCoderProvider registry() {
            return new RegistryCoderProvider(
                    Topics.CONVERSATION_EVENTS.subject(),
                    config.registry().url(),
                    config.registry().properties());
        }
    }
}
