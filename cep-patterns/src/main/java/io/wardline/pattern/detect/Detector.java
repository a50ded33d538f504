// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.detect;

import io.wardline.pattern.Evidence;
import io.wardline.pattern.Ways;
import io.wardline.pattern.flink.Automaton;
import io.wardline.pattern.flink.Bound;
import io.wardline.pattern.flink.SequenceMatcher;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;

/**
 * Tells on arrival what an event changes in the standing matches of its conversation.
 *
 * <p>The standing matches of a log are defined without regard to arrival: for each event that may decide a pattern, for each
 * candidate offender, the automaton runs over the log with the offender bound, and of the matches which that event completes the one
 * with the smallest evidence counts. An event in order can only add matches that it decides itself. An event out of order is told as
 * the difference between the standing matches with it and without it; so no set of told matches is kept, and a log that has received
 * the same events in any order has told the same standing matches.
 *
 * <p>A pattern that ends in an absence waits: its match stands once the time of the absence has passed after the deciding event, which
 * is the last one matched. So it needs a clock, which is the caller's: {@link #nextDue} says when something may be due, and {@link #due}
 * what is then told. An arrival is told as the difference at the clock up to which everything due was told. Nothing of this is kept
 * either.
 *
 * <p>An automaton runs only when it can tell something: the arrival must satisfy an emitting step, or have come out of order and
 * satisfy some step; and the log must hold something for every step that is required. Both are looked up by what the events are
 * ({@link TriggerIndex}, {@link RequiredSteps}), without trying each automaton. One that decides only for an interval of event time, as a
 * revision does that others come before or after, runs only for deciding events within it; the evidence may be older.
 *
 * @param <E> the admitted events
 */
public final class Detector<E extends Evidence> implements AutoCloseable {
    /** How many accounts may be tried as the offender for one deciding event (contract). */
    public static final int MAX_CANDIDATES = 16;
    /**
     * How many partial matches a run may have open. A run has one start, for which a checked pattern opens about
     * {@link Ways#MAX_BRANCHES}; more by far means that a pattern multiplies.
     */
    public static final int MAX_PARTIAL_MATCHES = 64 * Ways.MAX_BRANCHES;

    private final List<Runner<E>> runners = new ArrayList<>();
    private final List<Runner<E>> waiting;
    private final TriggerIndex inOrder = new TriggerIndex();
    private final TriggerIndex outOfOrder = new TriggerIndex();
    private final RequiredSteps requiredSteps = new RequiredSteps();
    private final SequenceMatcher<Bound<?>> matcher = new SequenceMatcher<>(MAX_PARTIAL_MATCHES);

    /**
     * @param automata of every live and shadow pattern
     * @param failures is told of an automaton that threw or ran away; it is not run again
     */
    public Detector(List<Automaton> automata, FailureListener failures) {
        for (Automaton automaton : automata) {
            Runner<E> runner = new Runner<>(automaton, matcher, failures);
            inOrder.add(runners.size(), runner.triggers(true));
            outOfOrder.add(runners.size(), runner.triggers(false));
            requiredSteps.add(runner.requiredSteps());
            runners.add(runner);
        }
        waiting = runners.stream().filter(Runner::waits).toList();
    }

    /** Told once for an automaton that threw or ran away at match time; from then on it is left out. */
    @FunctionalInterface
    public interface FailureListener {
        void quarantined(Automaton automaton, RuntimeException reason);

        /** Flink's NFA is about to run for an automaton. Its end is told also when it throws. */
        default void runBegins(Automaton automaton) {}

        /** The run that began last is over. */
        default void runEnds(Automaton automaton) {}
    }

    /** How often Flink's NFA was started over a log since this detector was made. */
    public long automatonRuns() {
        return runners.stream().mapToLong(Runner::runs).sum();
    }

    /**
     * What the arrival changes.
     *
     * @param log the conversation's evidence before it, in {@link Evidence#ORDER}, without a copy of the arrival
     * @param arrival the admitted event
     * @param nowMillis the clock up to which everything {@link #due} in this log was told, milliseconds since the epoch
     */
    public List<Finding<E>> arrive(List<E> log, E arrival, long nowMillis) {
        int found = Collections.binarySearch(log, arrival, Evidence.ORDER);
        int position = found >= 0 ? found : -found - 1;
        BitSet touched = (position == log.size() ? inOrder : outOfOrder).of(arrival);
        if (touched.isEmpty()) {
            return List.of();
        }
        List<E> with = new ArrayList<>(log.size() + 1);
        with.addAll(log.subList(0, position));
        with.add(arrival);
        with.addAll(log.subList(position, log.size()));
        List<Finding<E>> findings = new ArrayList<>();
        BitSet steps = requiredSteps.in(with);
        for (int i = touched.nextSetBit(0); i >= 0; i = touched.nextSetBit(i + 1)) {
            if (requiredSteps.mayMatch(i, steps)) {
                findings.addAll(runners.get(i).arrive(log, with, position, nowMillis));
            }
        }
        return findings;
    }

    /** How many steps {@link #addSteps} tells apart at most; their numbers begin with 0. */
    public int steps() {
        return requiredSteps.count();
    }

    /**
     * Adds to what is known of a log the steps that one more of its events may satisfy. All that {@link #concerns} asks of a log; the
     * numbers are this detector's own, and mean nothing to another.
     */
    public void addSteps(BitSet stepsOfLog, E event) {
        requiredSteps.addTo(stepsOfLog, event);
    }

    /**
     * Whether an arrival that comes after all others of its conversation may change anything: without the log, so that it need not be
     * read for each event. When this says no, {@link #arrive} finds nothing, and there is nothing new to wait for.
     *
     * @param stepsOfLog what {@link #addSteps} added for every event of the log, the arrival included; more does no harm
     */
    public boolean concerns(E arrival, BitSet stepsOfLog) {
        BitSet touched = inOrder.of(arrival);
        for (int i = touched.nextSetBit(0); i >= 0; i = touched.nextSetBit(i + 1)) {
            if (runners.get(i).waits() || requiredSteps.mayMatch(i, stepsOfLog)) {
                return true;
            }
        }
        return false;
    }

    /** Whether some pattern ends in an absence, so that {@link #nextDue} may name a time at all. */
    public boolean waits() {
        return !waiting.isEmpty();
    }

    /**
     * When something may next be told of this log though nothing arrives: the end of the first absence that ends after a moment. Cheap,
     * since no automaton runs; so {@link #due} may then find nothing. Empty for patterns without an absence at the end.
     *
     * @param afterMillis milliseconds since the epoch
     */
    public OptionalLong nextDue(List<E> log, long afterMillis) {
        return waiting.stream()
                .map(runner -> runner.nextDue(log, afterMillis))
                .flatMapToLong(OptionalLong::stream)
                .min();
    }

    /**
     * What is told at a moment that {@link #nextDue} named, and at no other: the matches whose waiting ends then. All of them are new.
     *
     * @param dueMillis milliseconds since the epoch
     */
    public List<Finding<E>> due(List<E> log, long dueMillis) {
        List<Finding<E>> findings = new ArrayList<>();
        waiting.forEach(runner -> findings.addAll(runner.due(log, dueMillis)));
        return findings;
    }

    /** Every standing match of a log, in {@link Evidence#ORDER}, at a clock (milliseconds since the epoch). */
    public List<Match<E>> standing(List<E> log, long nowMillis) {
        List<Match<E>> standing = new ArrayList<>();
        runners.forEach(runner -> standing.addAll(runner.all(log, nowMillis)));
        return standing;
    }

    @Override
    public void close() {
        matcher.close();
    }
}
