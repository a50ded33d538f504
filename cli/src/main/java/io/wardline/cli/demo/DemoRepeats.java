// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.demo;

import io.wardline.v1.ConversationEvent;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The guilty conversations of the samples over and over, under new ids and as if they happened now, a few at a time: so that there is
 * always one whose first half is over when somebody publishes a pattern. Confined to one thread.
 */
final class DemoRepeats {
    /** Side by side. With an event a second, each takes half a minute: time enough to publish something in its middle. */
    private static final int AT_ONCE = 4;

    private final List<List<ConversationEvent>> conversations;
    private final Deque<Deque<ConversationEvent>> running = new ArrayDeque<>();
    private int started;

    DemoRepeats(DemoSamples samples) {
        Map<String, List<ConversationEvent>> guilty = new LinkedHashMap<>();
        for (ConversationEvent event : samples.events()) {
            if (samples.guilty().getOrDefault(event.getConversationId(), false)) {
                guilty.computeIfAbsent(event.getConversationId(), id -> new ArrayList<>())
                        .add(event);
            }
        }
        this.conversations = List.copyOf(guilty.values());
    }

    /** The sample's id in that of a repetition. */
    static String sampleOf(String conversationId) {
        int at = conversationId.indexOf('~');
        return at < 0 ? conversationId : conversationId.substring(0, at);
    }

    /** The next event, happening now. */
    ConversationEvent next(Instant now) {
        while (running.size() < AT_ONCE) {
            running.addLast(begin());
        }
        Deque<ConversationEvent> turn = running.removeFirst();
        ConversationEvent event = turn.removeFirst();
        if (!turn.isEmpty()) {
            running.addLast(turn);
        }
        event.setOccurredAt(now);
        return event;
    }

    private Deque<ConversationEvent> begin() {
        int round = 1 + started / conversations.size();
        Deque<ConversationEvent> events = new ArrayDeque<>();
        for (ConversationEvent sample : conversations.get(started % conversations.size())) {
            ConversationEvent event = ConversationEvent.newBuilder(sample).build();
            event.setConversationId(sample.getConversationId() + "~" + round);
            event.setEventId(sample.getEventId() + "~" + round);
            events.addLast(event);
        }
        started++;
        return events;
    }
}
