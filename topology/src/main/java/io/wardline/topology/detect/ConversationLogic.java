// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.detect;

import io.wardline.pattern.detect.Detector;
import io.wardline.pattern.detect.Finding;
import io.wardline.pattern.detect.Match;
import io.wardline.topology.event.Erasure;
import io.wardline.topology.event.Event;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What an event, the passing of time and a wish to be erased do to the evidence of one conversation, and what is told. A function of the
 * stored log, without state or a clock of its own.
 *
 * @param retention of evidence, by event time
 * @param maxEvents the most that is kept of one conversation
 */
public record ConversationLogic(Duration retention, int maxEvents) implements Serializable {
    /** The most that is read at once for an event: a conversation of the largest events must not grow to half a gibibyte. */
    static final long MAX_WEIGHT = 4L * 1024 * 1024;

    private static final long serialVersionUID = 1L;

    /**
     * What came of an event, or of the passing of time.
     *
     * @param isCopy of an event that is stored already: it changes nothing
     * @param tells in order; those of patterns in shadow, and refreshed ones, say so of themselves
     * @param nextDue when something may next be told though nothing arrives, milliseconds since the epoch
     */
    public record Outcome(boolean isCopy, List<Tell> tells, OptionalLong nextDue) {
        private static final Outcome NOTHING = new Outcome(false, List.of(), OptionalLong.empty());
    }

    /**
     * An event arrives.
     *
     * @param stored the log before it, in the order in which events came, copies and all
     * @param clock up to which everything due was told, milliseconds since the epoch
     */
    public Outcome arrive(
            Detector<Event> detector, String conversationId, List<Event> stored, Event event, long clock) {
        EvidenceLog log = EvidenceLog.of(stored);
        if (log.holds(event.eventId())) {
            return new Outcome(true, List.of(), OptionalLong.empty());
        }
        EvidenceLog readable = log.after(event.occurredAtMillis() - retention.toMillis());
        List<Finding<Event>> findings = detector.arrive(readable.events(), event, clock);
        Set<String> younger = readable.rejuvenatedBy(event);
        if (findings.isEmpty() && younger.isEmpty() && !detector.waits()) {
            return Outcome.NOTHING;
        }
        EvidenceLog with = readable.with(event);
        Teller teller = new Teller(conversationId, with, event.knownAtMillis());
        List<Tell> tells = new ArrayList<>();
        findings.forEach(finding -> tells.add(teller.tell(finding)));
        if (!younger.isEmpty()) {
            tells.addAll(refreshed(detector, with, younger, clock, teller));
        }
        return new Outcome(false, List.copyOf(tells), detector.nextDue(with.events(), clock));
    }

    /** A victim turns out to be younger than was known: the cases that this matters to hear of it, or a child would have no deadline. */
    private static List<Tell> refreshed(
            Detector<Event> detector, EvidenceLog log, Set<String> younger, long clock, Teller teller) {
        List<Tell> refreshed = new ArrayList<>();
        for (Match<Event> match : detector.standing(log.events(), clock)) {
            Tell tell = teller.refresh(match);
            boolean concerned = tell.victims().stream().anyMatch(victim -> younger.contains(victim.accountId()));
            if (concerned && !tell.shadow()) {
                refreshed.add(tell);
            }
        }
        return refreshed;
    }

    /** What an {@link Outcome#nextDue} is told of when its time has come. */
    public Outcome due(Detector<Event> detector, String conversationId, List<Event> stored, long dueMillis) {
        EvidenceLog log = EvidenceLog.of(stored).after(dueMillis - retention.toMillis());
        Teller teller = new Teller(conversationId, log, dueMillis);
        List<Tell> tells =
                detector.due(log.events(), dueMillis).stream().map(teller::tell).toList();
        return new Outcome(false, tells, detector.nextDue(log.events(), dueMillis));
    }

    /**
     * What is to rest instead, when too much does. Copies rest beside the first until then; they are rare, and to take each out would rewrite
     * the log.
     */
    public Optional<List<Event>> bounded(List<Event> stored) {
        boolean many = stored.size() > maxEvents;
        if (!many && EvidenceLog.weightOf(stored) <= MAX_WEIGHT) {
            return Optional.empty();
        }
        // Written anew, an event begins its time to live anew: what is out of retention must not come along.
        EvidenceLog kept = EvidenceLog.of(stored).within(retention);
        if (many) {
            kept = kept.thinnedTo(maxEvents - maxEvents / EvidenceLog.ROOM_SHARE);
        }
        return Optional.of(kept.thinnedToWeight(MAX_WEIGHT - MAX_WEIGHT / EvidenceLog.ROOM_SHARE)
                .events());
    }

    /**
     * What a wish to be erased leaves of the log.
     *
     * @param left what is to rest instead; empty when nothing changes
     * @param isHeld whether there is something of the account, and it stays: evidence of what must be reported
     */
    public record Erased(Optional<List<Event>> left, boolean isHeld) {}

    /** The holder of an account asks to be erased, and the clock has come to the wish. */
    public Erased erase(Detector<Event> detector, List<Event> stored, Erasure erasure) {
        EvidenceLog log = EvidenceLog.of(stored);
        EvidenceLog left = log.without(erasure);
        if (left.events().equals(log.events())) {
            return new Erased(Optional.empty(), false);
        }
        long clock = erasure.knownAtMillis();
        List<Event> readable = log.after(clock - retention.toMillis()).events();
        if (detector.standing(readable, clock).stream().anyMatch(ConversationLogic::isReportable)) {
            return new Erased(Optional.empty(), true);
        }
        // As when it is bounded.
        return new Erased(Optional.of(left.within(retention).events()), false);
    }

    private static boolean isReportable(Match<Event> match) {
        return match.automaton().reportable() && !match.automaton().shadow();
    }
}
