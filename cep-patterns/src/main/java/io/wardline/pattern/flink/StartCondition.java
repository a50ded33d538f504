// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.flink;

import io.wardline.pattern.Link;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;

/**
 * The first step as Flink tests it. Starts can be tried one by one, since under {@code noSkip} they know nothing of each other: so an event
 * that may not start is taken by a match that has begun, where the first step is repeated, and begins none.
 */
final class StartCondition extends IterativeCondition<Bound<?>> {
    private final String name;
    private final BoundCondition step;

    StartCondition(Link first) {
        this.name = first.name();
        this.step = new BoundCondition(first.by(), first.when());
    }

    @Override
    public boolean filter(Bound<?> bound, Context<Bound<?>> context) throws Exception {
        return step.filter(bound)
                && (bound.mayStart()
                        || context.getEventsForPattern(name).iterator().hasNext());
    }
}
