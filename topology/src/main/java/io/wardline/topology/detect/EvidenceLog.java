// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.detect;

import io.wardline.pattern.Evidence;
import io.wardline.topology.event.AgeBand;
import io.wardline.topology.event.Erasure;
import io.wardline.topology.event.Event;
import io.wardline.topology.event.Party;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The admitted events of one conversation, in order. Immutable. */
public final class EvidenceLog {
    /** Thinning makes this much room at once, so that a hot conversation is not rewritten for each event. */
    static final int ROOM_SHARE = 8;

    private final List<Event> events;

    private EvidenceLog(List<Event> events) {
        this.events = events;
    }

    /** The log of a conversation whose events are stored in the order in which they came; of copies, the first counts. */
    public static EvidenceLog of(List<Event> stored) {
        Set<String> ids = new HashSet<>();
        List<Event> events = new ArrayList<>(stored.size());
        boolean inOrder = true;
        Event last = null;
        for (Event event : stored) {
            if (ids.add(event.eventId())) {
                inOrder = inOrder && (last == null || Evidence.ORDER.compare(last, event) < 0);
                events.add(event);
                last = event;
            }
        }
        if (!inOrder) {
            events.sort(Evidence.ORDER);
        }
        return new EvidenceLog(events);
    }

    /** In the order of the conversation. */
    public List<Event> events() {
        return events;
    }

    /** Whether a copy of the event is there already; the first copy counts. */
    public boolean holds(String eventId) {
        for (Event event : events) {
            if (event.eventId().equals(eventId)) {
                return true;
            }
        }
        return false;
    }

    /** Whether repeats were thinned out of this log at some time. */
    public boolean isThinned() {
        return events.stream().anyMatch(Event::repeatsThinned);
    }

    /** The accounts of an event that it makes known to be younger than this log knew them to be. */
    public Set<String> rejuvenatedBy(Event arrival) {
        Set<String> younger = new HashSet<>();
        if (arrival.recipients().size() > 1) {
            Map<String, Party> known = parties();
            forEachParty(arrival, party -> {
                Party before = known.get(party.accountId());
                if (before != null && isYounger(party, before.ageBand())) {
                    younger.add(party.accountId());
                }
            });
        } else {
            // Of two that talk to each other, which is nearly all, looking is quicker than collecting.
            forEachParty(arrival, party -> {
                AgeBand before = bandOf(party.accountId());
                if (before != null && isYounger(party, before)) {
                    younger.add(party.accountId());
                }
            });
        }
        return younger;
    }

    private static boolean isYounger(Party party, AgeBand known) {
        return AgeBand.younger(known, party.ageBand()) != known;
    }

    private @Nullable AgeBand bandOf(String accountId) {
        AgeBand youngest = null;
        for (Event event : events) {
            if (event.senderId().equals(accountId)) {
                youngest = youngest(youngest, event.sender());
            }
            for (Party recipient : event.recipients()) {
                if (recipient.accountId().equals(accountId)) {
                    youngest = youngest(youngest, recipient);
                }
            }
        }
        return youngest;
    }

    private static AgeBand youngest(@Nullable AgeBand known, Party party) {
        return known == null ? party.ageBand() : AgeBand.younger(known, party.ageBand());
    }

    private static void forEachParty(Event event, Consumer<Party> action) {
        action.accept(event.sender());
        event.recipients().forEach(action);
    }

    /** Every account of the log; its youngest known band wins, wherever in the conversation it was told. */
    public Map<String, Party> parties() {
        Map<String, Party> parties = new HashMap<>();
        events.forEach(event -> forEachParty(event, party -> parties.merge(party.accountId(), party, Party::youngest)));
        return parties;
    }

    /** The events that happened after a time. */
    public EvidenceLog after(long millis) {
        if (events.isEmpty() || events.get(0).occurredAtMillis() > millis) {
            return this;
        }
        return new EvidenceLog(events.stream()
                .filter(event -> event.occurredAtMillis() > millis)
                .toList());
    }

    /** The events that are within a retention of the latest. */
    EvidenceLog within(Duration retention) {
        return events.isEmpty() ? this : after(events.get(events.size() - 1).occurredAtMillis() - retention.toMillis());
    }

    /** This log without what the platform knew of an account before the wish. What others received as well stays theirs. */
    EvidenceLog without(Erasure erasure) {
        List<Event> kept = new ArrayList<>(events.size());
        for (Event event : events) {
            Event left = event.knownAtMillis() < erasure.knownAtMillis() ? event.without(erasure.accountId()) : event;
            if (left != null) {
                kept.add(left);
            }
        }
        return new EvidenceLog(kept);
    }

    /** This log with one event more, in its place. */
    public EvidenceLog with(Event event) {
        List<Event> more = new ArrayList<>(events);
        more.add(event);
        more.sort(Evidence.ORDER);
        return new EvidenceLog(more);
    }

    /**
     * A log of at most {@code limit} events. Repeats are thinned first: of events that are alike (same sender, kind, signals at the
     * floor, payment direction), the first and the last are kept, and the most numerous lose their oldest repeats. When nothing
     * repeats any more, the oldest events go. What remains carries a mark.
     */
    public EvidenceLog thinnedTo(int limit) {
        Set<String> gone = thinnedOut(events.size() - limit);
        Set<Likeness> unmarked = new HashSet<>();
        events.stream()
                .filter(event -> gone.contains(event.eventId()))
                .forEach(event -> unmarked.add(Likeness.of(event)));
        List<Event> kept = new ArrayList<>();
        for (Event event : events) {
            if (gone.contains(event.eventId())) {
                continue;
            }
            boolean marks = unmarked.remove(Likeness.of(event)) || (kept.isEmpty() && !gone.isEmpty());
            kept.add(marks ? event.withRepeatsThinned() : event);
        }
        return new EvidenceLog(kept);
    }

    /** A log of at most so much {@link Event#weight}, thinned as by {@link #thinnedTo(int)}; its last event stays, whatever it weighs. */
    public EvidenceLog thinnedToWeight(long limit) {
        EvidenceLog log = this;
        while (log.weight() > limit && log.events.size() > 1) {
            int size = log.events.size();
            log = log.thinnedTo(size - Math.max(1, size / ROOM_SHARE));
        }
        return log;
    }

    private long weight() {
        return weightOf(events);
    }

    /** What these events weigh together. */
    static long weightOf(List<Event> events) {
        long weight = 0;
        for (Event event : events) {
            weight += event.weight();
        }
        return weight;
    }

    private Set<String> thinnedOut(int excess) {
        List<Deque<Event>> repeats = repeats();
        Set<String> gone = new LinkedHashSet<>();
        while (gone.size() < excess && !repeats.isEmpty()) {
            Deque<Event> largest = Collections.max(repeats, Comparator.comparingInt(Deque::size));
            gone.add(largest.removeFirst().eventId());
            if (largest.isEmpty()) {
                repeats.remove(largest);
            }
        }
        for (int oldest = 0; gone.size() < excess; oldest++) {
            gone.add(events.get(oldest).eventId());
        }
        return gone;
    }

    /** Per kind of event, those between the first and the last. */
    private List<Deque<Event>> repeats() {
        Map<Likeness, Deque<Event>> alike = new LinkedHashMap<>();
        events.forEach(event -> alike.computeIfAbsent(Likeness.of(event), likeness -> new ArrayDeque<>())
                .add(event));
        List<Deque<Event>> repeats = new ArrayList<>();
        for (Deque<Event> group : alike.values()) {
            group.removeFirst();
            if (group.size() > 1) {
                group.removeLast();
                repeats.add(group);
            }
        }
        return repeats;
    }

    /** What makes two events repeats of each other. */
    private record Likeness(String senderId, String kind, String paymentDirection, Set<String> signals) {
        static Likeness of(Event event) {
            return new Likeness(
                    event.senderId(),
                    event.kind(),
                    event.paymentDirection(),
                    event.signals().entrySet().stream()
                            .filter(signal -> signal.getValue() >= Evidence.FLOOR)
                            .map(Map.Entry::getKey)
                            .collect(Collectors.toUnmodifiableSet()));
        }
    }
}
