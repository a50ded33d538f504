// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.lint;

import io.wardline.pattern.Link;
import io.wardline.pattern.PatternSpec;
import io.wardline.pattern.Role;
import io.wardline.pattern.Ways;
import io.wardline.pattern.detect.Detector;
import io.wardline.pattern.flink.Automaton;
import io.wardline.pattern.flink.Automaton.Variant;
import java.util.List;

/**
 * What a pattern can cost at most. A conversation's evidence is kept once, whatever patterns are loaded: a pattern adds no state, only
 * work.
 *
 * <p>Each way to a step that tells is run by itself, and on each way a match goes on in several branches where a step is optional or
 * repeated: both multiply the work.
 *
 * @param automata one for each step that tells
 * @param conditionsPerEvent conditions tested for an event in order before any automaton runs; their roles are looked at first
 * @param partialMatches the most that are open at once: starts are tried one by one
 * @param evaluations the most steps tested for one event in order that decides, in a full conversation
 */
public record Cost(int automata, int conditionsPerEvent, long partialMatches, long evaluations) {
    /** The most events of a conversation that are kept as evidence (the job's limit). */
    public static final int EVENTS = 512;

    /** A stored event: the samples' evidence takes 120 bytes each, measured, and a message's text some 100 more. */
    public static final int TYPICAL_EVENT_BYTES = 220;

    /**
     * A step tested costs some microseconds in Flink's automaton, so that this is seconds for one event. Floods that come near it would have
     * to keep every start alive to the end and all but the last from completing; of those tried on patterns with all branches, none
     * took a tenth of a second.
     */
    public static final long MAX_EVALUATIONS = 5_000_000;

    /** Pairs of a start and a later event, in a full conversation: 1 + 2 + … of them. */
    private static final long PAIRS = (long) EVENTS * (EVENTS - 1) / 2;

    /** The evidence of a conversation, in bytes, of which a pattern can look at all. */
    public static long bytesPerConversation() {
        return (long) EVENTS * TYPICAL_EVENT_BYTES;
    }

    static Cost of(PatternSpec spec, List<Automaton> automata) {
        int conditions = 0;
        long partial = 0;
        long evaluations = 0;
        for (Automaton automaton : automata) {
            int candidates = candidates(automaton);
            for (Variant variant : automaton.variants()) {
                conditions += variant.deciding().by() == Role.ANYONE ? 2 : 1;
            }
            for (List<Link> way : Ways.to(automaton.step(), spec.alternatives())) {
                partial = Math.max(partial, Ways.branches(way));
                evaluations += evaluations(way, candidates);
            }
        }
        return new Cost(automata.size(), conditions, partial, evaluations);
    }

    /** How many accounts are tried as the offender. */
    private static int candidates(Automaton automaton) {
        boolean offenderOnly = automaton.variants().stream()
                .allMatch(variant -> variant.deciding().by() == Role.OFFENDER);
        return offenderOnly ? 1 : Detector.MAX_CANDIDATES;
    }

    /**
     * Every event is tested for every step. That is all where each step is taken once; else an automaton may run from every event, and test
     * each later one in every branch.
     */
    private static long evaluations(List<Link> way, int candidates) {
        long once = (long) EVENTS * way.size() * candidates;
        if (Ways.isChain(way)) {
            return once;
        }
        // An event is by one account only, so what offenders begin is shared among the candidates.
        boolean begunByOffender = way.get(0).by() == Role.OFFENDER;
        return once + PAIRS * Ways.branches(way) * (begunByOffender ? 1 : candidates);
    }
}
