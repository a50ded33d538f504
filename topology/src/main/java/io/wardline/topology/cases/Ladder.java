// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Who is told when nobody has filed. Times are counted from a case's {@code known_at}.
 *
 * @param levels in order, without the breach
 * @param deadline when filing is late
 * @param breachEvery how often the breach is told again
 * @param breachRepeats how often at most
 * @param quietFor how long an acknowledgement quiets repeats
 */
public record Ladder(List<Level> levels, Duration deadline, Duration breachEvery, int breachRepeats, Duration quietFor)
        implements Serializable {
    /** The level that a breach tells. */
    public static final String BREACH = "breach";
    /** The level that a crisis tells at once. */
    public static final String CRISIS = "legal";

    /** The contract's ladder; 28 repeats of 12 h are two weeks, by which a person has acted or no page will help. */
    public static final Ladder DEFAULT = new Ladder(
            List.of(
                    new Level("lead", Duration.ofHours(24)),
                    new Level("manager", Duration.ofHours(48)),
                    new Level(CRISIS, Duration.ofHours(66))),
            Duration.ofHours(72),
            Duration.ofHours(12),
            28,
            Duration.ofHours(4));

    public Ladder {
        levels = List.copyOf(levels);
    }

    /** One level, and how long after {@code known_at} it is told. */
    public record Level(String name, Duration after) implements Serializable {}

    /** This ladder run {@code speed} times as fast, for a demonstration. */
    public Ladder fasterBy(double speed) {
        List<Level> faster = new ArrayList<>();
        levels.forEach(level -> faster.add(new Level(level.name(), scaled(level.after(), speed))));
        return new Ladder(
                faster, scaled(deadline, speed), scaled(breachEvery, speed), breachRepeats, scaled(quietFor, speed));
    }

    private static Duration scaled(Duration duration, double speed) {
        return Duration.ofMillis(Math.max(1, Math.round(duration.toMillis() / speed)));
    }
}
