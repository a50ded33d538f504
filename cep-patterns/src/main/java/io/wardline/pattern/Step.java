// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One event of a sequence, or several that fit the same condition.
 *
 * @param within the most time since the event taken before, of another step; a gap equal to it is too late. Of a repeated step it
 *     bounds the first event only
 * @param optional whether the sequence may go on without it; it is taken where it can be
 * @param times how often it is taken
 */
public record Step(
        String name,
        Role by,
        String source,
        Condition when,
        Optional<Duration> within,
        Optional<Emit> emit,
        boolean optional,
        Times times)
        implements Link {

    public Step {
        if (optional && emit.isPresent()) {
            throw new IllegalArgumentException("step " + name + " emits, so it can't be optional");
        }
    }

    /** A step that is taken once. */
    public Step(String name, Role by, String source, Condition when, Optional<Duration> within, Optional<Emit> emit) {
        this(name, by, source, when, within, emit, false, Times.ONCE);
    }

    /** The same step where the sequence may not go on without it. */
    public Step required() {
        return new Step(name, by, source, when, within, emit, false, times);
    }

    /** The same step, taken so often and neither less nor more. */
    public Step exactly(int number) {
        return new Step(name, by, source, when, within, emit, optional, new Times(number, number));
    }

    @Override
    public List<Step> steps() {
        return List.of(this);
    }
}
