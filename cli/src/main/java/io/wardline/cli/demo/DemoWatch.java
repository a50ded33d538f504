// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.demo;

import io.wardline.schema.RecordDecoder;
import io.wardline.schema.RegistryCoderProvider;
import io.wardline.schema.Topics;
import io.wardline.v1.Alert;
import io.wardline.v1.Case;
import io.wardline.v1.DeadLetter;
import io.wardline.v1.Enforcement;
import io.wardline.v1.Escalation;
import io.wardline.v1.PatternStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what the job wrote to Kafka, as any consumer would, and gives it to the view and the desk. Confined to the thread that polls. */
final class DemoWatch implements AutoCloseable {
    private final DemoView view;
    private final DemoDesk desk;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final RecordDecoder<Alert> alerts;
    private final RecordDecoder<Case> cases;
    private final RecordDecoder<Escalation> escalations;
    private final RecordDecoder<Enforcement> enforcements;
    private final RecordDecoder<DeadLetter> deadLetters;
    private final RecordDecoder<PatternStatus> statuses;

    DemoWatch(String bootstrapServers, Function<Topics, RegistryCoderProvider> registry, DemoView view, DemoDesk desk) {
        this.view = view;
        this.desk = desk;
        alerts = new RecordDecoder<>(Alert.class, registry.apply(Topics.ALERTS));
        cases = new RecordDecoder<>(Case.class, registry.apply(Topics.CASES));
        escalations = new RecordDecoder<>(Escalation.class, registry.apply(Topics.ESCALATIONS));
        enforcements = new RecordDecoder<>(Enforcement.class, registry.apply(Topics.ENFORCEMENTS));
        deadLetters = new RecordDecoder<>(DeadLetter.class, registry.apply(Topics.DEAD_LETTERS));
        statuses = new RecordDecoder<>(PatternStatus.class, registry.apply(Topics.PATTERN_STATUS));
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                        ConsumerConfig.GROUP_ID_CONFIG, "wardline-demo-terminal",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(List.of(
                Topics.ALERTS.topic(),
                Topics.SHADOW_ALERTS.topic(),
                Topics.CASES.topic(),
                Topics.ESCALATIONS.topic(),
                Topics.ENFORCEMENTS.topic(),
                Topics.PATTERN_STATUS.topic(),
                Topics.DEAD_LETTERS.topic()));
    }

    /** Shows what came within a moment. */
    void poll() throws IOException {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
            String topic = record.topic();
            if (record.value() == null) {
                // A case that is gone.
                continue;
            }
            if (topic.equals(Topics.ALERTS.topic())) {
                view.alert(alerts.decode(record.value()), record.timestamp());
            } else if (topic.equals(Topics.SHADOW_ALERTS.topic())) {
                view.shadowAlert(alerts.decode(record.value()));
            } else if (topic.equals(Topics.PATTERN_STATUS.topic())) {
                view.patternStatus(statuses.decode(record.value()));
            } else if (topic.equals(Topics.CASES.topic())) {
                Case snapshot = cases.decode(record.value());
                view.snapshot(snapshot);
                desk.snapshot(snapshot);
            } else if (topic.equals(Topics.ESCALATIONS.topic())) {
                Escalation escalation = escalations.decode(record.value());
                view.escalation(escalation);
                desk.escalation(escalation);
            } else if (topic.equals(Topics.ENFORCEMENTS.topic())) {
                view.decision(enforcements.decode(record.value()));
            } else {
                view.deadLetter(deadLetters.decode(record.value()));
            }
        }
        desk.news().forEach(view::filing);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
