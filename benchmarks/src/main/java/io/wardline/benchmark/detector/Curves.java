// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.detector;

import io.wardline.benchmark.contender.Admitted;
import io.wardline.benchmark.contender.Backend;
import io.wardline.benchmark.contender.HandWritten;
import io.wardline.benchmark.contender.StockCep;
import io.wardline.benchmark.contender.WardlineDetector;
import io.wardline.benchmark.report.JsonLines;
import io.wardline.benchmark.report.Measurement;
import io.wardline.benchmark.report.Percentiles;
import io.wardline.benchmark.stream.StreamSpec;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** How speed and latency change with one property of the stream at a time, for the detector and the peers it is nearest to. */
final class Curves {
    private static final String WARDLINE = "wardline";
    private static final int[] OPEN_CONVERSATIONS = {10_000, 100_000, 1_000_000, 10_000_000};
    /** How many of these, at most, have room in what the detector remembers by default. */
    private static final int FIT_BY_DEFAULT = 100_000;
    /** Bytes in which ten million conversations have it. */
    private static final long ROOM_FOR_ALL = 1L << 30;
    /** Files that opening left are merged meanwhile, which a short turn might have to itself or be spared. */
    private static final Duration LONG_TURN = Duration.ofSeconds(20);

    private static final double[] EVIDENCE_SHARES = {0.01, 0.05, 0.2, 0.5, 1};
    private static final int[] DISORDER_SECONDS = {0, 1, 60, 600, 3_600};
    private static final int[] EVIDENCE_PER_CONVERSATION = {1, 8, 64, 512};
    private static final int STOCK_WAIT_EVENTS = 100_000;
    private static final int STATE_EVENTS = 200_000;

    private final StreamSpec usual;
    private final Effort effort;
    private final JsonLines results;
    private final Consumer<String> progress;
    private final Expected expected = new Expected();

    Curves(StreamSpec usual, Effort effort, JsonLines results, Consumer<String> progress) {
        this.usual = usual;
        this.effort = effort;
        this.results = results;
        this.progress = progress;
    }

    /** Throughput by each property, and what a conversation takes of the state. */
    void draw() throws Exception {
        Map<Double, StreamSpec> byShare = new LinkedHashMap<>();
        for (double share : EVIDENCE_SHARES) {
            byShare.put(share, usual.withEvidenceShare(share));
        }
        curve("evidence_share", byShare);
        Map<Double, StreamSpec> byDisorder = new LinkedHashMap<>();
        for (int seconds : DISORDER_SECONDS) {
            byDisorder.put((double) seconds, usual.withDisorder(Duration.ofSeconds(seconds)));
        }
        curve("disorder", byDisorder);
        Map<Double, StreamSpec> byEvidence = new LinkedHashMap<>();
        for (int events : EVIDENCE_PER_CONVERSATION) {
            // As many events in the whole, so that conversations get to their end.
            byEvidence.put(
                    (double) events,
                    usual.withEvidencePerConversation(events)
                            .withOpenConversations(Math.max(100, usual.openConversations() * 8 / (8 + events))));
        }
        curve("evidence_per_conversation", byEvidence);
        for (int events : EVIDENCE_PER_CONVERSATION) {
            StateCosts costs = StateCosts.of(
                    usual.withEvidenceShare(1)
                            .withEvidencePerConversation(events)
                            .withOpenConversations(STATE_EVENTS / (4 * events)),
                    1,
                    STATE_EVENTS);
            results.write(
                    Measurement.of("bytes_per_conversation", WARDLINE, events, "bytes", costs.bytesPerConversation()));
        }
    }

    private void curve(String question, Map<Double, StreamSpec> points) throws Exception {
        for (Map.Entry<Double, StreamSpec> point : points.entrySet()) {
            progress.accept(question + " " + point.getKey());
            StreamSpec spec = point.getValue();
            Contest contest = new Contest(effort, expected, progress)
                    .with(WARDLINE, spec, () -> new Admitted(new WardlineDetector()))
                    .with("hand_written", spec, () -> new Admitted(new HandWritten(false)))
                    .with("stock_cep_heap", spec, () -> new Admitted(new StockCep(Backend.HEAP, spec.disorder())))
                    .run();
            for (String name : contest.matches().keySet()) {
                results.write(contest.speed(question, name, name, point.getKey()));
            }
        }
    }

    /** From an event to the alert that it decides, by how late events may be. */
    void latency() throws Exception {
        double halfLoad = AlertLatency.halfLoad(usual, effort, progress).eventsPerSecond();
        for (int seconds : DISORDER_SECONDS) {
            progress.accept("latency with a disorder of %d s".formatted(seconds));
            StreamSpec spec = usual.withDisorder(Duration.ofSeconds(seconds)).withEvidenceShare(1);
            Percentiles wardline = AlertLatency.ofDetector(new AlertLatency.HalfLoad(spec, halfLoad), effort.latency());
            latency("wardline p50", seconds, wardline.at(0.5));
            latency("wardline p99", seconds, wardline.at(0.99));
            latency("wardline p99.9", seconds, wardline.at(0.999));
            if (seconds > 0) {
                latency(
                        "stock p50",
                        seconds,
                        AlertLatency.ofStock(spec, STOCK_WAIT_EVENTS).at(0.5));
            }
        }
    }

    private void latency(String series, double x, double millis) {
        results.write(Measurement.of("latency", series, x, "ms", millis));
    }

    /**
     * Throughput by how many conversations are open and have state: as configured by default, with room to remember them all where
     * they are too many for that, and by hand.
     */
    void openConversations() throws Exception {
        // One round: to open ten million conversations takes minutes.
        Contest contest = new Contest(effort.once(LONG_TURN, 2 * effort.events()), expected, progress);
        for (int open : OPEN_CONVERSATIONS) {
            StreamSpec spec = usual.withOpenConversations(open);
            contest.withOpened(open + " open", spec, () -> new Admitted(new WardlineDetector()));
            if (open > FIT_BY_DEFAULT) {
                contest.withOpened(
                        open + " open, all remembered",
                        spec,
                        () -> new Admitted(WardlineDetector.remembering(ROOM_FOR_ALL)));
            }
            contest.withOpened(open + " open, by hand", spec, () -> new Admitted(new HandWritten(false)));
        }
        contest.run();
        for (int open : OPEN_CONVERSATIONS) {
            results.write(contest.speed("open_conversations", open + " open", WARDLINE, open));
            results.write(contest.speed(
                    "open_conversations",
                    open + (open > FIT_BY_DEFAULT ? " open, all remembered" : " open"),
                    "wardline, all remembered",
                    open));
            results.write(contest.speed("open_conversations", open + " open, by hand", "hand_written", open));
        }
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("benchmark", "open_conversations");
        summary.put("10m_vs_10k", contest.ratio("10000000 open", "10000 open"));
        summary.put("10m_all_remembered_vs_10k", contest.ratio("10000000 open, all remembered", "10000 open"));
        summary.put("hand_written_10m_vs_10k", contest.ratio("10000000 open, by hand", "10000 open, by hand"));
        results.write(summary);
    }
}
