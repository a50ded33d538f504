// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.topology;

import io.wardline.schema.Topics;
import java.io.DataInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Puts records into one topic, as fast as it goes or at a fixed rate. */
public final class TopicFeed implements AutoCloseable {
    private static final long TICK_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

    private final Topics topic;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicLong failed = new AtomicLong();

    public TopicFeed(Loopback loopback, Topics topic) {
        this.topic = topic;
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        loopback.bootstrapServers(),
                        ProducerConfig.CLIENT_ID_CONFIG,
                        "bench-feed",
                        ProducerConfig.LINGER_MS_CONFIG,
                        "1",
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        Integer.toString(128 << 10)),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Sends a record some time soon. */
    public void send(byte[] key, byte[] value) {
        Future<RecordMetadata> unused =
                producer.send(new ProducerRecord<>(topic.topic(), key, value), (metadata, failure) -> {
                    if (failure != null) {
                        failed.incrementAndGet();
                    }
                });
    }

    /** Returns when the broker has all that was sent. */
    public void flush() {
        producer.flush();
        if (failed.get() > 0) {
            throw new IllegalStateException(failed + " events could not be sent");
        }
    }

    /**
     * Sends spooled records evenly, whether or not anybody keeps up.
     *
     * @return how many a second were sent
     */
    public double sendEvenly(Spool spool, double perSecond) throws IOException {
        int records = spool.records();
        long start = System.nanoTime();
        try (DataInputStream in = spool.open()) {
            for (int sent = 0; sent < records; ) {
                long due = Math.min(records, (long) ((System.nanoTime() - start) / 1e9 * perSecond));
                for (; sent < due; sent++) {
                    send(Spool.read(in), Spool.read(in));
                }
                LockSupport.parkNanos(TICK_NANOS);
            }
        }
        flush();
        return records / ((System.nanoTime() - start) / 1e9);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
