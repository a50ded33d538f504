// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.topology;

import io.wardline.benchmark.stream.EventStream;
import io.wardline.pattern.Vocabulary;
import io.wardline.schema.Topics;
import io.wardline.topology.event.Arrival;
import java.io.IOException;
import java.time.Duration;

/**
 * Puts one generated stream into Kafka, some of it at once and more of it at a fixed rate. Its times are moved so that the part sent first
 * ends a day ago and no later part is in the future: what is sent in a minute may have happened over hours.
 */
final class EventFeed implements AutoCloseable {
    /** At 3 ms from event to event this leaves room for 28 million; evidence counts for 30 days. */
    private static final Duration ROOM = Duration.ofDays(1);

    private final EventStream stream;
    private final Loopback loopback;
    private final TopicFeed topic;
    private final EventWire wire;
    private Arrival first;
    private long evidence;

    /** @param spanMillis about how long the part that is sent first lasts, by its own times */
    EventFeed(Loopback loopback, EventStream stream, long spanMillis) {
        this.loopback = loopback;
        this.stream = stream;
        this.first = stream.next();
        long end = System.currentTimeMillis() - ROOM.toMillis();
        this.wire = new EventWire(
                Loopback.registry(Topics.CONVERSATION_EVENTS),
                end - spanMillis - first.event().knownAtMillis());
        this.topic = new TopicFeed(loopback, Topics.CONVERSATION_EVENTS);
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
            topic.send(EventWire.key(next), wire.value(next));
        }
        topic.flush();
    }

    /** Encodes the next events, to be sent later. */
    Spool spool(int events) throws IOException {
        Spool spool = Spool.create(loopback);
        for (int i = 0; i < events; i++) {
            Arrival next = next();
            spool.add(EventWire.key(next), wire.value(next));
        }
        return spool;
    }

    /**
     * Sends spooled events evenly, whether or not anybody keeps up.
     *
     * @return how many a second were sent
     */
    double sendEvenly(Spool spool, double perSecond) throws IOException {
        return topic.sendEvenly(spool, perSecond);
    }

    @Override
    public void close() {
        topic.close();
    }
}
