// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.testing;

import io.wardline.pattern.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A case of a {@code tests.yaml}.
 *
 * @param name a claim in the present tense
 * @param line where it begins in its file, from 1
 * @param arrived the events in the order in which they arrive, copies included
 * @param tells all that must be told; nothing else may
 * @param todo whether it may fail for now
 */
public record Scenario(String name, int line, List<ScenarioEvent> arrived, List<Expectation> tells, boolean todo) {
    public Scenario {
        arrived = List.copyOf(arrived);
        tells = List.copyOf(tells);
    }

    /**
     * What must be told, by the pattern beside which the case is written.
     *
     * @param after the event whose arrival tells it, or takes it back when it is {@code withdrawn}
     * @param at the clock of the case at which that is, since its conversation began
     * @param severity for an adult
     * @param withdrawn whether it was told and does not stand in the end
     * @param index where its step's name stands in the file
     * @param line where it is written, from 1
     */
    public record Expectation(
            String step,
            String offender,
            List<String> evidence,
            Optional<String> after,
            Optional<Duration> at,
            Optional<Severity> severity,
            boolean withdrawn,
            int index,
            int line) {
        public Expectation {
            evidence = List.copyOf(evidence);
        }

        public Told of(String patternId) {
            return new Told(patternId, step, offender, evidence);
        }
    }

    /** The events without their copies, in the order in which they arrive first. */
    public List<ScenarioEvent> firstCopies() {
        return arrived.stream().distinct().toList();
    }

    /** Whether events arrive in another order than they happened. */
    public boolean outOfOrder() {
        List<ScenarioEvent> first = firstCopies();
        return !first.equals(first.stream().sorted(ScenarioEvent.ORDER).toList());
    }

    /** Whether it shows something that is told, and not silence. */
    public boolean isTelling() {
        return !tells.isEmpty();
    }
}
