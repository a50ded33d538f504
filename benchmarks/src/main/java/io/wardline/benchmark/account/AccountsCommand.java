// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.account;

import io.wardline.benchmark.report.JsonLines;
import io.wardline.benchmark.report.Machine;
import io.wardline.benchmark.report.Table;
import io.wardline.benchmark.stream.StreamSpec;
import io.wardline.benchmark.topology.Loopback;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./wardline bench accounts}. */
@Command(
        name = "accounts",
        description =
                "Measures decisions on accounts with a real Kafka broker, all in this process: how long a sign-up waits for its "
                        + "decision while many disabled accounts are known, how quickly these are loaded, and what is kept of "
                        + "each identifier. Exit code 1 when a return is not told BLOCK.",
        mixinStandardHelpOptions = true)
public final class AccountsCommand implements Callable<Integer> {
    @Option(
            names = "--quick",
            description = "20,000 disabled accounts instead of a million, and a shorter time at the rate.")
    private boolean quick;

    @Option(
            names = "--accounts",
            paramLabel = "N",
            description = "So many disabled accounts, each with ten identifiers, from a thousand to ten million.")
    private @Nullable Integer accounts;

    @Option(names = "--seed", paramLabel = "N", description = "Of the invented accounts.")
    private long seed = StreamSpec.USUAL.seed();

    @Option(names = "--out", paramLabel = "FILE", description = "Appends the JSON lines to this file, too.")
    private @Nullable Path out;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before call()
    private CommandSpec spec;

    /**
     * How much is measured.
     *
     * @param disabled accounts that are known first
     * @param eventsPerSecond of sign-ups, logins and disablings together, at which latency is measured
     * @param warmUp comes before what is measured at that rate
     * @param measured for so long
     */
    record Plan(int disabled, double eventsPerSecond, Duration warmUp, Duration measured) {
        static final Plan QUICK = new Plan(20_000, 2_000, Duration.ofSeconds(4), Duration.ofSeconds(20));
        static final Plan FULL = new Plan(1_000_000, 2_000, Duration.ofSeconds(20), Duration.ofSeconds(120));

        Plan withDisabled(int value) {
            return new Plan(value, eventsPerSecond, warmUp, measured);
        }
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter err = spec.commandLine().getErr();
        Plan plan = plan();
        try (JsonLines results = JsonLines.open(spec.commandLine().getOut(), out);
                Loopback loopback = Loopback.start()) {
            results.write(Machine.describe());
            SignUpLatency latency = new AccountsRun(loopback, new Population(seed, plan.disabled()), plan, line -> {
                        err.println(line);
                        err.flush();
                    })
                    .run(results);
            Table.print(spec.commandLine().getOut(), results.written());
            latency.requireRight();
        }
        return 0;
    }

    private Plan plan() {
        Plan plan = quick ? Plan.QUICK : Plan.FULL;
        if (accounts == null) {
            return plan;
        }
        if (accounts < Population.LEAST || accounts > Population.MOST) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--accounts must be from %d to %d".formatted(Population.LEAST, Population.MOST));
        }
        return plan.withDisabled(accounts);
    }
}
