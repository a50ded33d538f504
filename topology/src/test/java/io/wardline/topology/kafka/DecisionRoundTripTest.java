// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.schema.RegistryCoderProvider;
import io.wardline.schema.Topics;
import io.wardline.topology.account.Decision;
import io.wardline.topology.account.Decision.Action;
import io.wardline.topology.account.Decision.DecisionLink;
import io.wardline.topology.account.DecisionHeaders;
import io.wardline.topology.account.IdentifierType;
import io.wardline.topology.account.Ring;
import io.wardline.topology.emit.Records;
import io.wardline.topology.ingest.AvroRecordReader;
import io.wardline.topology.ingest.DecisionIngest;
import io.wardline.topology.ingest.IngestedDecision;
import io.wardline.topology.ingest.WireEvents;
import io.wardline.v1.Enforcement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.connector.kafka.sink.DefaultKafkaSinkContext;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Goal: what the job reads back is what it decided, though the record has no field for all of it. Method: sink to source. */
class DecisionRoundTripTest {
    private static final RegistryCoderProvider REGISTRY =
            WireEvents.registry("decision-round-trip", Topics.ENFORCEMENTS);

    static List<Decision> decisions() {
        return List.of(
                decision(null, null),
                decision(new Ring("gone", 5, 3), new Ring("gone", 5, 0)),
                decision(new Ring("gone", 5, 3), new Ring("another", 7, 0)),
                decision(new Ring("gone", 5, 3), null),
                decision(null, new Ring("gone", 5, 0)));
    }

    @ParameterizedTest
    @MethodSource("decisions")
    void aDecisionComesBackAsItWasTold(Decision decision) {
        RecordSerializer<Decision, Enforcement> serializer = new RecordSerializer<>(
                Topics.ENFORCEMENTS.topic(),
                Enforcement.class,
                REGISTRY,
                Decision::accountId,
                Records::enforcement,
                DecisionHeaders::of);

        assertThat(read(serializer.serialize(decision, new DefaultKafkaSinkContext(0, 1, new Properties()), null)))
                .isEqualTo(new IngestedDecision(decision, null));
    }

    private static IngestedDecision read(ProducerRecord<byte[], byte[]> written) {
        IngestDeserializer<IngestedDecision> deserializer = new IngestDeserializer<>(
                new DecisionIngest(new AvroRecordReader<>(Enforcement.class, REGISTRY), 1 << 20),
                IngestedDecision.class);
        List<IngestedDecision> out = new ArrayList<>();
        deserializer.deserialize(
                new ConsumerRecord<>(
                        written.topic(),
                        0,
                        7,
                        99,
                        TimestampType.CREATE_TIME,
                        0,
                        0,
                        written.key(),
                        written.value(),
                        written.headers(),
                        Optional.empty()),
                new ListCollector<>(out));
        assertThat(out).hasSize(1);
        return out.get(0);
    }

    private static Decision decision(@Nullable Ring ring, @Nullable Ring origin) {
        return new Decision(
                "decision-1",
                "back",
                Action.REVIEW,
                0.5,
                42,
                List.of(new DecisionLink("gone", IdentifierType.PHOTO_PDQ, 0.5, List.of("case-1"))),
                ring,
                origin,
                List.of("merged"),
                "decision-0",
                "why");
    }
}
