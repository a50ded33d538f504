// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.detect;

import io.wardline.pattern.Condition;
import io.wardline.pattern.Evidence;
import io.wardline.pattern.condition.Trigger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which of many automata may find anything in a log at all: those that have, for each step that one of their ways can't do without, some
 * event in it. What the events are is looked up once for all automata, so that one that lacks an event costs nothing more. One that is
 * left in may still find nothing; one that is left out can't.
 */
final class RequiredSteps {
    private final TriggerIndex index = new TriggerIndex();
    /** Steps of different patterns that the same events may satisfy have one number. */
    private final Map<Set<Trigger>, Integer> numbers = new HashMap<>();

    private final List<List<int[]>> automata = new ArrayList<>();

    /** @param ways of the next automaton: for each, the conditions of the steps that it can't do without */
    void add(List<List<Condition>> ways) {
        automata.add(ways.stream().map(this::numbers).toList());
    }

    private int[] numbers(List<Condition> steps) {
        // Of a step without triggers nothing is known: any event may satisfy it.
        return steps.stream()
                .flatMap(step -> Trigger.of(step).stream())
                .mapToInt(triggers -> numbers.computeIfAbsent(triggers, this::number))
                .distinct()
                .toArray();
    }

    private int number(Set<Trigger> triggers) {
        int next = numbers.size();
        index.add(next, Optional.of(triggers));
        return next;
    }

    /** How many steps are told apart: their numbers begin with 0. */
    int count() {
        return numbers.size();
    }

    /** The steps that the events of a log may satisfy. */
    BitSet in(List<? extends Evidence> log) {
        BitSet found = new BitSet();
        log.forEach(event -> addTo(found, event));
        return found;
    }

    /** Adds the steps that one more event of a log may satisfy. */
    void addTo(BitSet inLog, Evidence event) {
        index.addTo(inLog, event);
    }

    /** Whether an automaton, counted from 0 as they were added, may find anything in a log. */
    boolean mayMatch(int automaton, BitSet inLog) {
        for (int[] required : automata.get(automaton)) {
            if (holdsAll(inLog, required)) {
                return true;
            }
        }
        return false;
    }

    private static boolean holdsAll(BitSet inLog, int[] required) {
        for (int step : required) {
            if (!inLog.get(step)) {
                return false;
            }
        }
        return true;
    }
}
