// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.flink;

import org.apache.flink.cep.pattern.conditions.IterativeCondition;

/**
 * The window of a sequence that ends in an absence, held by its last step. Flink's own window would cut the waiting short: what is still
 * pending when a window ends is told as a match, though less than the time of the absence has passed.
 */
final class WindowCondition extends IterativeCondition<Bound<?>> {
    private final String first;
    private final long windowMillis;

    /** @param first the name of the sequence's first step */
    WindowCondition(String first, long windowMillis) {
        this.first = first;
        this.windowMillis = windowMillis;
    }

    @Override
    public boolean filter(Bound<?> bound, Context<Bound<?>> context) throws Exception {
        for (Bound<?> start : context.getEventsForPattern(first)) {
            return bound.event().occurredAtMillis() - start.event().occurredAtMillis() < windowMillis;
        }
        return true;
    }
}
