// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.patterns;

import io.wardline.cli.kafka.KafkaConnection;
import io.wardline.v1.PatternStatus;
import io.wardline.v1.PatternStatusState;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./wardline patterns status}. */
@Command(
        name = "status",
        description = "Lists what the running job made of each revision, by what its subtasks told last.")
public final class StatusCommand implements Runnable {
    private static final Set<PatternStatusState> REPLACED = Set.of(PatternStatusState.LIVE, PatternStatusState.SHADOW);
    private static final Set<PatternStatusState> REPLACING =
            Set.of(PatternStatusState.LIVE, PatternStatusState.RETIRED);

    @Mixin
    private KafkaConnection connection = new KafkaConnection();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before run()
    private CommandSpec spec;

    @Override
    public void run() {
        List<PatternStatus> statuses;
        try (PatternTopics topics = new PatternTopics(connection.open())) {
            statuses = topics.statuses();
        }
        // A job that was started again with fewer subtasks left what the others said.
        int parallelism = statuses.stream()
                .max(Comparator.comparing(PatternStatus::getAt))
                .map(PatternStatus::getParallelism)
                .orElse(0);
        Map<String, Map<Integer, List<PatternStatus>>> byPattern = new TreeMap<>();
        statuses.stream().filter(status -> status.getSubtask() < parallelism).forEach(status -> byPattern
                .computeIfAbsent(status.getPatternId(), id -> new TreeMap<>())
                .computeIfAbsent(status.getRevision(), revision -> new ArrayList<>())
                .add(status));
        PrintWriter out = spec.commandLine().getOut();
        byPattern.forEach((id, revisions) -> revisions.forEach(
                (revision, of) -> print(out, id + "@" + revision, of, parallelism, successor(revisions, revision))));
        if (byPattern.isEmpty()) {
            out.println("no job has told of a pattern yet");
        }
        out.flush();
    }

    /** The next revision that decides in its place, from its own event time on. */
    private static Optional<Integer> successor(Map<Integer, List<PatternStatus>> revisions, int revision) {
        if (isAny(revisions.getOrDefault(revision, List.of()), REPLACED)) {
            return revisions.entrySet().stream()
                    .filter(later -> later.getKey() > revision && isAny(later.getValue(), REPLACING))
                    .map(Map.Entry::getKey)
                    .findFirst();
        }
        return Optional.empty();
    }

    private static boolean isAny(List<PatternStatus> statuses, Set<PatternStatusState> states) {
        return statuses.stream().anyMatch(status -> states.contains(status.getState()));
    }

    private static void print(
            PrintWriter out, String name, List<PatternStatus> statuses, int parallelism, Optional<Integer> successor) {
        Map<String, Integer> states = new TreeMap<>();
        Set<String> diagnostics = new LinkedHashSet<>();
        statuses.forEach(status -> {
            states.merge(status.getState().name(), 1, Integer::sum);
            diagnostics.addAll(status.getDiagnostics());
        });
        List<String> parts = new ArrayList<>();
        states.forEach((state, count) -> parts.add("%s on %d of %d".formatted(state, count, parallelism)));
        String until = successor.map(later -> ", until the time of @" + later).orElse("");
        out.println("%-40s %s%s".formatted(name, String.join(", ", parts), until));
        diagnostics.forEach(line -> out.println("    " + line.replace("\n", "\n    ")));
    }
}
