// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.patterns;

import io.wardline.cli.UserError;
import io.wardline.pattern.Checked;
import io.wardline.pattern.lint.CaseReport;
import io.wardline.pattern.lint.PatternSelection;
import io.wardline.pattern.testing.ScenarioReader;
import io.wardline.pattern.testing.TestFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./wardline patterns test}. */
@Command(
        name = "test",
        description = {
            "Runs the cases beside patterns, and innocent conversations, on the matcher of the job.",
            "Then changes each pattern in ways that matter, and fails when no case notices."
        })
final class TestCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "PATH",
            arity = "0..*",
            description = "A folder of patterns, a pattern's folder or a pattern.yaml. Without any: the bundled set.")
    private List<Path> paths = new ArrayList<>();

    @Option(
            names = "--filter",
            paramLabel = "NAME",
            description = "Only patterns whose id, or cases whose name, contains this. Tries no mutants.")
    private @Nullable String filter;

    @Option(names = "--no-mutations", description = "Run the cases only.")
    private boolean noMutations;

    @Option(names = "--json", description = "Print one JSON object instead of text.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<PatternRun> runs = new ArrayList<>();
        PrintWriter out = spec.commandLine().getOut();
        for (PatternSelection selection : Selections.of(paths)) {
            Checked<TestFile> innocent = ScenarioReader.read(selection.cleanCorpus());
            selection.chosen().forEach(pattern -> {
                PatternRun run = PatternRun.of(
                        selection, pattern, innocent, wanted(pattern.id()), !noMutations && filter == null);
                if (filter == null
                        || !run.reports().isEmpty()
                        || !run.diagnostics().isEmpty()) {
                    runs.add(run);
                    tell(out, run);
                }
            });
        }
        if (runs.isEmpty()) {
            throw new UserError("no pattern and no case contains '" + filter + "': look at the names in tests.yaml");
        }
        double perSecond = casesPerSecond(runs);
        out.println(json ? Json.write(JsonReports.tests(runs, perSecond)) : summary(runs, perSecond));
        out.flush();
        return runs.stream().anyMatch(PatternRun::failed) ? 1 : 0;
    }

    private Predicate<String> wanted(String patternId) {
        String part = filter;
        return part == null || patternId.contains(part) ? name -> true : name -> name.contains(part);
    }

    private void tell(PrintWriter out, PatternRun run) {
        if (json) {
            return;
        }
        boolean unicode = Glyphs.unicode();
        String mark = run.failed() ? (unicode ? "✗" : "FAIL") : (unicode ? "✓" : "ok");
        out.println("%s %-30s %s, %s, %d ms"
                .formatted(
                        mark,
                        run.id(),
                        Counted.of(run.reports().size(), "case"),
                        Counted.of(run.mutants(), "mutant"),
                        run.millis()));
        run.diagnostics()
                .forEach(diagnostic -> out.println(diagnostic.render().indent(2).stripTrailing()));
        run.reports().stream().filter(report -> !report.outcome().passed()).forEach(report -> tell(out, report));
        run.reports().stream()
                .filter(report ->
                        report.outcome().passed() && report.outcome().scenario().todo())
                .forEach(report -> out.println("  %s:%d %s: passes now: take its 'todo' away"
                        .formatted(
                                report.file().name(),
                                report.outcome().scenario().line(),
                                report.outcome().scenario().name())));
        run.survivors()
                .forEach(mutant -> out.println(
                        "  no case notices the mutant \"%s\"; add %s".formatted(mutant.name(), mutant.caughtBy())));
        out.flush();
    }

    private static void tell(PrintWriter out, CaseReport report) {
        String todo = report.outcome().scenario().todo() ? " (to do)" : "";
        report.render().lines().forEach(line -> out.println("  " + line + todo));
    }

    private static double casesPerSecond(List<PatternRun> runs) {
        long nanos = runs.stream().mapToLong(PatternRun::nanos).sum();
        return nanos == 0 ? 0 : cases(runs) * 1e9 / nanos;
    }

    private static long cases(List<PatternRun> runs) {
        return runs.stream().mapToLong(run -> run.reports().size()).sum();
    }

    private static String summary(List<PatternRun> runs, double perSecond) {
        long failed = runs.stream().filter(PatternRun::failed).count();
        long redCases = runs.stream()
                .flatMap(run -> run.reports().stream())
                .filter(CaseReport::failed)
                .count();
        long todo = runs.stream().mapToLong(PatternRun::todo).sum();
        long survivors = runs.stream().mapToLong(run -> run.survivors().size()).sum();
        long allowed = runs.stream().mapToLong(run -> run.allowed().size()).sum();
        long mutants = runs.stream().mapToLong(PatternRun::mutants).sum();
        return "%s, %d failed; %s, %d failed, %d to do; %s, %d unnoticed, %d allowed; %s cases/s"
                .formatted(
                        Counted.of(runs.size(), "pattern"),
                        failed,
                        Counted.of(cases(runs), "case"),
                        redCases,
                        todo,
                        Counted.of(mutants, "mutant"),
                        survivors,
                        allowed,
                        Counted.grouped(Math.round(perSecond)));
    }
}
