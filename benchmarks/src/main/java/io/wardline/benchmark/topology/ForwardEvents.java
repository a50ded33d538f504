// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.topology;

import io.wardline.topology.event.Arrival;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Writes an event as it came, to a topic of the benchmark's own. */
final class ForwardEvents implements KafkaRecordSerializationSchema<Arrival> {
    private static final long serialVersionUID = 1L;

    private final EventWire wire;

    ForwardEvents(EventWire wire) {
        this.wire = wire;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            Arrival arrival, KafkaSinkContext context, @Nullable Long timestamp) {
        return new ProducerRecord<>(Loopback.FORWARDED, EventWire.key(arrival), wire.value(arrival));
    }
}
