// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.flink;

import java.util.List;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;

/**
 * A gap where Flink's own ({@code within(.., PREVIOUS_AND_CURRENT)}) would mean something else. Flink keeps a gap for the state that
 * waits: an optional step's would give up the way past it too; the gap of a step after an optional one, or after repetitions that need not
 * be, would not hold while their state still waits; and of a repeated step the bound is not read at all.
 */
final class GapCondition extends IterativeCondition<Bound<?>> {
    private final String step;
    private final List<String> before;
    private final long gapMillis;

    /**
     * @param step the bounded one; when it has taken an event already, nothing is bounded any more
     * @param before the steps before it, nearest first: the first that has taken an event counts, by the last event it took
     */
    GapCondition(String step, List<String> before, long gapMillis) {
        this.step = step;
        this.before = List.copyOf(before);
        this.gapMillis = gapMillis;
    }

    @Override
    public boolean filter(Bound<?> bound, Context<Bound<?>> context) throws Exception {
        if (context.getEventsForPattern(step).iterator().hasNext()) {
            return true;
        }
        for (String earlier : before) {
            long last = Long.MIN_VALUE;
            for (Bound<?> event : context.getEventsForPattern(earlier)) {
                last = event.event().occurredAtMillis();
            }
            if (last != Long.MIN_VALUE) {
                return bound.event().occurredAtMillis() - last < gapMillis;
            }
        }
        return true;
    }
}
