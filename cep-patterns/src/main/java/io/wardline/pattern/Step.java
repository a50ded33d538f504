// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One event of a sequence.
 *
 * @param name in alerts and cases, so it outlives builds; Flink cuts names at a colon, hence none is allowed
 * @param by who does it
 * @param source the condition as its author wrote it
 * @param when the condition, checked
 * @param within the most time since the step before; a gap equal to it is too late
 * @param emit what is told when the sequence has come this far
 */
public record Step(String name, Role by, String source, Condition when, Optional<Duration> within, Optional<Emit> emit)
        implements Element {
    @Override
    public List<Step> steps() {
        return List.of(this);
    }
}
