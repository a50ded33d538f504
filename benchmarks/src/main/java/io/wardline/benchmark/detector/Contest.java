// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.detector;

import io.wardline.benchmark.contender.Turn;
import io.wardline.benchmark.report.Measurement;
import io.wardline.benchmark.stream.StreamSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Some that are measured against each other: each warms up, and then each has a turn in every round, so that what slows the machine for a
 * while slows them all. Ratios are taken within a round.
 */
final class Contest {
    /** More would not fit the reference's memory; and in a turn hardly any of so many gets to the end of its sequence. */
    private static final int MOST_CHECKED = 1_000_000;

    private final Effort effort;
    private final Expected expected;
    private final Consumer<String> progress;
    private final Map<String, Candidate> candidates = new LinkedHashMap<>();

    Contest(Effort effort, Expected expected, Consumer<String> progress) {
        this.effort = effort;
        this.expected = expected;
        this.progress = progress;
    }

    /** @param finds whether it looks for matches, so that what it told is compared */
    private record Candidate(StreamSpec spec, boolean opened, boolean finds, Turn.Entry entry, List<Turn> turns) {}

    /** @param name in the results */
    Contest with(String name, StreamSpec spec, Turn.Entry entry) {
        candidates.put(name, new Candidate(spec, false, true, entry, new ArrayList<>()));
        return this;
    }

    /** One that finds nothing, to show what a part of the work takes. */
    Contest withPart(String name, StreamSpec spec, Turn.Entry entry) {
        candidates.put(name, new Candidate(spec, false, false, entry, new ArrayList<>()));
        return this;
    }

    /** With the first evidence of every conversation in its state before it is measured. */
    Contest withOpened(String name, StreamSpec spec, Turn.Entry entry) {
        candidates.put(name, new Candidate(spec, true, true, entry, new ArrayList<>()));
        return this;
    }

    /** @throws IllegalStateException when someone told other matches than there are */
    Contest run() throws Exception {
        for (Map.Entry<String, Candidate> entry : candidates.entrySet()) {
            // Where opening takes long, it warms up.
            if (!entry.getValue().opened() || entry.getValue().spec().openConversations() <= MOST_CHECKED) {
                progress.accept(entry.getKey() + " warms up");
                Turn unused = play(entry.getValue(), effort.warmUp());
            }
        }
        for (int round = 1; round <= effort.rounds(); round++) {
            for (Map.Entry<String, Candidate> entry : candidates.entrySet()) {
                Turn turn = play(entry.getValue(), effort.turn());
                entry.getValue().turns().add(turn);
                progress.accept("%s, round %d of %d: %,.0f events/s, %d matches"
                        .formatted(
                                entry.getKey(),
                                round,
                                effort.rounds(),
                                turn.eventsPerSecond(),
                                turn.matches().count()));
            }
        }
        return this;
    }

    private Turn play(Candidate candidate, Duration most) throws Exception {
        Turn turn = Turn.of(candidate.entry(), candidate.spec(), candidate.opened(), effort.events(), most);
        if (candidate.finds() && candidate.spec().openConversations() <= MOST_CHECKED) {
            expected.check(turn, candidate.spec(), candidate.opened());
        }
        return turn;
    }

    /** Everyone who was measured, in order. */
    Set<String> names() {
        return candidates.keySet();
    }

    /**
     * Events of the stream per second.
     *
     * @param series as whose the figure is told
     */
    Measurement speed(String question, String name, String series, double x) {
        return Measurement.of(question, series, x, "events/s", speeds(name));
    }

    /** How many times the speed of another, in the median round. */
    double ratio(String name, String other) {
        double[] these = speeds(name);
        double[] others = speeds(other);
        double[] ratios = new double[these.length];
        for (int round = 0; round < ratios.length; round++) {
            ratios[round] = these[round] / others[round];
        }
        return Measurement.of("", name, 0, "", ratios).median();
    }

    /** In the median round. */
    double eventsPerSecond(String name) {
        return Measurement.of("", name, 0, "", speeds(name)).median();
    }

    /** What was told in the last round, by whom. All of it is there, and nothing else is. */
    Map<String, Integer> matches() {
        Map<String, Integer> matches = new LinkedHashMap<>();
        candidates.forEach((name, candidate) -> {
            List<Turn> turns = candidate.turns();
            if (candidate.finds()) {
                matches.put(name, turns.get(turns.size() - 1).matches().count());
            }
        });
        return matches;
    }

    private double[] speeds(String name) {
        return Objects.requireNonNull(candidates.get(name), name).turns().stream()
                .mapToDouble(Turn::eventsPerSecond)
                .toArray();
    }
}
