// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.explain;

import io.wardline.pattern.Absence;
import io.wardline.pattern.Evidence;
import io.wardline.pattern.Step;
import java.util.List;
import java.util.Optional;

/**
 * How far a conversation came on one way to what is told, with the offender bound.
 *
 * @param alternative which way, from 1; 0 when the pattern has one only
 * @param tells the step or the absence that tells
 * @param steps those of the way in the order in which it takes them, a repeated one as often as it is taken
 * @param reached the events taken, in step order
 * @param obstacles for the step that was waited for: the events that came for it, and why none was taken
 * @param prevented the event that had to stay away and did not
 * @param pending the absence at the end whose time has not passed
 */
public record Attempt<E extends Evidence>(
        int alternative,
        String offender,
        String tells,
        List<Step> steps,
        List<E> reached,
        List<Obstacle<E>> obstacles,
        Optional<Prevented<E>> prevented,
        Optional<Absence> pending) {
    public Attempt {
        steps = List.copyOf(steps);
        reached = List.copyOf(reached);
        obstacles = List.copyOf(obstacles);
    }

    /** The step that did not come; none when all came. */
    public Optional<Step> waitedFor() {
        return steps.stream().skip(reached.size()).findFirst();
    }

    /** How often the step at a place of the way is taken up to there, from 1. */
    public int repetition(int place) {
        int times = 1;
        while (times <= place
                && steps.get(place - times).name().equals(steps.get(place).name())) {
            times++;
        }
        return times;
    }

    /** An event that had to stay away. */
    public record Prevented<E extends Evidence>(Absence absence, E event) {}

    /**
     * An event that was not taken.
     *
     * @param admitted whether it is evidence at all
     * @param reasons why, with values
     */
    public record Obstacle<E extends Evidence>(E event, boolean admitted, List<String> reasons) {
        public Obstacle {
            reasons = List.copyOf(reasons);
        }

        /** Not evidence, and nothing that the step looks at was scored: one of the many that have nothing to do with it. */
        boolean isRemote() {
            return !admitted && speaksOfNothing();
        }

        /** An event that nearly was taken says more than one of another kind. */
        int distance() {
            return reasons.size() + (speaksOfNothing() ? 2 : 0);
        }

        private boolean speaksOfNothing() {
            return reasons.stream()
                    .anyMatch(reason -> reason.contains("was not scored") || reason.contains("no score of"));
        }
    }
}
