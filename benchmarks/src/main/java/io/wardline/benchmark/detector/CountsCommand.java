// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.detector;

import io.wardline.benchmark.report.JsonLines;
import io.wardline.benchmark.stream.StreamSpec;
import io.wardline.cli.UserError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code bench counts}: what detector and cases cost in counts that no machine changes, held against limits. A change that makes it ask more
 * of the state, keep more or run more automata fails here, however fast the machine is.
 */
@Command(
        name = "counts",
        description = "Counts state calls, bytes and automaton runs, and fails when they are more than they were.",
        mixinStandardHelpOptions = true)
public final class CountsCommand implements Callable<Integer> {
    /** Evidence alone, in conversations that get to their end. */
    private static final StreamSpec STREAM =
            StreamSpec.USUAL.withEvidenceShare(1).withOpenConversations(2_000);

    private static final int EVENTS = 100_000;
    private static final int PATTERNS = 100;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before call()
    private CommandSpec command;

    /** A figure, and the most that it may be. */
    private record Limit(String name, double is, double atMost) {}

    @Override
    public Integer call() throws Exception {
        StateCosts one = StateCosts.of(STREAM, 1, EVENTS);
        StateCosts many = StateCosts.of(STREAM, PATTERNS, EVENTS);
        List<Limit> limits = List.of(
                new Limit("state_calls_per_event", one.stateCallsPerEvent(), Limits.STATE_CALLS),
                new Limit("state_calls_per_event_100_patterns", many.stateCallsPerEvent(), Limits.STATE_CALLS_OF_100),
                new Limit("iterators_per_event", many.iteratorsPerEvent(), 0),
                new Limit("bytes_per_evidence_event", one.bytesPerEvent(), Limits.BYTES_PER_EVENT),
                new Limit("bytes_per_conversation", one.bytesPerConversation(), Limits.BYTES_PER_CONVERSATION),
                new Limit("automaton_runs_per_event", one.automatonRunsPerEvent(), Limits.RUNS),
                new Limit("automaton_runs_per_event_100_patterns", many.automatonRunsPerEvent(), Limits.RUNS_OF_100),
                new Limit(
                        "state_calls_per_overdue_case",
                        Deadlines.stateCallsPerOverdueCase(),
                        Limits.CALLS_PER_OVERDUE_CASE));
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("benchmark", "counts");
        line.put("events_admitted", one.admitted());
        List<String> exceeded = new ArrayList<>();
        for (Limit limit : limits) {
            line.put(limit.name(), limit.is());
            if (limit.is() > limit.atMost()) {
                exceeded.add("%s is %.4f, at most %.4f before".formatted(limit.name(), limit.is(), limit.atMost()));
            }
        }
        try (JsonLines results = JsonLines.open(command.commandLine().getOut(), null)) {
            results.write(line);
        }
        if (!exceeded.isEmpty()) {
            throw new UserError("the detector costs more than it did: " + String.join("; ", exceeded)
                    + ". Mend it, or raise the limit in CountsCommand and say why");
        }
        return 0;
    }

    /** As measured when they were set, and a little more; they follow from the generated stream and nothing else. */
    private static final class Limits {
        /** One append, and a read for the first event of a conversation, late ones and those that may tell something. */
        private static final double STATE_CALLS = 1.15;

        private static final double STATE_CALLS_OF_100 = 1.22;
        private static final double BYTES_PER_EVENT = 97;
        private static final double BYTES_PER_CONVERSATION = 830;
        private static final double RUNS = 0.0023;
        private static final double RUNS_OF_100 = 0.0105;
        private static final double CALLS_PER_OVERDUE_CASE = 8;
    }
}
