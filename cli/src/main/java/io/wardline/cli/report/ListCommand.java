// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.report;

import io.wardline.report.Completeness;
import io.wardline.v1.Case;
import io.wardline.v1.CaseStatus;
import io.wardline.v1.Severity;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./wardline report list}. */
@Command(
        name = "list",
        description = {
            "Tells the open cases, the one that is due first at the top; those without a deadline come last. With '!' a life may be at risk.",
            "'complete' is how much of what routes a report is at hand: see ./wardline report show for what is missing."
        })
final class ListCommand implements Callable<Integer> {
    private static final String ROW = "%-13s %-10s %-9s %8s  %s%n";

    @ArgGroup(multiplicity = "1")
    private CaseOptions cases = new CaseOptions();

    @Option(names = "--all", description = "Filed and dismissed cases, too.")
    private boolean all;

    @Option(
            names = "--by",
            paramLabel = "offender",
            description =
                    "offender: the cases of one account follow each other, the account with the case that is due first at the top.")
    private @Nullable String by;

    @Option(
            names = "--now",
            paramLabel = "TIME",
            description = "The time that is left is told as of then. Default: now.")
    private @Nullable String at;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before call()
    private CommandSpec spec;

    /** What a row tells; cases themselves may be large. */
    private record Row(
            String caseId,
            String offender,
            CaseStatus status,
            Severity severity,
            boolean crisis,
            @Nullable Instant deadline,
            double completeness) {
        /** The contract's order: by the time that is left. */
        static final Comparator<Row> DUE_FIRST = Comparator.comparing((Row row) -> !isOpen(row.status()))
                .thenComparing(Row::due)
                .thenComparing(row -> !row.crisis())
                .thenComparing(Row::caseId);

        static Row of(Case one) {
            return new Row(
                    one.getCaseId(),
                    one.getOffender().getAccountId(),
                    one.getStatus(),
                    one.getSeverity(),
                    one.getCrisis(),
                    one.getDeadline(),
                    Completeness.of(one).score());
        }

        private Instant due() {
            return deadline == null ? Instant.MAX : deadline;
        }
    }

    @Override
    public Integer call() {
        if (by != null && !by.equals("offender")) {
            throw new ParameterException(spec.commandLine(), "--by can only be 'offender', not '" + by + "'");
        }
        Instant now = now();
        List<Row> rows = new ArrayList<>();
        try (CaseSource source = cases.open(spec.commandLine().getErr())) {
            source.each(one -> {
                if (all || isOpen(one.getStatus())) {
                    rows.add(Row.of(one));
                }
            });
            rows.sort(Row.DUE_FIRST);
            print(by == null ? rows : byOffender(rows), now);
            return source.unread() == 0 ? 0 : 1;
        }
    }

    /** What a later release calls otherwise may be due, too. */
    private static boolean isOpen(CaseStatus status) {
        return status != CaseStatus.FILED && status != CaseStatus.DISMISSED;
    }

    private Instant now() {
        try {
            return at == null ? Instant.now() : Instant.parse(at);
        } catch (DateTimeParseException e) {
            throw new ParameterException(
                    spec.commandLine(), "--now '" + at + "' is not a UTC time such as 2026-11-08T00:00:00Z", e);
        }
    }

    private static List<Row> byOffender(List<Row> rows) {
        Map<String, Integer> place = new TreeMap<>();
        rows.forEach(row -> place.putIfAbsent(row.offender(), place.size()));
        return rows.stream()
                .sorted(Comparator.comparing(row -> place.getOrDefault(row.offender(), 0)))
                .collect(Collectors.toList());
    }

    private void print(List<Row> rows, Instant now) {
        PrintWriter out = spec.commandLine().getOut();
        if (rows.isEmpty()) {
            out.println("no open cases");
        } else {
            out.printf(ROW, "left", "severity", "status", "complete", "case, offender");
            rows.forEach(row -> out.printf(
                    ROW,
                    left(row, now),
                    (row.crisis() ? "! " : "") + row.severity(),
                    row.status(),
                    Math.round(row.completeness() * 100) + " %",
                    Printable.of(row.caseId() + ", " + row.offender())));
        }
        out.flush();
        spec.commandLine().getErr().flush();
    }

    private static String left(Row row, Instant now) {
        if (row.deadline() == null || !isOpen(row.status())) {
            return "-";
        }
        Duration left = Duration.between(now, row.deadline());
        Duration size = left.abs();
        String told = "%dh %02dm".formatted(size.toHours(), size.toMinutesPart());
        return left.isNegative() ? "late " + told : told;
    }
}
