// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.detector;

import io.wardline.benchmark.contender.Admitted;
import io.wardline.benchmark.contender.Backend;
import io.wardline.benchmark.contender.FourSteps;
import io.wardline.benchmark.contender.StockCep;
import io.wardline.benchmark.contender.Turn;
import io.wardline.benchmark.contender.WardlineDetector;
import io.wardline.benchmark.report.Percentiles;
import io.wardline.benchmark.stream.EventStream;
import io.wardline.benchmark.stream.StreamSpec;
import io.wardline.topology.event.Arrival;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;

/** How long it takes from an event to the alert that it decides. */
final class AlertLatency {
    private static final int CHUNK = 1_000;
    /** Enough for the generator's hiccups. More would be live objects for the collector to move, which no job has. */
    private static final int CHUNKS_AHEAD = 20;
    /** How much of the time is not counted: compilers and caches are cold. */
    private static final double WARM_UP_SHARE = 0.25;

    private AlertLatency() {}

    /**
     * A stream of evidence alone (the rest would only keep the generator busy), and half of what the detector takes of it.
     *
     * @param eventsPerSecond of evidence
     */
    record HalfLoad(StreamSpec spec, double eventsPerSecond) {}

    /** Measured for as long as latency will be, since logs grow with the time and an event of a long one may cost more. */
    static HalfLoad halfLoad(StreamSpec usual, Effort effort, Consumer<String> progress) throws Exception {
        StreamSpec evidence = usual.withEvidenceShare(1);
        Turn turn = Turn.of(WardlineDetector::new, evidence, false, Long.MAX_VALUE, effort.latency());
        double half = turn.eventsPerSecond() / 2;
        progress.accept("latency at half load, %,.0f evidence events/s".formatted(half));
        return new HalfLoad(evidence, half);
    }

    /**
     * Of the detector on RocksDB, from the moment at which an event is due to arrive. Events are due at a steady rate, whether or not the
     * one before is done, so that one that takes long delays those behind it as it would in a job.
     */
    static Percentiles ofDetector(HalfLoad load, Duration lasting) throws Exception {
        BlockingQueue<List<Arrival>> ahead = new ArrayBlockingQueue<>(CHUNKS_AHEAD);
        Thread generator = new Thread(() -> generate(load.spec(), ahead), "event-stream");
        generator.setDaemon(true);
        generator.start();
        try (WardlineDetector detector = new WardlineDetector()) {
            return drive(detector, ahead, load.eventsPerSecond(), lasting.toNanos());
        } finally {
            generator.interrupt();
            generator.join();
        }
    }

    private static void generate(StreamSpec spec, BlockingQueue<List<Arrival>> ahead) {
        EventStream stream = new EventStream(spec);
        try {
            while (true) {
                ahead.put(stream.next(CHUNK));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // enough
        }
    }

    private static Percentiles drive(
            WardlineDetector detector, BlockingQueue<List<Arrival>> ahead, double eventsPerSecond, long lastingNanos)
            throws Exception {
        Admitted contender = new Admitted(detector);
        DoubleStream.Builder waits = DoubleStream.builder();
        double nanosBetween = 1e9 / eventsPerSecond;
        long start = System.nanoTime();
        double due = start;
        while (due - start < lastingNanos) {
            List<Arrival> chunk = ahead.poll();
            if (chunk == null) {
                // The generator was too slow, which is no fault of the detector: the clock stands until it is back.
                long stopped = System.nanoTime();
                chunk = ahead.take();
                long stood = System.nanoTime() - stopped;
                due += stood;
                start += stood;
            }
            for (Arrival arrival : chunk) {
                due += nanosBetween;
                while (System.nanoTime() < due) {
                    Thread.onSpinWait();
                }
                long before = detector.told();
                contender.accept(arrival);
                if (detector.told() > before && due - start > WARM_UP_SHARE * lastingNanos) {
                    waits.add((System.nanoTime() - due) / 1e6);
                }
            }
        }
        return new Percentiles(waits.build().toArray());
    }

    /**
     * Of stock Flink CEP, in the time of the stream: how long an event waits for the watermark to pass it, when there is a watermark with
     * every event and the work itself costs nothing. The least that it can do.
     */
    static Percentiles ofStock(StreamSpec spec, int events) throws Exception {
        DoubleStream.Builder waits = DoubleStream.builder();
        try (StockCep stock = new StockCep(Backend.HEAP, spec.disorder(), 1)) {
            Admitted contender = new Admitted(stock);
            EventStream stream = new EventStream(spec);
            Map<String, Long> knownAt = new HashMap<>();
            int told = 0;
            for (int i = 0; i < events; i++) {
                Arrival arrival = stream.next();
                if (FourSteps.isDemand(arrival.event())) {
                    knownAt.put(arrival.event().eventId(), arrival.event().knownAtMillis());
                }
                contender.accept(arrival);
                List<String> all = stock.matches().told();
                for (String deciding : all.subList(told, all.size())) {
                    waits.add((double) (arrival.event().knownAtMillis() - knownAt.getOrDefault(deciding, 0L)));
                }
                told = all.size();
            }
        }
        return new Percentiles(waits.build().toArray());
    }
}
