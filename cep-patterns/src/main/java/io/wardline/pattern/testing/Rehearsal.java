// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.testing;

import io.wardline.pattern.PatternSpec;
import io.wardline.pattern.Vocabulary;
import io.wardline.pattern.detect.Detector;
import io.wardline.pattern.detect.Finding;
import io.wardline.pattern.detect.Match;
import io.wardline.pattern.detect.MatchedStep;
import io.wardline.pattern.flink.Automaton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Runs cases on the matcher of the job: admits, drops copies, and tells on arrival and when the time of an absence has
 * passed, as the job does. The automata are compiled once for
 * any number of cases.
 */
public final class Rehearsal implements AutoCloseable {
    private final List<Automaton> automata;
    private Detector<ScenarioEvent> detector;
    private Optional<String> failure = Optional.empty();

    public Rehearsal(List<Automaton> automata) {
        this.automata = List.copyOf(automata);
        this.detector = newDetector();
    }

    /**
     * What a case came to.
     *
     * @param problems what differs from the case's claim; none when it passed
     */
    public record Outcome(Scenario scenario, List<Problem> problems) {
        public Outcome {
            problems = List.copyOf(problems);
        }

        public boolean passed() {
            return problems.isEmpty();
        }
    }

    /**
     * One difference.
     *
     * @param line of the tests' file where the claim is made
     */
    public record Problem(int line, String message) {}

    /** Runs a case against the pattern beside which it is written. */
    public Outcome run(Scenario scenario) {
        return outcome(scenario, scenario.tells());
    }

    /** Runs an innocent conversation: nothing may be told, whatever it says itself. */
    public Outcome runClean(Scenario scenario) {
        return outcome(scenario, List.of());
    }

    private Outcome outcome(Scenario scenario, List<Scenario.Expectation> expected) {
        Story story = tell(scenario);
        if (failure.isPresent()) {
            Problem problem = new Problem(scenario.line(), "the pattern failed while it was matched: " + failure.get());
            // It is left out from then on, which must not decide the other cases.
            failure = Optional.empty();
            detector.close();
            detector = newDetector();
            return new Outcome(scenario, List.of(problem));
        }
        return new Outcome(scenario, new Comparison(scenario.line(), expected, story).problems());
    }

    /** Arrivals move the clock of the case, which never goes back; in the end it runs on until nothing is waited for. */
    private Story tell(Scenario scenario) {
        Story story = new Story();
        List<ScenarioEvent> log = new ArrayList<>();
        Set<String> there = new HashSet<>();
        long clock = Long.MIN_VALUE;
        for (ScenarioEvent event : scenario.arrived()) {
            long now = Math.max(clock, event.occurredAtMillis());
            waitUntil(now, clock, log, story);
            clock = now;
            if (!Vocabulary.admits(event) || !there.add(event.eventId())) {
                continue;
            }
            Optional<String> arrival = Optional.of(event.eventId());
            detector.arrive(readable(log, event.occurredAtMillis()), event, clock)
                    .forEach(finding -> take(finding, arrival, now, story));
            log.add(event);
            log.sort(ScenarioEvent.ORDER);
        }
        waitUntil(Long.MAX_VALUE, clock, log, story);
        return story;
    }

    /** Tells what falls due after one moment and up to another. */
    private void waitUntil(long until, long after, List<ScenarioEvent> log, Story story) {
        OptionalLong next = detector.nextDue(log, after);
        while (next.isPresent() && next.getAsLong() <= until) {
            long due = next.getAsLong();
            detector.due(readable(log, due), due).forEach(finding -> take(finding, Optional.empty(), due, story));
            next = detector.nextDue(log, due);
        }
    }

    /** What evidence is still kept at a moment. */
    private static List<ScenarioEvent> readable(List<ScenarioEvent> log, long atMillis) {
        long forgotten = atMillis - PatternSpec.MAX_WINDOW.toMillis();
        return log.stream()
                .filter(event -> event.occurredAtMillis() > forgotten)
                .toList();
    }

    private static void take(Finding<ScenarioEvent> finding, Optional<String> arrival, long at, Story story) {
        if (finding instanceof Finding.Vanished<ScenarioEvent> gone) {
            story.withdraw(telling(gone.match(), arrival, at, true));
        } else {
            finding.replaces().ifPresent(before -> story.replace(told(before)));
            story.tell(telling(finding.match(), arrival, at, false));
        }
    }

    private static Telling telling(Match<ScenarioEvent> match, Optional<String> arrival, long at, boolean withdrawn) {
        return new Telling(arrival, at, told(match), match.automaton().severity(), withdrawn);
    }

    private static Told told(Match<ScenarioEvent> match) {
        return new Told(
                match.automaton().patternId(),
                match.automaton().step(),
                match.offenderId(),
                match.evidence().stream()
                        .map(MatchedStep::event)
                        .map(ScenarioEvent::eventId)
                        .toList());
    }

    private Detector<ScenarioEvent> newDetector() {
        return new Detector<>(
                automata, (automaton, reason) -> failure = Optional.of(String.valueOf(reason.getMessage())));
    }

    @Override
    public void close() {
        detector.close();
    }
}
