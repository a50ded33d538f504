// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.topology;

import io.wardline.benchmark.report.JsonLines;
import io.wardline.benchmark.report.Machine;
import io.wardline.benchmark.report.Table;
import io.wardline.benchmark.stream.StreamSpec;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./wardline bench topology}. */
@Command(
        name = "topology",
        description = {
            "Measures the whole job with a real Kafka broker, all in this process: how many events a second it takes beside jobs",
            "that only decode and forward, how long an alert takes at half of what it sustains beside the sender, and what the time "
                    + "goes for."
        },
        mixinStandardHelpOptions = true)
public final class TopologyCommand implements Callable<Integer> {
    @Option(names = "--quick", description = "About two minutes: fewer events and repetitions.")
    private boolean quick;

    @Option(names = "--out", paramLabel = "FILE", description = "Appends the JSON lines to this file, too.")
    private @Nullable Path out;

    @Option(
            names = "--profile",
            paramLabel = "FILE",
            description = "Where the recording of the profiled run is kept, for JDK Mission Control.")
    private @Nullable Path profile;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before call()
    private CommandSpec spec;

    /**
     * How much is measured.
     *
     * @param events of a repetition, of which the later half counts
     * @param warmUpEvents of the run before, which compiles
     * @param repetitions of each kind of job
     * @param sustainedEvents sent while the job runs, to find at what rate it can
     * @param latencyWarmUp comes before what is measured at a fixed rate
     * @param latency is measured for so long
     */
    record Plan(
            int events,
            int warmUpEvents,
            int repetitions,
            int sustainedEvents,
            Duration latencyWarmUp,
            Duration latency) {
        static final Plan QUICK =
                new Plan(600_000, 300_000, 2, 1_000_000, Duration.ofSeconds(4), Duration.ofSeconds(20));
        static final Plan FULL =
                new Plan(6_000_000, 2_000_000, 3, 4_000_000, Duration.ofSeconds(10), Duration.ofSeconds(60));
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter err = spec.commandLine().getErr();
        Plan plan = quick ? Plan.QUICK : Plan.FULL;
        try (JsonLines results = JsonLines.open(spec.commandLine().getOut(), out);
                Loopback loopback = Loopback.start()) {
            results.write(Machine.describe());
            new TopologyRun(loopback, StreamSpec.USUAL, plan, profile, line -> {
                        err.println(line);
                        err.flush();
                    })
                    .run(results);
            Table.print(spec.commandLine().getOut(), results.written());
        }
        return 0;
    }
}
