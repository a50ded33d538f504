// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.pattern.Evidence;
import io.wardline.pattern.Step;
import io.wardline.pattern.flink.Automaton;
import io.wardline.pattern.flink.Bound;
import io.wardline.pattern.testing.ScenarioEvent;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a reader of the findings believes to stand. Refuses a finding that does not fit what was told before: a new match that stands
 * already, a change or an end of one that does not stand as it is said to.
 */
final class Standing {
    /** Told once for each of these. */
    record Key(String pattern, String step, String offender, String decidingEventId) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return toString().compareTo(other.toString());
        }
    }

    private final Map<Key, List<String>> evidence = new TreeMap<>();
    private int changes;
    private int ends;

    /** The evidence's ids of every match that stands. */
    Map<Key, List<String>> evidence() {
        return evidence;
    }

    int changes() {
        return changes;
    }

    int ends() {
        return ends;
    }

    void take(List<Finding<ScenarioEvent>> findings) {
        findings.forEach(this::take);
    }

    private void take(Finding<ScenarioEvent> finding) {
        Match<ScenarioEvent> match = finding.match();
        assertReadsAsAVariant(match);
        Key key = key(match);
        if (finding instanceof Finding.Changed<ScenarioEvent> changed) {
            List<String> before = changed.before().eventIds();
            assertThat(key(changed.before())).as("changed into").isEqualTo(key);
            assertThat(evidence).as("changed").containsEntry(key, before);
            assertThat(match.eventIds()).as("changed, so other").isNotEqualTo(before);
            evidence.put(key, match.eventIds());
            changes++;
        } else if (finding instanceof Finding.Vanished<ScenarioEvent>) {
            assertThat(evidence).as("vanished").containsEntry(key, match.eventIds());
            evidence.remove(key);
            ends++;
        } else {
            assertThat(evidence).as("told as new").doesNotContainKey(key);
            evidence.put(key, match.eventIds());
        }
    }

    static Key key(Match<?> match) {
        Automaton automaton = match.automaton();
        return new Key(
                automaton.patternId(),
                automaton.step(),
                match.offenderId(),
                match.deciding().eventId());
    }

    /** The evidence is in order, and each event satisfies the step that it is said to stand for, with the offender so bound. */
    private static void assertReadsAsAVariant(Match<ScenarioEvent> match) {
        List<MatchedStep<ScenarioEvent>> told = match.evidence();
        assertThat(told.stream().map(MatchedStep::event).toList()).isSortedAccordingTo(Evidence.ORDER);
        assertThat(match.automaton().variants())
                .as("ways to %s, of which %s is to be one", match.automaton().step(), told)
                .anyMatch(variant -> reads(variant.steps(), told, match.offenderId()));
    }

    /** Whether the events go through the steps without going back, to the last one: some may be left out, some repeated. */
    private static boolean reads(List<Step> steps, List<MatchedStep<ScenarioEvent>> told, String offender) {
        int at = 0;
        for (MatchedStep<ScenarioEvent> matched : told) {
            while (at < steps.size() && !steps.get(at).name().equals(matched.step())) {
                at++;
            }
            ScenarioEvent event = matched.event();
            if (at == steps.size() || !new Bound<>(event, event.senderId().equals(offender)).fits(steps.get(at))) {
                return false;
            }
        }
        return at == steps.size() - 1;
    }
}
