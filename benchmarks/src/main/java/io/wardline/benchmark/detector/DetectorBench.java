// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.detector;

import io.wardline.benchmark.contender.Admitted;
import io.wardline.benchmark.contender.AppendOnly;
import io.wardline.benchmark.contender.Backend;
import io.wardline.benchmark.contender.EsperContender;
import io.wardline.benchmark.contender.HandWritten;
import io.wardline.benchmark.contender.InOrder;
import io.wardline.benchmark.contender.SiddhiContender;
import io.wardline.benchmark.contender.StockCep;
import io.wardline.benchmark.contender.Turn;
import io.wardline.benchmark.contender.WardlineDetector;
import io.wardline.benchmark.report.JsonLines;
import io.wardline.benchmark.report.Percentiles;
import io.wardline.benchmark.stream.StreamSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The detector against its peers, and what its speed depends on. */
final class DetectorBench {
    private static final String WARDLINE = "wardline";
    private static final int COUNTED_EVENTS = 200_000;

    private final StreamSpec usual;
    private final Effort effort;
    private final JsonLines results;
    private final Consumer<String> progress;
    private final Expected expected = new Expected();
    private final Map<String, Object> summary = new LinkedHashMap<>();

    DetectorBench(StreamSpec usual, Effort effort, JsonLines results, Consumer<String> progress) {
        this.usual = usual;
        this.effort = effort;
        this.results = results;
        this.progress = progress;
    }

    /** What everyone is quoted by, and the line that sums it up. */
    void headline() throws Exception {
        summary.put("benchmark", "detector");
        summary.put("seed", usual.seed());
        Contest contest = contenders();
        raw();
        patterns();
        latency();
        costs();
        summary.put("matches", contest.matches());
        summary.put("matches_equal", true); // or the contest had ended with an error
        results.write(summary);
    }

    private Contest contenders() throws Exception {
        Contest contest = new Contest(effort, expected, progress)
                .with(WARDLINE, usual, () -> new Admitted(new WardlineDetector()))
                .with("hand_written", usual, () -> new Admitted(new HandWritten(false)))
                .with("hand_written_lean", usual, () -> new Admitted(new HandWritten(true)))
                .with("siddhi", usual, () -> new Admitted(new InOrder(new SiddhiContender(), usual.disorder())))
                .with("esper", usual, () -> new Admitted(new InOrder(new EsperContender(), usual.disorder())))
                .with("stock_cep_heap", usual, stock(Backend.HEAP))
                .with("stock_cep_rocksdb", usual, stock(Backend.ROCKSDB))
                .withPart("append_only", usual, () -> new Admitted(new AppendOnly()))
                .run();
        for (String name : contest.names()) {
            results.write(contest.speed("contenders", name, name, 0));
            if (!name.equals(WARDLINE)) {
                summary.put("vs_" + name, contest.ratio(WARDLINE, name));
            }
        }
        return contest;
    }

    private Turn.Entry stock(Backend backend) {
        return () -> new Admitted(new StockCep(backend, usual.disorder()));
    }

    private void raw() throws Exception {
        Contest contest = new Contest(effort, expected, progress)
                .with(WARDLINE, usual, () -> new Admitted(new WardlineDetector()))
                .with("stock_cep_heap", usual, () -> new StockCep(Backend.HEAP, usual.disorder()))
                .with("stock_cep_rocksdb", usual, () -> new StockCep(Backend.ROCKSDB, usual.disorder()))
                .run();
        for (String name : contest.matches().keySet()) {
            results.write(contest.speed("contenders_raw", name, name, 0));
            if (!name.equals(WARDLINE)) {
                summary.put("vs_" + name + "_raw", contest.ratio(WARDLINE, name));
            }
        }
    }

    private void patterns() throws Exception {
        Contest contest = new Contest(effort, expected, progress);
        for (int patterns : new int[] {1, 10, 100, 1_000}) {
            contest.with(patterns + " patterns", usual, () -> new Admitted(new WardlineDetector(patterns, null)));
        }
        contest.run();
        for (int patterns : new int[] {1, 10, 100, 1_000}) {
            results.write(contest.speed("patterns", patterns + " patterns", WARDLINE, patterns));
        }
        summary.put("patterns_100_vs_1", contest.ratio("100 patterns", "1 patterns"));
        summary.put("patterns_1000_vs_1", contest.ratio("1000 patterns", "1 patterns"));
    }

    private void latency() throws Exception {
        System.gc(); // or what the others left would be collected in the middle
        AlertLatency.HalfLoad halfLoad = AlertLatency.halfLoad(usual, effort, progress);
        Percentiles waits = AlertLatency.ofDetector(halfLoad, effort.latency());
        summary.put("half_load_evidence_per_s", halfLoad.eventsPerSecond());
        summary.put("p50_alert_ms", waits.at(0.5));
        summary.put("p99_alert_ms", waits.at(0.99));
        summary.put("p999_alert_ms", waits.at(0.999));
        summary.put("alerts_timed", waits.count());
    }

    private void costs() throws Exception {
        StateCosts costs = StateCosts.of(usual, 1, COUNTED_EVENTS);
        summary.put("state_calls_per_event", costs.stateCallsPerEvent());
        summary.put("iterators_per_event", costs.iteratorsPerEvent());
        summary.put("bytes_per_conversation", costs.bytesPerConversation());
        summary.put("bytes_per_evidence_event", costs.bytesPerEvent());
        summary.put("automaton_runs_per_event", costs.automatonRunsPerEvent());
    }
}
