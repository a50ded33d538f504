// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.flink;

import io.wardline.pattern.Condition;
import io.wardline.pattern.Role;
import io.wardline.pattern.Severity;
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
        List<Variant> variants) {

    public Automaton {
        variants = List.copyOf(variants);
    }

    /**
     * One way to the emitting step.
     *
     * @param decidedBy who does the emitting step
     * @param decides the emitting step's condition, tested before the NFA is started at all
     * @param stepConditions of all steps, the emitting one last
     * @param pattern over {@link Bound} events, {@code noSkip}
     */
    public record Variant(
            Role decidedBy, Condition decides, List<StepCondition> stepConditions, Pattern<Bound<?>, ?> pattern) {
        public Variant {
            stepConditions = List.copyOf(stepConditions);
        }
    }

    /** A step's role and condition, as the pattern's own step tests them. */
    public record StepCondition(String step, Role by, Condition when) {
        public boolean test(Bound<?> bound) {
            return by.admits(bound.byOffender()) && when.test(bound.event());
        }
    }
}
