// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.testing;

import io.wardline.pattern.flink.Automaton;
import java.util.List;

/** What finds matches: the detector of the job, or stock Flink CEP to compare it with. */
@FunctionalInterface
public interface Detection {
    /**
     * What stands when all events are in, and the time of every absence at an end has passed.
     *
     * @param arrived the admitted events of one conversation, in the order in which they arrive
     */
    List<Told> standing(List<Automaton> automata, List<ScenarioEvent> arrived);
}
