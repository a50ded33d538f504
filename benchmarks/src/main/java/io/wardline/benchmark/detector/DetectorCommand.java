// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.detector;

import io.wardline.benchmark.report.JsonLines;
import io.wardline.benchmark.report.Machine;
import io.wardline.benchmark.report.Table;
import io.wardline.benchmark.stream.StreamSpec;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench detector}. */
@Command(
        name = "detector",
        description =
                "Measures the detector against stock Flink CEP, a hand-written function, Siddhi and Esper, in one run.",
        mixinStandardHelpOptions = true)
public final class DetectorCommand implements Callable<Integer> {
    @Option(names = "--quick", description = "Two minutes: the main figures from short turns, without the curves.")
    private boolean quick;

    @Option(
            names = "--only",
            paramLabel = "PART",
            split = ",",
            description = "Only these, instead of all: ${COMPLETION-CANDIDATES}. --quick is headline alone.")
    private Set<Part> only = EnumSet.noneOf(Part.class);

    @Option(names = "--seed", paramLabel = "N", description = "Of the generated stream.")
    private long seed = StreamSpec.USUAL.seed();

    @Option(names = "--out", paramLabel = "FILE", description = "Appends the JSON lines to this file, too.")
    private @Nullable Path out;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before call()
    private CommandSpec command;

    /** What the long form consists of, in this order. */
    enum Part {
        headline,
        curves,
        latency,
        open,
        checkpoints,
        deadlines
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter err = command.commandLine().getErr();
        StreamSpec usual = StreamSpec.USUAL.withSeed(seed);
        try (JsonLines results = JsonLines.open(command.commandLine().getOut(), out)) {
            results.write(Machine.describe());
            for (Part part : parts()) {
                measure(part, usual, results, err::println);
            }
            Table.print(command.commandLine().getOut(), results.written());
        }
        return 0;
    }

    private Set<Part> parts() {
        if (quick) {
            return EnumSet.of(Part.headline);
        }
        return only.isEmpty() ? EnumSet.allOf(Part.class) : only;
    }

    private void measure(Part part, StreamSpec usual, JsonLines results, Consumer<String> progress) throws Exception {
        Curves curves = new Curves(usual, Effort.CURVE, results, progress);
        switch (part) {
            case headline -> new DetectorBench(usual, quick ? Effort.QUICK : Effort.FULL, results, progress).headline();
            case curves -> curves.draw();
            case latency -> curves.latency();
            case open -> curves.openConversations();
            case checkpoints -> new Checkpoints(usual, results, progress).measure();
            case deadlines -> new Deadlines(results, progress).measure();
        }
    }
}
