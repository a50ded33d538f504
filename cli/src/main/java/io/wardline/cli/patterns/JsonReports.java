// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.patterns;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wardline.pattern.Diagnostic;
import io.wardline.pattern.catalog.PatternSource;
import io.wardline.pattern.lint.CaseReport;
import io.wardline.pattern.lint.Cost;
import io.wardline.pattern.lint.Mutant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What commands found, as JSON. */
final class JsonReports {
    private JsonReports() {}

    static ObjectNode lint(List<Diagnostic> diagnostics, Map<PatternSource, Optional<Cost>> costs) {
        ObjectNode root = Json.object();
        long errors = diagnostics.stream().filter(Diagnostic::isError).count();
        root.put("errors", errors);
        root.put("warnings", diagnostics.size() - errors);
        diagnostics(root.putArray("diagnostics"), diagnostics);
        ArrayNode patterns = root.putArray("patterns");
        costs.forEach((pattern, cost) -> {
            ObjectNode node = patterns.addObject();
            node.put("id", pattern.id());
            node.put("file", pattern.file().name());
            cost.ifPresent(known -> cost(node.putObject("cost"), known));
        });
        return root;
    }

    static void diagnostics(ArrayNode array, List<Diagnostic> diagnostics) {
        diagnostics.forEach(diagnostic -> array.addObject()
                .put("file", diagnostic.file())
                .put("line", diagnostic.line())
                .put("column", diagnostic.column())
                .put("code", diagnostic.code().name())
                .put("level", diagnostic.level().name().toLowerCase(Locale.ROOT))
                .put("message", diagnostic.message())
                .put("page", Pages.of(diagnostic.code())));
    }

    private static void cost(ObjectNode node, Cost cost) {
        node.put("automata", cost.automata())
                .put("conditions_per_event", cost.conditionsPerEvent())
                .put("bytes_per_conversation", Cost.bytesPerConversation())
                .put("partial_matches", cost.partialMatches())
                .put("step_tests", cost.evaluations());
    }

    static ObjectNode tests(List<PatternRun> runs, double casesPerSecond) {
        ObjectNode root = Json.object();
        root.put("passed", runs.stream().noneMatch(PatternRun::failed));
        root.put("cases", runs.stream().mapToInt(run -> run.reports().size()).sum());
        root.put("cases_per_second", Math.round(casesPerSecond));
        ArrayNode patterns = root.putArray("patterns");
        runs.forEach(run -> pattern(patterns.addObject(), run));
        return root;
    }

    private static void pattern(ObjectNode node, PatternRun run) {
        node.put("id", run.id())
                .put("passed", !run.failed())
                .put("cases", run.reports().size())
                .put("todo", run.todo())
                .put("millis", run.millis())
                .put("mutants", run.mutants());
        diagnostics(node.putArray("diagnostics"), run.diagnostics());
        ArrayNode failures = node.putArray("failures");
        run.reports().stream()
                .filter(report -> !report.outcome().passed())
                .forEach(report -> failure(failures, report));
        ArrayNode survivors = node.putArray("survivors");
        for (Mutant mutant : run.survivors()) {
            survivors.addObject().put("mutant", mutant.name()).put("caught_by", mutant.caughtBy());
        }
    }

    private static void failure(ArrayNode failures, CaseReport report) {
        report.outcome().problems().forEach(problem -> failures.addObject()
                .put("file", report.file().name())
                .put("line", problem.line())
                .put("case", report.outcome().scenario().name())
                .put("todo", report.outcome().scenario().todo())
                .put("message", problem.message()));
    }
}
