// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.detect;

import io.wardline.pattern.Condition;
import io.wardline.pattern.Evidence;
import io.wardline.pattern.Link;
import io.wardline.pattern.condition.Trigger;
import io.wardline.pattern.flink.Automaton;
import io.wardline.pattern.flink.Bound;
import io.wardline.pattern.flink.SequenceMatcher;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** One automaton, ready to be run over logs. Keeps nothing of them. */
final class Runner<E extends Evidence> {
    private final Automaton automaton;
    private final List<Way> ways;
    private final List<Link> links;
    private final Deciders<E> deciders;
    private final long windowMillis;
    private final long waitMillis;
    private final SequenceMatcher<Bound<?>> matcher;
    private final Detector.FailureListener failures;
    private boolean quarantined;
    private long runs;

    Runner(Automaton automaton, SequenceMatcher<Bound<?>> matcher, Detector.FailureListener failures) {
        this.automaton = automaton;
        this.ways = automaton.variants().stream()
                .map(variant -> new Way(
                        new Sieve(variant.way(), automaton.window(), automaton.waits()),
                        SequenceMatcher.compile(variant.pattern())))
                .toList();
        this.links = automaton.variants().stream()
                .flatMap(variant -> variant.way().stream())
                .distinct()
                .toList();
        this.deciders = new Deciders<>(automaton);
        this.windowMillis = automaton.window().toMillis();
        this.waitMillis = automaton.waits().toMillis();
        this.matcher = matcher;
        this.failures = failures;
    }

    /** Whether it tells only after a time in which something did not happen. */
    boolean waits() {
        return waitMillis > 0;
    }

    /**
     * What an event must be for {@link #arrive} to find anything.
     *
     * @param inOrder whether it comes after all others of its conversation
     */
    Optional<Set<Trigger>> triggers(boolean inOrder) {
        Set<Trigger> triggers = new LinkedHashSet<>();
        List<Condition> conditions = new ArrayList<>();
        if (inOrder && waitMillis == 0) {
            deciders.steps().forEach(step -> conditions.add(step.when()));
        } else {
            links.forEach(link -> conditions.add(link.when()));
            triggers.addAll(deciders.candidateTriggers());
        }
        for (Condition condition : conditions) {
            Optional<Set<Trigger>> some = Trigger.of(condition);
            if (some.isEmpty()) {
                return Optional.empty();
            }
            triggers.addAll(some.get());
        }
        return Optional.of(triggers);
    }

    /** For each way to the emitting step, what the steps that can't be left out ask for. */
    List<List<Condition>> requiredSteps() {
        return automaton.variants().stream()
                .map(variant -> variant.way().stream()
                        .filter(Sieve::isRequired)
                        .map(Link::when)
                        .toList())
                .toList();
    }

    /** How often Flink's NFA was started. */
    long runs() {
        return runs;
    }

    /**
     * What the event at this position changes. Guarded as a whole: of a run that fails half way nothing is told, least of all that
     * matches are gone.
     */
    List<Finding<E>> arrive(List<E> without, List<E> with, int position, long now) {
        return guarded(
                List.of(),
                () -> position == without.size() && waitMillis == 0
                        ? difference(Map.of(), standing(with, position, position, now))
                        : outOfOrder(without, with, position, now));
    }

    private List<Finding<E>> outOfOrder(List<E> without, List<E> with, int position, long now) {
        E arrival = with.get(position);
        int first = firstThatMayWaitFor(with, position);
        if (!deciders.areTold(with.get(first), now)) {
            return List.of();
        }
        boolean makesCandidate = deciders.makeCandidate(arrival);
        if (!makesCandidate && !satisfiesSomeCondition(arrival)) {
            return List.of();
        }
        // A candidate is one for every later event, however far; and of many candidates it takes the place of another.
        int last = makesCandidate ? with.size() - 1 : lastWithin(with, position);
        return difference(standing(without, first, last - 1, now), standing(with, first, last, now));
    }

    /** The first position whose event, had it decided, would still be waiting when the event at {@code position} happens. */
    private int firstThatMayWaitFor(List<E> log, int position) {
        long waitsNoLonger = log.get(position).occurredAtMillis() - waitMillis;
        int first = position;
        while (first > 0 && log.get(first - 1).occurredAtMillis() > waitsNoLonger && waitMillis > 0) {
            first--;
        }
        return first;
    }

    /** The last position whose event an event at {@code position} can still be in one match with; a gap equal to the window is too long. */
    private int lastWithin(List<E> log, int position) {
        long end = log.get(position).occurredAtMillis() + windowMillis;
        int last = position;
        while (last + 1 < log.size() && log.get(last + 1).occurredAtMillis() < end) {
            last++;
        }
        return last;
    }

    /** Every standing match of the log. */
    Collection<Match<E>> all(List<E> log, long now) {
        return guarded(List.of(), () -> standing(log, 0, log.size() - 1, now).values());
    }

    /** The end of the first wait that ends after a moment. */
    OptionalLong nextDue(List<E> log, long after) {
        if (waitMillis == 0) {
            return OptionalLong.empty();
        }
        return guarded(OptionalLong.empty(), () -> log.stream()
                .filter(event -> event.occurredAtMillis() + waitMillis > after)
                .filter(deciders::hold)
                .mapToLong(event -> event.occurredAtMillis() + waitMillis)
                .findFirst());
    }

    /** The matches whose wait ends at this moment. */
    List<Finding<E>> due(List<E> log, long due) {
        if (waitMillis == 0) {
            return List.of();
        }
        return guarded(List.of(), () -> {
            int first = 0;
            while (first < log.size() && log.get(first).occurredAtMillis() + waitMillis < due) {
                first++;
            }
            int last = first - 1;
            while (last + 1 < log.size() && log.get(last + 1).occurredAtMillis() + waitMillis == due) {
                last++;
            }
            return difference(Map.of(), standing(log, first, last, due));
        });
    }

    private boolean satisfiesSomeCondition(E event) {
        return links.stream().anyMatch(link -> link.when().test(event));
    }

    /** The standing matches that events at positions {@code first..last} of the log decide, both included. */
    private Map<MatchKey, Match<E>> standing(List<E> log, int first, int last, long now) {
        Map<MatchKey, Match<E>> standing = new LinkedHashMap<>();
        deciders.byOffender(log, first, last, now)
                .forEach((offender, deciders) -> standing.putAll(matches(log, offender, deciders, last)));
        return standing;
    }

    private Map<MatchKey, Match<E>> matches(List<E> log, String offender, Set<String> deciders, int last) {
        List<Bound<?>> bound = bind(log, offender, deciders, last);
        Map<MatchKey, Match<E>> best = new LinkedHashMap<>();
        for (Way way : ways) {
            Set<String> open = new HashSet<>(deciders);
            Iterator<List<Bound<?>>> parts = way.sieve().parts(bound, deciders);
            while (!open.isEmpty() && parts.hasNext()) {
                run(way, parts.next(), (steps, deciding) -> {
                    String id = deciding.event().eventId();
                    if (deciders.contains(id)) {
                        best.merge(new MatchKey(id, offender), match(offender, steps), this::smaller);
                        open.remove(id);
                    }
                });
            }
        }
        return best;
    }

    private void run(Way way, List<Bound<?>> part, BiConsumer<Map<String, List<Bound<?>>>, Bound<?>> found) {
        runs++;
        failures.runBegins(automaton);
        try {
            matcher.run(way.sequence(), part, event -> event.event().occurredAtMillis(), found, true);
        } finally {
            failures.runEnds(automaton);
        }
    }

    /** The part of the log that a match decided by one of the deciders can hold, or be prevented by. */
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
        long tooEarly = log.get(firstDecider).occurredAtMillis() - windowMillis;
        long tooLate = log.get(end).occurredAtMillis() + waitMillis;
        while (end + 1 < log.size() && log.get(end + 1).occurredAtMillis() < tooLate) {
            end++;
        }
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
        steps.forEach(
                (step, events) -> events.forEach(event -> evidence.add(new MatchedStep<>(step, (E) event.event()))));
        evidence.sort(Comparator.comparing(MatchedStep::event, Evidence.ORDER));
        return new Match<>(automaton, offender, evidence);
    }

    private static <E extends Evidence> List<Finding<E>> difference(
            Map<MatchKey, Match<E>> before, Map<MatchKey, Match<E>> after) {
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

    /** One way to the emitting step. */
    private record Way(Sieve sieve, SequenceMatcher.Compiled<Bound<?>> sequence) {}

    /** Told once for each of these. */
    private record MatchKey(String decidingEventId, String offenderId) {}
}
