// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An event that must not come. Between two steps it must not come after the event that the step before took and until the event that
 * the step after takes. At the end it must not come for a time, and what is told has to wait for that long.
 *
 * @param waits at the end only: how long it must not come, counted from the event that the step before took; an event at that very
 *     moment is too late to prevent anything
 * @param emit at the end only: what is told when it did not come
 */
public record Absence(
        String name, Role by, String source, Condition when, Optional<Duration> waits, Optional<Emit> emit)
        implements Link {
    @Override
    public List<Step> steps() {
        return List.of();
    }
}
