// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.flink;

import io.wardline.pattern.Link;
import io.wardline.pattern.Severity;
import io.wardline.pattern.Step;
import java.time.Duration;
import java.util.List;
import org.apache.flink.cep.pattern.Pattern;

/**
 * One emitting step of one pattern revision: the sequence up to that step, ready for Flink's NFA. A pattern with two emitting steps
 * gives two automata; one whose steps may come in several ways (alternatives) gives one automaton with several variants.
 *
 * @param patternId the pattern's stable id
 * @param revision the pattern's revision
 * @param shadow whether it tells to the shadow topic
 * @param step the emitting step's name
 * @param severity of the alert, before a minor raises it
 * @param crisis whether a life may be at risk now
 * @param reportable whether the alert opens the filing clock
 * @param explanation one sentence a responder can act on; {@code {offender}} and {@code {victims}} are filled in by the teller
 * @param window the whole sequence's bound; a gap equal to it is too late
 * @param variants the ways to get there; a match of any of them is a match
 * @param decidesFrom the first event time (milliseconds since the epoch) at which an event may decide; {@link Long#MIN_VALUE} for always
 * @param decidesUntil the event time before which an event may decide; {@link Long#MAX_VALUE} for always. Evidence may be older or later
 *     than either: only the deciding event is held to them
 * @param waits how long after the deciding event a match is told, since the sequence ends in an absence; zero when it is told at once
 */
public record Automaton(
        String patternId,
        int revision,
        boolean shadow,
        String step,
        Severity severity,
        boolean crisis,
        boolean reportable,
        String explanation,
        Duration window,
        List<Variant> variants,
        long decidesFrom,
        long decidesUntil,
        Duration waits) {

    public Automaton {
        variants = List.copyOf(variants);
    }

    /** This automaton, deciding only before an event time (milliseconds): a later revision decides from there. Never widens. */
    public Automaton decidingUntil(long untilMillis) {
        return new Automaton(
                patternId,
                revision,
                shadow,
                step,
                severity,
                crisis,
                reportable,
                explanation,
                window,
                variants,
                decidesFrom,
                Math.min(decidesUntil, untilMillis),
                waits);
    }

    /** Whether an event of this time (milliseconds) may decide. */
    public boolean decidesAt(long occurredAtMillis) {
        return decidesFrom <= occurredAtMillis && occurredAtMillis < decidesUntil;
    }

    /**
     * One way to the emitting step.
     *
     * @param way its steps and absences in order, as the pattern says them
     * @param pattern the same over {@link Bound} events, {@code noSkip}
     */
    public record Variant(List<Link> way, Pattern<Bound<?>, ?> pattern) {
        public Variant {
            way = List.copyOf(way);
        }

        /** The last step, whose event decides. */
        public Step deciding() {
            List<Step> steps = steps();
            return steps.get(steps.size() - 1);
        }

        /** The steps in order, the deciding one last; an optional or repeated one once. */
        public List<Step> steps() {
            return way.stream().flatMap(link -> link.steps().stream()).toList();
        }
    }
}
