// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.testing;

import io.wardline.pattern.Vocabulary;
import io.wardline.pattern.flink.Automaton;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Runs scenarios: admits events as the job does, and compares what stands in the end, when nothing is waited for
 * any more, with what was expected. */
public final class ScenarioRunner {
    private final Detection detection;

    public ScenarioRunner(Detection detection) {
        this.detection = detection;
    }

    /** What differs, in both directions. */
    public record Verdict(Scenario scenario, List<Told> missing, List<Told> unexpected) {
        public Verdict {
            missing = List.copyOf(missing);
            unexpected = List.copyOf(unexpected);
        }

        public boolean passed() {
            return missing.isEmpty() && unexpected.isEmpty();
        }

        /** One line for each difference. */
        public String render() {
            List<String> lines = new ArrayList<>();
            missing.forEach(told -> lines.add("not told: " + told));
            unexpected.forEach(told -> lines.add("told, but not expected: " + told));
            return lines.stream().map(line -> scenario.name() + ": " + line).collect(Collectors.joining("\n"));
        }
    }

    /** Runs a case against the pattern beside which it is written. */
    public Verdict run(String patternId, List<Automaton> automata, Scenario scenario) {
        return compare(
                scenario,
                scenario.tells().stream()
                        .filter(expected -> !expected.withdrawn())
                        .map(expected -> expected.of(patternId))
                        .toList(),
                automata);
    }

    /** Runs a case of the clean corpus: nothing may be told, by any pattern. */
    public Verdict runClean(List<Automaton> automata, Scenario scenario) {
        return compare(scenario, List.of(), automata);
    }

    private Verdict compare(Scenario scenario, List<Told> expected, List<Automaton> automata) {
        List<ScenarioEvent> admitted =
                scenario.firstCopies().stream().filter(Vocabulary::admits).toList();
        List<Told> standing = detection.standing(automata, admitted);
        List<Told> missing = new ArrayList<>(expected);
        missing.removeAll(standing);
        List<Told> unexpected = new ArrayList<>(standing);
        unexpected.removeAll(expected);
        return new Verdict(scenario, missing, unexpected);
    }
}
