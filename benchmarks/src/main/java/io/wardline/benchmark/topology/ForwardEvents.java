// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.topology;

import io.wardline.topology.event.Arrival;
import io.wardline.topology.event.ConversationNews;
import java.util.Objects;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Writes an event as it came, to a topic of the benchmark's own. */
final class ForwardEvents implements KafkaRecordSerializationSchema<ConversationNews> {
    private static final long serialVersionUID = 1L;

    private final EventWire wire;

    ForwardEvents(EventWire wire) {
        this.wire = wire;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            ConversationNews news, KafkaSinkContext context, @Nullable Long timestamp) {
        Arrival arrival = new Arrival(news.conversationId(), Objects.requireNonNull(news.event()));
        return new ProducerRecord<>(Loopback.FORWARDED, EventWire.key(arrival), wire.value(arrival));
    }
}
