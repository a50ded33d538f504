// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.testing;

import java.util.List;

/**
 * A case of a {@code tests.yaml}.
 *
 * @param name a claim in the present tense
 * @param arrived the events in the order in which they arrive
 * @param tells all that must stand in the end; nothing else may
 */
public record Scenario(String name, List<ScenarioEvent> arrived, List<Expectation> tells) {
    public Scenario {
        arrived = List.copyOf(arrived);
        tells = List.copyOf(tells);
    }

    /** What must be told, by the pattern beside which the case is written. */
    public record Expectation(String step, String offender, List<String> evidence) {
        public Expectation {
            evidence = List.copyOf(evidence);
        }

        public Told of(String patternId) {
            return new Told(patternId, step, offender, evidence);
        }
    }

    /** Whether events arrive in another order than they happened. */
    public boolean outOfOrder() {
        return !arrived.equals(arrived.stream().sorted(ScenarioEvent.ORDER).toList());
    }
}
