// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.patterns;

import io.wardline.pattern.Diagnostic;
import io.wardline.pattern.catalog.PatternSource;
import io.wardline.pattern.lint.Cost;
import io.wardline.pattern.lint.PatternLinter;
import io.wardline.pattern.lint.PatternSelection;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./wardline patterns lint}. */
@Command(
        name = "lint",
        description = {
            "Finds every mistake of patterns and of their tests, and says what each pattern costs at most.",
            "Fails when there is an error; warnings don't."
        })
final class LintCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "PATH",
            arity = "0..*",
            description = "A folder of patterns, a pattern's folder or a pattern.yaml. Without any: the bundled set.")
    private List<Path> paths = new ArrayList<>();

    @Option(names = "--json", description = "Print one JSON object instead of text.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<Diagnostic> diagnostics = new ArrayList<>();
        Map<PatternSource, Optional<Cost>> costs = new LinkedHashMap<>();
        for (PatternSelection selection : Selections.of(paths)) {
            PatternLinter linter = new PatternLinter(selection);
            diagnostics.addAll(linter.lint());
            selection.chosen().forEach(pattern -> costs.put(pattern, linter.cost(pattern)));
        }
        List<Diagnostic> told = diagnostics.stream().distinct().toList();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.write(JsonReports.lint(told, costs)));
        } else {
            told.forEach(diagnostic -> {
                out.println(diagnostic.render());
                out.println("    see " + Pages.of(diagnostic.code()));
            });
            CostTable.print(out, costs);
            out.println(summary(told, costs.size()));
        }
        out.flush();
        return Diagnostic.anyError(told) ? 1 : 0;
    }

    private static String summary(List<Diagnostic> told, int patterns) {
        int errors = (int) told.stream().filter(Diagnostic::isError).count();
        return "%s, %s in %s"
                .formatted(
                        Counted.of(errors, "error"),
                        Counted.of(told.size() - errors, "warning"),
                        Counted.of(patterns, "pattern"));
    }
}
