// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.detect;

import io.wardline.pattern.Evidence;
import io.wardline.pattern.condition.Predicate.TextField;
import io.wardline.pattern.condition.Trigger;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds, of many numbered conditions, those that an event may satisfy, by what the event is and without trying each: a thousand patterns
 * that an event has nothing to do with cost no more than one. What it finds may still not be satisfied; what it leaves out is not.
 */
final class TriggerIndex {
    /** Those that no trigger is known of: they have to be tried for every event. */
    private final BitSet always = new BitSet();

    private final Map<TextField, Map<String, BitSet>> texts = new EnumMap<>(TextField.class);
    /** Under each threshold of a signal all that have it or a lower one, so that a score is one look. */
    private final Map<String, TreeMap<Double, BitSet>> scores = new HashMap<>();

    private final BitSet hashMatches = new BitSet();

    /** @param triggers of the condition; empty when there are none, and any event may satisfy it */
    void add(int number, Optional<Set<Trigger>> triggers) {
        if (triggers.isEmpty()) {
            always.set(number);
            return;
        }
        for (Trigger trigger : triggers.get()) {
            if (trigger instanceof Trigger.Text text) {
                texts.computeIfAbsent(text.field(), field -> new HashMap<>())
                        .computeIfAbsent(text.value(), value -> new BitSet())
                        .set(number);
            } else if (trigger instanceof Trigger.Score score) {
                add(number, scores.computeIfAbsent(score.signal(), signal -> new TreeMap<>()), score.atLeast());
            } else {
                hashMatches.set(number);
            }
        }
    }

    private static void add(int number, NavigableMap<Double, BitSet> thresholds, double threshold) {
        if (!thresholds.containsKey(threshold)) {
            Map.Entry<Double, BitSet> lower = thresholds.lowerEntry(threshold);
            thresholds.put(
                    threshold,
                    lower == null ? new BitSet() : (BitSet) lower.getValue().clone());
        }
        thresholds.tailMap(threshold, true).values().forEach(numbers -> numbers.set(number));
    }

    /** The numbers of the conditions that have a trigger in the event. */
    BitSet of(Evidence event) {
        BitSet found = new BitSet();
        addTo(found, event);
        return found;
    }

    /** Adds the numbers of the conditions that have a trigger in the event to others. */
    void addTo(BitSet found, Evidence event) {
        found.or(always);
        texts.forEach((field, values) -> {
            BitSet numbers = values.get(field.of(event));
            if (numbers != null) {
                found.or(numbers);
            }
        });
        event.signals().forEach((signal, score) -> {
            TreeMap<Double, BitSet> thresholds = scores.get(signal);
            Map.Entry<Double, BitSet> reached = thresholds == null ? null : thresholds.floorEntry(score);
            if (reached != null) {
                found.or(reached.getValue());
            }
        });
        if (!hashMatches.isEmpty() && event.hashMatched()) {
            found.or(hashMatches);
        }
    }
}
