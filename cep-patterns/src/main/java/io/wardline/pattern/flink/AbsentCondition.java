// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.flink;

import io.wardline.pattern.Absence;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;

/**
 * That an event is not the one which must not come. Held by the step after an absence: of an event that is both, Flink would complete a
 * match when that step is the last, and give it up when it is not. So that it always gives it up, such an event is not the step. The
 * absence ends with the first event of that step: of a repeated one, later events may be both.
 */
final class AbsentCondition extends IterativeCondition<Bound<?>> {
    private final BoundCondition absent;
    private final String step;

    /** @param step the one after the absence */
    AbsentCondition(Absence absence, String step) {
        this.absent = new BoundCondition(absence.by(), absence.when());
        this.step = step;
    }

    @Override
    public boolean filter(Bound<?> bound, Context<Bound<?>> context) throws Exception {
        return !absent.filter(bound)
                || context.getEventsForPattern(step).iterator().hasNext();
    }
}
