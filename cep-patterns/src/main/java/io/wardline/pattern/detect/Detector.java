// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.detect;

import io.wardline.pattern.Evidence;
import io.wardline.pattern.PatternSpec;
import io.wardline.pattern.Role;
import io.wardline.pattern.flink.Automaton;
import io.wardline.pattern.flink.Bound;
import io.wardline.pattern.flink.SequenceMatcher;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Tells on arrival what an event changes in the standing matches of its conversation.
 *
 * <p>The standing matches of a log are defined without regard to arrival: for each event that may decide a pattern, for each
 * candidate offender, the automaton runs over the log with the offender bound, and of the matches which that event completes the one
 * with the smallest evidence counts. An event in order can only add matches that it decides itself. An event out of order is told as
 * the difference between the standing matches with it and without it; so no set of told matches is kept, and a log that has received
 * the same events in any order has told the same standing matches.
 *
 * <p>An automaton runs only when it can tell something: the arrival must satisfy an emitting step, or have come out of order and
 * satisfy some step.
 *
 * @param <E> the admitted events
 */
public final class Detector<E extends Evidence> implements AutoCloseable {
    /** How many accounts may be tried as the offender for one deciding event (contract). */
    public static final int MAX_CANDIDATES = 16;
    /**
     * How many partial matches a run may have open. A sequence without repetition opens at most one per start and step, so a full log
     * of 512 events stays below; more means that a pattern multiplies.
     */
    public static final int MAX_PARTIAL_MATCHES = 4096;

    private final List<Runner> runners = new ArrayList<>();
    private final SequenceMatcher<Bound<?>> matcher = new SequenceMatcher<>(MAX_PARTIAL_MATCHES);
    private final FailureListener failures;
    private long runs;

    /**
     * @param automata of every live and shadow pattern
     * @param failures is told of an automaton that threw or ran away; it is not run again
     */
    public Detector(List<Automaton> automata, FailureListener failures) {
        for (Automaton automaton : automata) {
            runners.add(new Runner(automaton));
        }
        this.failures = failures;
    }

    /** Told once for an automaton that threw or ran away at match time; from then on it is left out. */
    @FunctionalInterface
    public interface FailureListener {
        void quarantined(Automaton automaton, RuntimeException reason);
    }

    /** How often Flink's NFA was started over a log since this detector was made. */
    public long automatonRuns() {
        return runs;
    }

    /**
     * What the arrival changes.
     *
     * @param log the conversation's evidence before it, in {@link Evidence#ORDER}, without a copy of the arrival
     * @param arrival the admitted event
     */
    public List<Finding<E>> arrive(List<E> log, E arrival) {
        int found = Collections.binarySearch(log, arrival, Evidence.ORDER);
        int position = found >= 0 ? found : -found - 1;
        List<E> with = new ArrayList<>(log.size() + 1);
        with.addAll(log.subList(0, position));
        with.add(arrival);
        with.addAll(log.subList(position, log.size()));
        List<Finding<E>> findings = new ArrayList<>();
        for (Runner runner : runners) {
            findings.addAll(position == log.size() ? runner.inOrder(with) : runner.outOfOrder(log, with, position));
        }
        return findings;
    }

    /** Every standing match of a log, in {@link Evidence#ORDER}. For the rare case that something else than evidence changed. */
    public List<Match<E>> standing(List<E> log) {
        List<Match<E>> standing = new ArrayList<>();
        runners.forEach(runner -> standing.addAll(runner.all(log)));
        return standing;
    }

    private List<Finding<E>> difference(Map<MatchKey, Match<E>> before, Map<MatchKey, Match<E>> after) {
        List<Finding<E>> findings = new ArrayList<>();
        after.forEach((key, match) -> {
            Match<E> told = before.get(key);
            if (told == null) {
                findings.add(new Finding.New<>(match));
            } else if (!told.eventIds().equals(match.eventIds())) {
                findings.add(new Finding.Changed<>(match, told));
            }
        });
        before.forEach((key, told) -> {
            if (!after.containsKey(key)) {
                findings.add(new Finding.Vanished<>(told));
            }
        });
        return findings;
    }

    /** The last position whose event an event at {@code position} can still be in one match with; a gap equal to the window is too long. */
    private int lastWithin(List<E> log, int position, long windowMillis) {
        long end = log.get(position).occurredAtMillis() + windowMillis;
        int last = position;
        while (last + 1 < log.size() && log.get(last + 1).occurredAtMillis() < end) {
            last++;
        }
        return last;
    }

    @Override
    public void close() {
        matcher.close();
    }

    /** Told once for each of these. */
    private record MatchKey(String decidingEventId, String offenderId) {}

    /** One automaton, ready to be run. */
    private final class Runner {
        private final Automaton automaton;
        private final List<SequenceMatcher.Compiled<Bound<?>>> sequences;
        private final boolean decidedByOffenderOnly;
        private boolean quarantined;

        Runner(Automaton automaton) {
            this.automaton = automaton;
            this.sequences = automaton.variants().stream()
                    .map(variant -> SequenceMatcher.compile(variant.pattern()))
                    .toList();
            this.decidedByOffenderOnly =
                    automaton.variants().stream().allMatch(variant -> variant.decidedBy() == Role.OFFENDER);
        }

        long windowMillis() {
            return automaton.window().toMillis();
        }

        /** What the last event of the log adds: matches that it decides itself. */
        List<Finding<E>> inOrder(List<E> log) {
            int last = log.size() - 1;
            return guarded(List.of(), () -> difference(Map.of(), standing(log, last, last)));
        }

        /**
         * What the event at this position changes, having come out of order. Guarded as a whole: of a run that fails half
         * way nothing is told, least of all that matches are gone.
         */
        List<Finding<E>> outOfOrder(List<E> without, List<E> with, int position) {
            return guarded(List.of(), () -> {
                E arrival = with.get(position);
                boolean makesCandidate = !decidedByOffenderOnly && makesCandidate(arrival);
                if (!makesCandidate && !satisfiesSomeStep(arrival)) {
                    return List.of();
                }
                // A candidate is one for every later event, however far; and of many candidates it takes the place of
                // another.
                int last = makesCandidate ? with.size() - 1 : lastWithin(with, position, windowMillis());
                return difference(standing(without, position, last - 1), standing(with, position, last));
            });
        }

        /** Every standing match of the log. */
        Collection<Match<E>> all(List<E> log) {
            return guarded(List.of(), () -> standing(log, 0, log.size() - 1).values());
        }

        private boolean satisfiesSomeStep(E event) {
            return automaton.variants().stream()
                    .flatMap(variant -> variant.stepConditions().stream())
                    .anyMatch(step -> step.when().test(event));
        }

        /** The standing matches that events at positions {@code first..last} of the log decide, both included. */
        private Map<MatchKey, Match<E>> standing(List<E> log, int first, int last) {
            Map<MatchKey, Match<E>> standing = new LinkedHashMap<>();
            decidersByOffender(log, first, last)
                    .forEach((offender, deciders) -> standing.putAll(matches(log, offender, deciders, last)));
            return standing;
        }

        /** For each candidate offender, the ids of the events that satisfy an emitting step with the offender so bound. */
        private Map<String, Set<String>> decidersByOffender(List<E> log, int first, int last) {
            Map<String, Set<String>> deciders = new LinkedHashMap<>();
            for (int i = first; i <= last; i++) {
                for (String offender : candidates(log, i)) {
                    deciders.computeIfAbsent(offender, id -> new LinkedHashSet<>())
                            .add(log.get(i).eventId());
                }
            }
            return deciders;
        }

        /**
         * Who may be the offender when this event decides: its sender and, latest first, those who threatened or demanded before.
         * Only who can be takes one of the places: when the victim decides, her own account does not. And nobody for what is out of
         * retention, since the log of an event in order no longer holds it.
         */
        private Set<String> candidates(List<E> log, int deciding) {
            E event = log.get(deciding);
            Set<String> candidates = new LinkedHashSet<>();
            if (decides(event, true)) {
                candidates.add(event.senderId());
            }
            if (decides(event, false)) {
                long forgotten = event.occurredAtMillis() - PatternSpec.MAX_WINDOW.toMillis();
                for (int i = deciding - 1; i >= 0 && candidates.size() < MAX_CANDIDATES; i--) {
                    E earlier = log.get(i);
                    if (earlier.occurredAtMillis() <= forgotten) {
                        break;
                    }
                    if (makesCandidate(earlier) && !earlier.senderId().equals(event.senderId())) {
                        candidates.add(earlier.senderId());
                    }
                }
            }
            return candidates;
        }

        private boolean makesCandidate(E event) {
            return event.threatens() || event.demands();
        }

        private boolean decides(E event, boolean byOffender) {
            return automaton.variants().stream()
                    .anyMatch(variant -> variant.decidedBy().admits(byOffender)
                            && variant.decides().test(event));
        }

        private Map<MatchKey, Match<E>> matches(List<E> log, String offender, Set<String> deciders, int last) {
            List<Bound<?>> bound = bind(log, offender, deciders, last);
            Map<MatchKey, Match<E>> best = new LinkedHashMap<>();
            for (SequenceMatcher.Compiled<Bound<?>> sequence : sequences) {
                runs++;
                matcher.run(sequence, bound, event -> event.event().occurredAtMillis(), (steps, deciding) -> {
                    String id = deciding.event().eventId();
                    if (deciders.contains(id)) {
                        best.merge(new MatchKey(id, offender), match(offender, steps), this::smaller);
                    }
                });
            }
            return best;
        }

        /** The part of the log that a match decided by one of the deciders can hold. */
        private List<Bound<?>> bind(List<E> log, String offender, Set<String> deciders, int last) {
            int end = last;
            while (!deciders.contains(log.get(end).eventId())) {
                end--;
            }
            int firstDecider = end;
            for (int i = 0; i < end; i++) {
                if (deciders.contains(log.get(i).eventId())) {
                    firstDecider = i;
                    break;
                }
            }
            long tooEarly = log.get(firstDecider).occurredAtMillis() - windowMillis();
            List<Bound<?>> bound = new ArrayList<>();
            for (E event : log.subList(0, end + 1)) {
                if (event.occurredAtMillis() > tooEarly) {
                    bound.add(new Bound<>(event, event.senderId().equals(offender)));
                }
            }
            return bound;
        }

        private Match<E> smaller(Match<E> a, Match<E> b) {
            return Match.SMALLEST_EVIDENCE.compare(a, b) <= 0 ? a : b;
        }

        @SuppressWarnings("unchecked") // only events of type E were bound
        private Match<E> match(String offender, Map<String, List<Bound<?>>> steps) {
            List<MatchedStep<E>> evidence = new ArrayList<>();
            steps.forEach((step, events) ->
                    events.forEach(event -> evidence.add(new MatchedStep<>(step, (E) event.event()))));
            evidence.sort(Comparator.comparing(MatchedStep::event, Evidence.ORDER));
            return new Match<>(automaton, offender, evidence);
        }

        /** A pattern that throws or runs away must not fail the job: it is told of once and left out from then on. */
        private <R> R guarded(R otherwise, Supplier<R> work) {
            if (quarantined) {
                return otherwise;
            }
            try {
                return work.get();
            } catch (RuntimeException e) {
                quarantined = true;
                failures.quarantined(automaton, e);
                return otherwise;
            }
        }
    }
}
