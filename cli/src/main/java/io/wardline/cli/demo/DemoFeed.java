// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.demo;

import io.wardline.schema.RegistryCoderProvider;
import io.wardline.schema.Topics;
import io.wardline.v1.AccountEvent;
import io.wardline.v1.ConversationEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.flink.formats.avro.RegistryAvroSerializationSchema;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends the samples to Kafka in the registry's wire format, evenly over a while, with the poison record in the middle and
 * what happens to accounts where it falls among the conversations; and then guilty ones again and again, slowly, until it
 * is closed.
 */
final class DemoFeed implements AutoCloseable {
    /** A week in a quarter of a minute: slow enough to read the first alerts, and over when the ladder begins. */
    private static final Duration WHILE = Duration.ofSeconds(12);

    /** Slow enough to read what is told. */
    private static final Duration REPEAT_EVERY = Duration.ofSeconds(1);

    private static final Duration BEAT = Duration.ofMillis(50);

    private final KafkaProducer<byte[], byte[]> producer;
    private final RegistryAvroSerializationSchema<ConversationEvent> conversations;
    private final RegistryAvroSerializationSchema<AccountEvent> accounts;
    private final ScheduledExecutorService beat = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "demo-feed");
        thread.setDaemon(true);
        return thread;
    });

    DemoFeed(String bootstrapServers, Function<Topics, RegistryCoderProvider> registry) {
        producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        conversations = new RegistryAvroSerializationSchema<>(
                ConversationEvent.class,
                ConversationEvent.getClassSchema(),
                registry.apply(Topics.CONVERSATION_EVENTS));
        accounts = new RegistryAvroSerializationSchema<>(
                AccountEvent.class, AccountEvent.getClassSchema(), registry.apply(Topics.ACCOUNT_EVENTS));
    }

    void start(DemoSamples samples) {
        List<ConversationEvent> events = samples.events();
        int perBeat = 1 + (int) (events.size() * BEAT.toMillis() / WHILE.toMillis());
        int poisonAt = events.size() / 2;
        Deque<AccountEvent> happening = new ArrayDeque<>(samples.accounts());
        AtomicInteger sent = new AtomicInteger();
        Runnable sendSome = () -> {
            for (int i = 0; i < perBeat && sent.get() < events.size(); i++) {
                int index = sent.getAndIncrement();
                if (index == poisonAt) {
                    send(new ProducerRecord<>(Topics.CONVERSATION_EVENTS.topic(), samples.poison()));
                }
                sendUntil(events.get(index).getOccurredAt(), happening);
                send(events.get(index));
            }
        };
        ScheduledFuture<?> unusedOnce = beat.scheduleAtFixedRate(sendSome, 0, BEAT.toMillis(), TimeUnit.MILLISECONDS);
        DemoRepeats repeats = new DemoRepeats(samples);
        ScheduledFuture<?> unusedRepeated = beat.scheduleAtFixedRate(
                () -> send(repeats.next(Instant.now())),
                WHILE.plus(REPEAT_EVERY).toMillis(),
                REPEAT_EVERY.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** What happened to accounts until then: an offender is disabled after the conversations, and comes back after that. */
    private void sendUntil(Instant time, Deque<AccountEvent> happening) {
        while (!happening.isEmpty() && !happening.element().getOccurredAt().isAfter(time)) {
            AccountEvent event = happening.remove();
            send(Topics.ACCOUNT_EVENTS, event.getAccountId(), accounts.serialize(event));
        }
    }

    private void send(ConversationEvent event) {
        send(Topics.CONVERSATION_EVENTS, event.getConversationId(), conversations.serialize(event));
    }

    private void send(Topics topic, String key, byte[] value) {
        send(new ProducerRecord<>(topic.topic(), key.getBytes(StandardCharsets.UTF_8), value));
    }

    /** A record that could not be sent shows in the summary, where a conversation is missing. */
    private void send(ProducerRecord<byte[], byte[]> record) {
        Future<RecordMetadata> unused = producer.send(record);
    }

    @Override
    public void close() {
        beat.shutdownNow();
        producer.close(Duration.ofSeconds(1));
    }
}
