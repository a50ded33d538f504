// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.contender;

import io.wardline.pattern.Evidence;
import io.wardline.topology.event.Arrival;
import io.wardline.topology.event.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@link FourSteps} in plain Java: keeps everything and looks at the end. Says what the others ought to tell, and is not measured. Takes
 * events in any order, and a copy of an event does not count.
 */
public final class Reference implements Contender {
    private final Matches matches = new Matches();
    /** By conversation, then by the event's id. */
    private final Map<String, Map<String, Event>> conversations = new HashMap<>();

    @Override
    public String name() {
        return "reference";
    }

    @Override
    public void accept(Arrival arrival) {
        Event event = arrival.event();
        conversations
                .computeIfAbsent(arrival.conversationId(), id -> new HashMap<>())
                .putIfAbsent(event.eventId(), event);
    }

    @Override
    public void finish() {
        conversations.forEach((id, byId) -> {
            List<Event> events = new ArrayList<>(byId.values());
            events.sort(Evidence.ORDER);
            for (int start = 0; start < events.size(); start++) {
                Event deciding = deciding(events.subList(start, events.size()));
                if (deciding != null) {
                    matches.tell(id, deciding.eventId());
                }
            }
        });
    }

    /** The event that completes the sequence that begins with the first of these, if it begins one. */
    private static @Nullable Event deciding(List<Event> events) {
        Event first = events.get(0);
        if (!FourSteps.isContact(first)) {
            return null;
        }
        int taken = 1;
        for (Event event : events.subList(1, events.size())) {
            if (event.occurredAtMillis() - first.occurredAtMillis() >= FourSteps.WINDOW.toMillis()) {
                return null;
            }
            if (fits(taken, event, event.senderId().equals(first.senderId()))) {
                taken++;
            }
            if (taken == 4) {
                return event;
            }
        }
        return null;
    }

    /** Whether the event is the next step when so many are taken. */
    private static boolean fits(int taken, Event event, boolean byOffender) {
        return switch (taken) {
            case 1 -> FourSteps.isMedia(event) && !byOffender;
            case 2 -> FourSteps.isThreat(event) && byOffender;
            default -> FourSteps.isDemand(event) && byOffender;
        };
    }

    @Override
    public Matches matches() {
        return matches;
    }

    @Override
    public void close() {
        conversations.clear();
    }
}
