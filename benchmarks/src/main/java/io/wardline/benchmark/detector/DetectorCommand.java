// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.detector;

import io.wardline.benchmark.report.JsonLines;
import io.wardline.benchmark.report.Machine;
import io.wardline.benchmark.report.Table;
import io.wardline.benchmark.stream.StreamSpec;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
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

    @Option(names = "--seed", paramLabel = "N", description = "Of the generated stream.")
    private long seed = StreamSpec.USUAL.seed();

    @Option(names = "--out", paramLabel = "FILE", description = "Appends the JSON lines to this file, too.")
    private @Nullable Path out;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before call()
    private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        PrintWriter err = command.commandLine().getErr();
        StreamSpec usual = StreamSpec.USUAL.withSeed(seed);
        try (JsonLines results = JsonLines.open(command.commandLine().getOut(), out)) {
            results.write(Machine.describe());
            double halfLoad =
                    new DetectorBench(usual, quick ? Effort.QUICK : Effort.FULL, results, err::println).headline();
            if (!quick) {
                new Curves(usual, Effort.CURVE, results, err::println).draw(halfLoad);
                new Checkpoints(usual, results, err::println).measure();
                new Deadlines(results, err::println).measure();
            }
            Table.print(command.commandLine().getOut(), results.written());
        }
        return 0;
    }
}
