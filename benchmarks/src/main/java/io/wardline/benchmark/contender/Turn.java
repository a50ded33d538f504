// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.contender;

import io.wardline.benchmark.stream.EventStream;
import io.wardline.benchmark.stream.StreamSpec;
import io.wardline.topology.event.Arrival;
import java.time.Duration;
import java.util.List;

/**
 * What one contender made of one stream. Only the time that it had the events counts, not that in which they were generated.
 *
 * @param contender its name
 * @param events how many it was given
 * @param nanos for how long it had them
 * @param matches what it told
 */
public record Turn(String contender, long events, long nanos, Matches matches) {
    private static final int CHUNK = 10_000;

    /** Makes a contender anew for each turn, so that it begins with an empty state. */
    @FunctionalInterface
    public interface Entry {
        Contender enter() throws Exception;
    }

    /**
     * Gives a contender the beginning of a stream: as many events as it can take in a time, or all there are for it.
     *
     * @param opened whether every conversation has its first evidence before the measured events begin
     * @param mostEvents after which it is over
     * @param most the contender's own time after which it is over
     */
    public static Turn of(Entry entry, StreamSpec spec, boolean opened, long mostEvents, Duration most)
            throws Exception {
        EventStream stream = new EventStream(spec);
        try (Contender contender = entry.enter()) {
            for (int slot = 0; opened && slot < spec.openConversations(); slot++) {
                contender.accept(stream.opening(slot));
            }
            long events = 0;
            long nanos = 0;
            while (events < mostEvents && nanos < most.toNanos()) {
                List<Arrival> chunk = stream.next((int) Math.min(CHUNK, mostEvents - events));
                long start = System.nanoTime();
                for (Arrival arrival : chunk) {
                    contender.accept(arrival);
                }
                nanos += System.nanoTime() - start;
                events += chunk.size();
            }
            long start = System.nanoTime();
            contender.finish();
            nanos += System.nanoTime() - start;
            return new Turn(contender.name(), events, nanos, contender.matches());
        }
    }

    public double eventsPerSecond() {
        return events * 1e9 / nanos;
    }
}
