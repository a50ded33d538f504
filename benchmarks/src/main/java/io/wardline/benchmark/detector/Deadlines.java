// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.detector;

import io.wardline.benchmark.report.JsonLines;
import io.wardline.benchmark.report.Measurement;
import io.wardline.benchmark.report.Percentiles;
import io.wardline.topology.JobConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.CheckpointStorage;
import org.apache.flink.runtime.state.storage.FileSystemCheckpointStorage;
import org.apache.flink.runtime.state.storage.JobManagerCheckpointStorage;

/**
 * What open cases cost a job that was away: a checkpoint of them, the restore up to the first alert that is taken, and what live alerts
 * wait while those are told of whose deadline passed meanwhile.
 */
final class Deadlines {
    private static final int[] OPEN_CASES = {10_000, 100_000, 1_000_000, 10_000_000};
    private static final int COUNTED_CASES = 5_000;
    private static final int AS_FAST_AS_IT_CAN = 1_000_000;

    private final int perSecond;
    private final JsonLines results;
    private final Consumer<String> progress;

    /** At the pace of a job that was told no other. */
    Deadlines(JsonLines results, Consumer<String> progress) {
        this.perSecond = JobConfig.DEFAULT_OVERDUE_PER_SECOND;
        this.results = results;
        this.progress = progress;
    }

    void measure() throws Exception {
        measure(OPEN_CASES);
    }

    void measure(int... openCases) throws Exception {
        Path folder = Files.createTempDirectory("wardline-bench-deadlines");
        try {
            for (int open : openCases) {
                measure(DeadlineCases.of(open, perSecond), folder.resolve(Integer.toString(open)));
            }
        } finally {
            Checkpoints.delete(folder);
        }
    }

    private void measure(DeadlineCases cases, Path folder) throws Exception {
        progress.accept("deadlines of %,d open cases".formatted(cases.open()));
        CheckpointStorage storage = new FileSystemCheckpointStorage(folder.toUri());
        OperatorSubtaskState state;
        MailClock before = new MailClock(cases.opensAtMillis());
        try (CaseKeeper keeper = new CaseKeeper(before, perSecond, storage, null, null)) {
            open(cases, before, keeper);
            progress.accept("opened in %.0f s".formatted(before.workedNanos() / 1e9));
            long start = System.nanoTime();
            state = keeper.checkpoint();
            write("deadlines_checkpoint_time", "wardline", cases, "s", (System.nanoTime() - start) / 1e9);
            write("deadlines_checkpoint_bytes", "wardline", cases, "bytes", (double) state.getStateSize());
        }
        MailClock clock = new MailClock(cases.backAtMillis());
        try (CaseKeeper keeper = new CaseKeeper(clock, perSecond, storage, state, null)) {
            keeper.tell(cases.opening(cases.open(), clock.getCurrentProcessingTime()));
            write("deadlines_restore_time", "wardline", cases, "s", clock.workedNanos() / 1e9);
            drain(cases, clock, keeper);
        }
    }

    private static void open(DeadlineCases cases, MailClock clock, CaseKeeper keeper) throws Exception {
        for (int number = 0; number < cases.open(); number++) {
            keeper.tell(cases.opening(number, clock.getCurrentProcessingTime()));
            keeper.takeEscalations(early -> {
                throw new IllegalStateException("nothing is due yet: " + early);
            });
        }
    }

    /** Reads and writes that RocksDB is asked for, timers' included, for each overdue case: the same on every machine. */
    static double stateCallsPerOverdueCase() throws Exception {
        DeadlineCases cases = new DeadlineCases(COUNTED_CASES, COUNTED_CASES, 0, AS_FAST_AS_IT_CAN);
        CheckpointStorage storage = new JobManagerCheckpointStorage(Integer.MAX_VALUE);
        MailClock before = new MailClock(cases.opensAtMillis());
        OperatorSubtaskState state;
        try (CaseKeeper keeper = new CaseKeeper(before, AS_FAST_AS_IT_CAN, storage, null, null)) {
            open(cases, before, keeper);
            state = keeper.checkpoint();
        }
        MailClock clock = new MailClock(cases.backAtMillis());
        try (CaseKeeper keeper = new CaseKeeper(clock, AS_FAST_AS_IT_CAN, storage, state, new RocksDbCounts())) {
            RocksDbCounts.Counts start = RocksDbCounts.now();
            BitSet told = new BitSet();
            while (told.cardinality() < COUNTED_CASES) {
                if (!clock.runOne()) {
                    clock.skipUntil(Long.MAX_VALUE);
                }
                keeper.takeEscalations(escalation -> told.set(DeadlineCases.numberOf(escalation.caseId())));
            }
            RocksDbCounts.Counts counts = RocksDbCounts.now().since(start);
            return (double) (counts.reads() + counts.writes()) / COUNTED_CASES;
        }
    }

    private void drain(DeadlineCases cases, MailClock clock, CaseKeeper keeper) throws Exception {
        DeadlineDrain drain = new DeadlineDrain(cases, clock, keeper);
        drain.run(progress);
        Percentiles waits = drain.waits();
        Percentiles lateness = drain.lateness();
        write("deadlines_drain", "wait p50", cases, "ms", waits.at(0.5));
        write("deadlines_drain", "wait p99", cases, "ms", waits.at(0.99));
        write("deadlines_drain", "longest wait", cases, "ms", waits.at(1));
        write("deadlines_drain_time", "by the clock", cases, "s", drain.clockSeconds());
        write("deadlines_drain_time", "work", cases, "s", drain.workSeconds());
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("benchmark", "deadlines");
        summary.put("open", cases.open());
        summary.put("overdue", cases.overdue());
        summary.put("told_once", true); // or the drain had ended with an error
        summary.put("told_in_order", true);
        summary.put("longest_callback_ms", drain.longestCallbackMillis());
        summary.put("live_alerts", waits.count());
        summary.put("p99_lateness_of_punctual_s", lateness.at(0.99) / 1_000);
        summary.put("longest_lateness_of_punctual_s", lateness.at(1) / 1_000);
        results.write(summary);
    }

    private void write(String question, String series, DeadlineCases cases, String unit, double value) {
        results.write(Measurement.of(question, series, cases.open(), unit, value));
    }
}
