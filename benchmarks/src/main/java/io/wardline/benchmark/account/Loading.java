// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.account;

import io.wardline.benchmark.topology.BenchJob;
import io.wardline.cli.UserError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * How quickly a job takes the history of a population, all of which is there when it starts.
 *
 * @param perSecond events a second, of each tenth of the history
 * @param seconds from the first tenth's end until all that came of the last one was written; the job still compiles in the first
 * @param events meanwhile
 */
record Loading(List<Double> perSecond, double seconds, long events) {
    private static final int TENTHS = 10;
    /** Whoever is slower than this, on average, is not waited for: a million disabled accounts would take over an hour. */
    private static final double LEAST_PER_SECOND = 500;
    /** Beside that: for the job to start and to compile, on a machine that has other things to do. */
    private static final Duration START = Duration.ofMinutes(3);

    /** Waits until the job has taken so many events. */
    static Loading measure(BenchJob job, long events, Consumer<String> progress) throws Exception {
        Duration patience = START.plusMillis((long) (events / LEAST_PER_SECOND * 1000));
        List<Double> perSecond = new ArrayList<>();
        long start = System.nanoTime();
        double firstRead = 0;
        double read = 0;
        for (int tenth = 1; tenth <= TENTHS; tenth++) {
            Duration left = patience.minusNanos(System.nanoTime() - start);
            if (!job.awaitRead(events * tenth / TENTHS, left)) {
                throw tooSlow(job, events, patience);
            }
            double before = read;
            read = (System.nanoTime() - start) / 1e9;
            firstRead = tenth == 1 ? read : firstRead;
            perSecond.add(events / (double) TENTHS / (read - before));
            progress.accept(
                    "%,d of %,d events, %,.0f/s".formatted(events * tenth / TENTHS, events, perSecond.get(tenth - 1)));
        }
        double written = job.awaitCaughtUp(events, events).seconds();
        return new Loading(List.copyOf(perSecond), read - firstRead + written, events - events / TENTHS);
    }

    private static UserError tooSlow(BenchJob job, long events, Duration patience) {
        return new UserError("the job has taken %,d of %,d account events in %d minutes: choose fewer with --accounts"
                .formatted(job.counters().eventsRead(), events, patience.toMinutes()));
    }

    double eventsPerSecond() {
        return events / seconds;
    }
}
