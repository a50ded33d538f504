// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.topology;

import io.wardline.benchmark.stream.EventStream;
import io.wardline.pattern.Vocabulary;
import io.wardline.schema.Topics;
import io.wardline.topology.event.Arrival;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/**
 * Puts one generated stream into Kafka, some of it at once and more of it at a fixed rate. Its times are moved so that the part sent first
 * ends a day ago and no later part is in the future: what is sent in a minute may have happened over hours.
 */
final class EventFeed implements AutoCloseable {
    /** At 3 ms from event to event this leaves room for 28 million; evidence counts for 30 days. */
    private static final Duration ROOM = Duration.ofDays(1);

    private static final long TICK_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

    private final EventStream stream;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicLong failed = new AtomicLong();
    private final EventWire wire;
    private Arrival first;
    private long evidence;

    /** @param spanMillis about how long the part that is sent first lasts, by its own times */
    EventFeed(Loopback loopback, EventStream stream, long spanMillis) {
        this.stream = stream;
        this.first = stream.next();
        long end = System.currentTimeMillis() - ROOM.toMillis();
        this.wire = new EventWire(
                Loopback.registry(Topics.CONVERSATION_EVENTS),
                end - spanMillis - first.event().knownAtMillis());
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

    /** How many of all events drawn so far are evidence. */
    long evidence() {
        return evidence;
    }

    private Arrival next() {
        Arrival next = first;
        first = stream.next();
        if (Vocabulary.admits(next.event())) {
            evidence++;
        }
        return next;
    }

    /** Sends the next events as fast as it goes, and returns when the broker has them. */
    void send(int events) {
        for (int i = 0; i < events; i++) {
            Arrival next = next();
            send(EventWire.key(next), wire.value(next));
        }
        flush();
    }

    /** Encodes the next events into a file, so that to send them later costs next to nothing. */
    void spool(int events, Path file) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            for (int i = 0; i < events; i++) {
                Arrival next = next();
                write(out, EventWire.key(next));
                write(out, wire.value(next));
            }
        }
    }

    /**
     * Sends spooled events evenly, whether or not anybody keeps up.
     *
     * @return how many a second were sent
     */
    double sendEvenly(Path file, int events, double perSecond) throws IOException {
        long start = System.nanoTime();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            for (int sent = 0; sent < events; ) {
                long due = Math.min(events, (long) ((System.nanoTime() - start) / 1e9 * perSecond));
                for (; sent < due; sent++) {
                    send(read(in), read(in));
                }
                LockSupport.parkNanos(TICK_NANOS);
            }
        }
        flush();
        return events / ((System.nanoTime() - start) / 1e9);
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] read(DataInputStream in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return bytes;
    }

    private void send(byte[] key, byte[] value) {
        Future<RecordMetadata> unused = producer.send(
                new ProducerRecord<>(Topics.CONVERSATION_EVENTS.topic(), key, value), (metadata, failure) -> {
                    if (failure != null) {
                        failed.incrementAndGet();
                    }
                });
    }

    private void flush() {
        producer.flush();
        if (failed.get() > 0) {
            throw new IllegalStateException(failed + " events could not be sent");
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
