// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.detector;

import io.wardline.benchmark.contender.WardlineDetector;
import io.wardline.benchmark.report.JsonLines;
import io.wardline.benchmark.report.Measurement;
import io.wardline.benchmark.stream.EventStream;
import io.wardline.benchmark.stream.StreamSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.CheckpointStorage;
import org.apache.flink.runtime.state.storage.FileSystemCheckpointStorage;

/**
 * What a checkpoint of open conversations takes, and what it takes to go on from it: the first checkpoint, which has to write everything
 * (later ones write what is new), to a folder of this machine, and a restore from there up to the first event that is taken.
 */
final class Checkpoints {
    private static final int[] OPEN_CONVERSATIONS = {10_000, 100_000, 1_000_000, 10_000_000};

    private final StreamSpec usual;
    private final JsonLines results;
    private final Consumer<String> progress;

    Checkpoints(StreamSpec usual, JsonLines results, Consumer<String> progress) {
        this.usual = usual;
        this.results = results;
        this.progress = progress;
    }

    void measure() throws Exception {
        Path folder = Files.createTempDirectory("wardline-bench-checkpoints");
        try {
            for (int open : OPEN_CONVERSATIONS) {
                progress.accept("a checkpoint of %,d open conversations".formatted(open));
                measure(open, folder.resolve(Integer.toString(open)));
            }
        } finally {
            delete(folder);
        }
    }

    private void measure(int open, Path folder) throws Exception {
        CheckpointStorage storage = new FileSystemCheckpointStorage(folder.toUri());
        EventStream stream = new EventStream(usual.withOpenConversations(open));
        OperatorSubtaskState state;
        try (WardlineDetector detector = new WardlineDetector(storage, null)) {
            for (int slot = 0; slot < open; slot++) {
                detector.accept(stream.opening(slot));
            }
            long start = System.nanoTime();
            state = detector.checkpoint();
            results.write(Measurement.of("checkpoint_time", "wardline", open, "s", secondsSince(start)));
            results.write(Measurement.of("checkpoint_bytes", "wardline", open, "bytes", (double) state.getStateSize()));
        }
        long start = System.nanoTime();
        try (WardlineDetector detector = new WardlineDetector(storage, state)) {
            detector.accept(stream.next());
            results.write(Measurement.of("restore_time", "wardline", open, "s", secondsSince(start)));
        }
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        }
    }
}
