// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.backtest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** What was read and what it amounts to. Each thread fills one; {@link #plus} puts them together. */
final class Findings {
    private final List<Told> told = new ArrayList<>();
    private final List<Told> onlyHere = new ArrayList<>();
    private final List<Told> onlyLive = new ArrayList<>();
    private final Set<String> quarantined = new TreeSet<>();
    private long conversations;
    private Reading reading = Reading.NONE;
    private int threads = 1;
    private long readNanos;
    private long detectNanos;

    /**
     * What came of the input.
     *
     * @param records that were read
     * @param evidence of these, those that were admitted
     * @param untilMillis the latest time of what was read
     * @param rejected of these, those that the job would refuse
     * @param rejections some of them, with the place and the reason
     */
    record Reading(long records, long evidence, long untilMillis, long rejected, List<String> rejections) {
        static final Reading NONE = new Reading(0, 0, Long.MIN_VALUE, 0, List.of());

        Reading plus(Reading other) {
            List<String> all = new ArrayList<>(rejections);
            all.addAll(other.rejections);
            Collections.sort(all);
            return new Reading(
                    records + other.records,
                    evidence + other.evidence,
                    Math.max(untilMillis, other.untilMillis),
                    rejected + other.rejected,
                    List.copyOf(all));
        }
    }

    /** The alerts of one conversation. */
    void add(List<Told> alerts) {
        conversations++;
        told.addAll(alerts);
    }

    /** What the set that is live tells of the same conversation. */
    void compare(List<Told> alerts, List<Told> live) {
        onlyHere.addAll(without(alerts, live));
        onlyLive.addAll(without(live, alerts));
    }

    private static List<Told> without(List<Told> alerts, List<Told> others) {
        Set<Told.Key> known = new HashSet<>();
        others.forEach(other -> known.add(other.key()));
        return alerts.stream().filter(alert -> !known.contains(alert.key())).toList();
    }

    void quarantined(Set<String> automata) {
        quarantined.addAll(automata);
    }

    Findings plus(Findings other) {
        told.addAll(other.told);
        onlyHere.addAll(other.onlyHere);
        onlyLive.addAll(other.onlyLive);
        quarantined.addAll(other.quarantined);
        conversations += other.conversations;
        return this;
    }

    Findings with(Reading input, int workers, long reading, long detecting) {
        this.reading = input;
        this.threads = workers;
        this.readNanos = reading;
        this.detectNanos = detecting;
        for (List<Told> alerts : List.of(told, onlyHere, onlyLive)) {
            alerts.sort(Comparator.comparing(Told::key));
        }
        return this;
    }

    /** Sorted by what they are told of. */
    List<Told> told() {
        return told;
    }

    /** Alerts that the live set does not tell. */
    List<Told> added() {
        return onlyHere;
    }

    /** Alerts that only the live set tells. */
    List<Told> gone() {
        return onlyLive;
    }

    /** Automata that threw or ran away; what they would have told is missing. */
    Set<String> quarantined() {
        return quarantined;
    }

    /** Conversations with evidence. */
    long conversations() {
        return conversations;
    }

    Reading reading() {
        return reading;
    }

    int threads() {
        return threads;
    }

    /** Of the wall clock, for the pass over the records and for the detection. */
    double readSeconds() {
        return readNanos / 1e9;
    }

    double detectSeconds() {
        return detectNanos / 1e9;
    }

    /** How many alerts there are of each kind. */
    static <K extends Comparable<K>> Map<K, Long> count(List<Told> alerts, Function<Told, K> by) {
        Map<K, Long> counts = new HashMap<>();
        alerts.forEach(alert -> counts.merge(by.apply(alert), 1L, Long::sum));
        return new TreeMap<>(counts);
    }
}
