// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.report;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./wardline report stats}. */
@Command(
        name = "stats",
        description = {
            "Tells whether cases are reported in time: how many were filed by their deadline and how many after it, from knowing of a case",
            "to its first standing report in hours (median and 95th percentile), and the open cases by their age."
        })
final class StatsCommand implements Callable<Integer> {
    private static final String ROW = "%-38s %8s%n";

    @ArgGroup(multiplicity = "1")
    private CaseOptions cases = new CaseOptions();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only cases that the platform knows of since then. Default: all.")
    private @Nullable String since;

    @Option(names = "--now", paramLabel = "TIME", description = "Ages are told as of then. Default: now.")
    private @Nullable String at;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        Instant from = time("--since", since, Instant.MIN);
        FilingTimes times = new FilingTimes(time("--now", at, Instant.now()));
        try (CaseSource source = cases.open(spec.commandLine().getErr())) {
            source.each(one -> {
                if (!one.getKnownAt().isBefore(from)) {
                    times.add(one);
                }
            });
            print(times);
            return source.unread() == 0 ? 0 : 1;
        }
    }

    private Instant time(String option, @Nullable String told, Instant usual) {
        try {
            return told == null ? usual : Instant.parse(told);
        } catch (DateTimeParseException e) {
            throw new ParameterException(
                    spec.commandLine(), option + " '" + told + "' is not a UTC time such as 2026-11-08T00:00:00Z", e);
        }
    }

    private void print(FilingTimes times) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(ROW, "filed in time", times.inTime());
        out.printf(ROW, "filed late", times.late());
        out.printf(ROW, "hours from knowing to filing, median", hours(times, 0.5));
        out.printf(ROW, "hours from knowing to filing, p95", hours(times, 0.95));
        times.openByAge().forEach((age, count) -> out.printf(ROW, "open, " + age.words(), count));
        out.printf(ROW, "open, without a deadline", times.withoutDeadline());
        out.printf(ROW, "dismissed", times.dismissed());
        out.flush();
        spec.commandLine().getErr().flush();
    }

    private static String hours(FilingTimes times, double share) {
        return times.hours(share).map("%.1f"::formatted).orElse("-");
    }
}
