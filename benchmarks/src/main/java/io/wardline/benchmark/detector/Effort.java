// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.detector;

import java.time.Duration;

/**
 * How much is put into a figure.
 *
 * @param rounds how often each is measured; in each round everyone has a turn
 * @param warmUp a contender's own time before anything is measured
 * @param turn a contender's own time in a turn, if the stream does not end before
 * @param events the stream's length
 * @param latency for how long events come at half load
 */
record Effort(int rounds, Duration warmUp, Duration turn, long events, Duration latency) {
    /** Two minutes for everything: figures to look at, not to quote. */
    static final Effort QUICK =
            new Effort(3, Duration.ofMillis(1_200), Duration.ofMillis(700), 1_000_000, Duration.ofSeconds(6));

    /** Figures to quote. */
    static final Effort FULL =
            new Effort(5, Duration.ofSeconds(4), Duration.ofSeconds(5), 4_000_000, Duration.ofSeconds(60));

    /** Points of a curve. */
    static final Effort CURVE =
            new Effort(3, Duration.ofSeconds(1), Duration.ofSeconds(2), 4_000_000, Duration.ofSeconds(20));

    /** A single round of longer turns. */
    Effort once(Duration longTurn, long mostEvents) {
        return new Effort(1, warmUp, longTurn, mostEvents, latency);
    }
}
