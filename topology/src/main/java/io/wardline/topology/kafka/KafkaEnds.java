// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.kafka;

import io.wardline.schema.RegistryCoderProvider;
import io.wardline.schema.Topics;
import io.wardline.topology.Inputs;
import io.wardline.topology.JobConfig;
import io.wardline.topology.JobConfig.Delivery;
import io.wardline.topology.Operator;
import io.wardline.topology.Outputs;
import io.wardline.topology.Policy;
import io.wardline.topology.account.Decision;
import io.wardline.topology.account.DecisionHeaders;
import io.wardline.topology.account.IdentifierKeys;
import io.wardline.topology.detect.Tell;
import io.wardline.topology.emit.Records;
import io.wardline.topology.ingest.AccountIngest;
import io.wardline.topology.ingest.AvroRecordReader;
import io.wardline.topology.ingest.DecisionIngest;
import io.wardline.topology.ingest.EventIngest;
import io.wardline.topology.ingest.Ingest;
import io.wardline.topology.ingest.IngestedAccount;
import io.wardline.topology.ingest.IngestedDecision;
import io.wardline.topology.ingest.IngestedEvent;
import io.wardline.topology.ingest.IngestedReport;
import io.wardline.topology.ingest.IngestedRevision;
import io.wardline.topology.ingest.ReportIngest;
import io.wardline.topology.ingest.RevisionIngest;
import io.wardline.v1.AccountEvent;
import io.wardline.v1.Alert;
import io.wardline.v1.Case;
import io.wardline.v1.ConversationEvent;
import io.wardline.v1.DeadLetter;
import io.wardline.v1.Enforcement;
import io.wardline.v1.Escalation;
import io.wardline.v1.PatternRevision;
import io.wardline.v1.PatternStatus;
import io.wardline.v1.ReportEvent;
import java.time.Duration;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Connects the topology to the contract's topics. */
public final class KafkaEnds {
    /** A dead letter carries its record, and a case its evidence: the topics' own limit is what bounds them. */
    public static final int MAX_REQUEST_BYTES = 16 * 1024 * 1024;

    /** A partition without records for so long holds the watermark of the others up no more. */
    private static final Duration IDLE_AFTER = Duration.ofSeconds(10);
    /** How far producers' clocks may be apart; a broker's time only grows within a partition. */
    private static final Duration PRODUCERS_DISAGREE = Duration.ofMinutes(1);

    private final JobConfig config;
    private final IdentifierKeys keys;

    /** @param keys that accounts' identifiers are hashed with */
    public KafkaEnds(JobConfig config, IdentifierKeys keys) {
        this.config = config;
        this.keys = keys;
    }

    /** Reads the input topics and what the job itself decided, from the committed offsets or else from the beginning. */
    public Inputs read(StreamExecutionEnvironment env) {
        AccountIngest accounts = new AccountIngest(
                new AvroRecordReader<>(AccountEvent.class, registry(Topics.ACCOUNT_EVENTS)),
                config.maxRecordBytes(),
                keys);
        EventIngest events = new EventIngest(
                new AvroRecordReader<>(ConversationEvent.class, registry(Topics.CONVERSATION_EVENTS)),
                config.maxRecordBytes(),
                Policy.RETENTION,
                config.keepText(),
                config.signalAliases());
        ReportIngest reports = new ReportIngest(
                new AvroRecordReader<>(ReportEvent.class, registry(Topics.REPORT_EVENTS)), config.maxRecordBytes());
        RevisionIngest patterns = new RevisionIngest(
                new AvroRecordReader<>(PatternRevision.class, registry(Topics.PATTERNS)), MAX_REQUEST_BYTES);
        DecisionIngest decisions = new DecisionIngest(
                new AvroRecordReader<>(Enforcement.class, registry(Topics.ENFORCEMENTS)), MAX_REQUEST_BYTES);
        return new Inputs(
                Operator.READ_ACCOUNTS.on(source(env, Topics.ACCOUNT_EVENTS, accounts, IngestedAccount.class)),
                Operator.READ_EVENTS.on(source(env, Topics.CONVERSATION_EVENTS, events, IngestedEvent.class)),
                Operator.READ_REPORTS.on(source(env, Topics.REPORT_EVENTS, reports, IngestedReport.class)),
                // On one subtask: all of the detector's have to see revisions in the same order.
                Operator.READ_PATTERNS.on(source(env, Topics.PATTERNS, patterns, IngestedRevision.class)
                        .setParallelism(1)),
                Operator.READ_DECISIONS.on(source(env, Topics.ENFORCEMENTS, decisions, IngestedDecision.class)));
    }

    @SuppressWarnings("deprecation") // the connector of this release takes no other type for the reset strategy
    private <R> DataStreamSource<R> source(
            StreamExecutionEnvironment env, Topics topic, Ingest<?, R> ingest, Class<R> type) {
        Properties properties = new Properties();
        properties.putAll(config.kafka().properties());
        properties.setProperty(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Integer.toString(MAX_REQUEST_BYTES));
        boolean isPatterns = topic == Topics.PATTERNS;
        if (isPatterns || topic == Topics.ENFORCEMENTS) {
            // Publishers of patterns write in transactions, so that of two at once only one gets through; the job
            // itself does with exactly-once delivery, and what it took back was not decided.
            properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        }
        KafkaSource<R> source = KafkaSource.<R>builder()
                .setBootstrapServers(config.kafka().bootstrapServers())
                .setTopics(topic.topic())
                .setGroupId(config.kafka().groupId())
                // Patterns always from the beginning: what the group committed says nothing of a job without their
                // state.
                .setStartingOffsets(
                        isPatterns
                                ? OffsetsInitializer.earliest()
                                : OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))
                .setDeserializer(new IngestDeserializer<>(ingest, type))
                .setProperties(properties)
                .build();
        return env.fromSource(source, watermarks(topic), topic.topic());
    }

    /**
     * The watermark carries {@code known_at}, the records' own time, for patterns that end in an absence and for erasures: matching orders
     * by the events' times on arrival, and deadlines are the wall clock's. It is that of the conversation events alone, and a partition of
     * theirs without traffic holds nobody up for long.
     */
    private <R> WatermarkStrategy<R> watermarks(Topics topic) {
        if (topic != Topics.CONVERSATION_EVENTS) {
            return WatermarkStrategy.forGenerator(context -> new NoSayInTime<>());
        }
        return WatermarkStrategy.<R>forBoundedOutOfOrderness(
                        config.kafka().acceptProducerTime() ? PRODUCERS_DISAGREE : Duration.ZERO)
                .withIdleness(IDLE_AFTER);
    }

    /** Writes the output topics. */
    public void write(Outputs outputs) {
        sink(
                Operator.WRITE_ALERTS,
                outputs.alerts(),
                new RecordSerializer<>(
                        Topics.ALERTS.topic(),
                        Alert.class,
                        registry(Topics.ALERTS),
                        alert -> alert.tell().caseId(),
                        Records::alert));
        sink(
                Operator.WRITE_SHADOW_ALERTS,
                outputs.shadowAlerts(),
                new RecordSerializer<>(
                        Topics.SHADOW_ALERTS.topic(),
                        Alert.class,
                        registry(Topics.SHADOW_ALERTS),
                        Tell::caseId,
                        Records::shadowAlert));
        sink(
                Operator.WRITE_CASES,
                outputs.cases(),
                new RecordSerializer<>(
                        Topics.CASES.topic(),
                        Case.class,
                        registry(Topics.CASES),
                        snapshot -> snapshot.state().caseId(),
                        Records::caseOrNone));
        sink(
                Operator.WRITE_ESCALATIONS,
                outputs.escalations(),
                new RecordSerializer<>(
                        Topics.ESCALATIONS.topic(),
                        Escalation.class,
                        registry(Topics.ESCALATIONS),
                        io.wardline.topology.cases.Escalation::caseId,
                        Records::escalation));
        sink(
                Operator.WRITE_ENFORCEMENTS,
                outputs.decisions(),
                new RecordSerializer<>(
                        Topics.ENFORCEMENTS.topic(),
                        Enforcement.class,
                        registry(Topics.ENFORCEMENTS),
                        Decision::accountId,
                        Records::enforcement,
                        DecisionHeaders::of));
        sink(
                Operator.WRITE_PATTERN_STATUS,
                outputs.patternStatuses(),
                new RecordSerializer<>(
                        Topics.PATTERN_STATUS.topic(),
                        PatternStatus.class,
                        registry(Topics.PATTERN_STATUS),
                        io.wardline.topology.revision.PatternStatus::key,
                        Records::patternStatus));
        sink(
                Operator.WRITE_DEAD_LETTERS,
                outputs.deadLetters(),
                new RecordSerializer<>(
                        Topics.DEAD_LETTERS.topic(),
                        DeadLetter.class,
                        registry(Topics.DEAD_LETTERS),
                        letter -> letter.origin().source(),
                        Records::deadLetter));
    }

    private <T, W extends SpecificRecord> void sink(
            Operator operator, DataStream<T> stream, RecordSerializer<T, W> serializer) {
        Properties properties = new Properties();
        properties.putAll(config.kafka().properties());
        properties.setProperty(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(MAX_REQUEST_BYTES));
        KafkaSinkBuilder<T> sink = KafkaSink.<T>builder()
                .setBootstrapServers(config.kafka().bootstrapServers())
                .setKafkaProducerConfig(properties)
                .setRecordSerializer(serializer);
        switch (config.kafka().delivery()) {
            case AT_LEAST_ONCE -> sink.setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE);
            case EXACTLY_ONCE ->
                sink.setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                        .setTransactionalIdPrefix(config.kafka().transactionalIdPrefix() + "-" + operator.uid())
                        .setProperty(
                                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                                Long.toString(
                                        config.kafka().transactionTimeout().toMillis()));
        }
        operator.on(stream.sinkTo(sink.build()));
    }

    private RegistryCoderProvider registry(Topics topic) {
        return new RegistryCoderProvider(
                topic.subject(),
                config.registry().url(),
                config.registry().properties(),
                config.registry().registersSchemas());
    }

    /** Of a topic whose records do not move the watermark: idle from the start, or each record would hold it up for a while. */
    private static final class NoSayInTime<R> implements WatermarkGenerator<R> {
        @Override
        public void onEvent(R record, long timestamp, WatermarkOutput output) {
            // Records come whatever a source says of the time.
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            output.markIdle();
        }
    }

    /** Whether the sinks write in transactions. */
    static boolean isTransactional(JobConfig config) {
        return config.kafka().delivery() == Delivery.EXACTLY_ONCE;
    }
}
