// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.detect;

import io.wardline.pattern.Evidence;
import io.wardline.pattern.flink.Automaton;
import io.wardline.pattern.testing.ScenarioEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The detector's caller: keeps the log in order, and lets only the first copy of an event through. */
final class Conversation {
    private final List<ScenarioEvent> log = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    /** What stands after all arrivals, as told by one detector in which nothing may fail. */
    static Standing deliver(List<Automaton> automata, List<ScenarioEvent> arrivals) {
        try (Detector<ScenarioEvent> detector = detector(automata)) {
            Conversation conversation = new Conversation();
            Standing standing = new Standing();
            arrivals.forEach(arrival -> standing.take(conversation.arrive(detector, arrival)));
            return standing;
        }
    }

    /** A detector for which a quarantine is a failure of the test. */
    static Detector<ScenarioEvent> detector(List<Automaton> automata) {
        return new Detector<>(automata, (automaton, reason) -> {
            throw new AssertionError("quarantined " + automaton.step(), reason);
        });
    }

    /** The log as the detector is given it for the next arrival. */
    List<ScenarioEvent> log() {
        return List.copyOf(log);
    }

    List<Finding<ScenarioEvent>> arrive(Detector<ScenarioEvent> detector, ScenarioEvent arrival) {
        if (!seen.add(arrival.eventId())) {
            return List.of();
        }
        List<Finding<ScenarioEvent>> findings = detector.arrive(log(), arrival, Long.MIN_VALUE);
        log.add(arrival);
        log.sort(Evidence.ORDER);
        return findings;
    }
}
