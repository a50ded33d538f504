// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.detect;

import io.wardline.pattern.Evidence;
import io.wardline.pattern.PatternSpec;
import io.wardline.pattern.Role;
import io.wardline.pattern.Step;
import io.wardline.pattern.condition.Predicate.TextField;
import io.wardline.pattern.condition.Trigger;
import io.wardline.pattern.flink.Automaton;
import io.wardline.pattern.flink.Automaton.Variant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which events of a log may decide an automaton, and who may be the offender then. */
final class Deciders<E extends Evidence> {
    /** What {@link #makeCandidate} needs of an event: that it threatens or demands. */
    private static final Set<Trigger> MAKE_CANDIDATE = Set.of(
            new Trigger.Score("threat_exposure", Evidence.FLOOR),
            new Trigger.Score("payment_request", Evidence.FLOOR),
            new Trigger.Text(TextField.PAYMENT_DIRECTION, "REQUESTED"));

    private final Automaton automaton;
    private final List<Step> steps;
    private final boolean offenderOnly;
    private final long waitMillis;

    Deciders(Automaton automaton) {
        this.automaton = automaton;
        this.steps = automaton.variants().stream().map(Variant::deciding).toList();
        this.offenderOnly = steps.stream().allMatch(step -> step.by() == Role.OFFENDER);
        this.waitMillis = automaton.waits().toMillis();
    }

    /** The steps whose events decide, one for each way. */
    List<Step> steps() {
        return steps;
    }

    /** What an event needs to make its sender a candidate for others that decide; nothing does where only offenders decide. */
    Set<Trigger> candidateTriggers() {
        return offenderOnly ? Set.of() : MAKE_CANDIDATE;
    }

    /** Whether an event makes its sender a candidate for every later event that decides. */
    boolean makeCandidate(E event) {
        return !offenderOnly && (event.threatens() || event.demands());
    }

    /** Whether an event satisfies a deciding step, whoever the offender is. */
    boolean hold(E event) {
        return decides(event, true) || decides(event, false);
    }

    /** Whether what the event decides has waited long enough at a clock. */
    boolean areTold(E deciding, long now) {
        return waitMillis == 0 || deciding.occurredAtMillis() + waitMillis <= now;
    }

    /**
     * For each candidate offender, the ids of the events at positions {@code first..last}, both included, that satisfy a deciding step
     * with the offender so bound and are told at a clock.
     */
    Map<String, Set<String>> byOffender(List<E> log, int first, int last, long now) {
        Map<String, Set<String>> deciders = new LinkedHashMap<>();
        for (int i = first; i <= last; i++) {
            if (areTold(log.get(i), now)) {
                for (String offender : candidates(log, i)) {
                    deciders.computeIfAbsent(offender, id -> new LinkedHashSet<>())
                            .add(log.get(i).eventId());
                }
            }
        }
        return deciders;
    }

    /**
     * Who may be the offender when this event decides: its sender and, latest first, those who threatened or demanded before.
     * Only who can be takes one of the places: when the victim decides, her own account does not. And nobody for what is out of
     * retention, since the log no longer holds it when the match is told.
     */
    private Set<String> candidates(List<E> log, int deciding) {
        E event = log.get(deciding);
        Set<String> candidates = new LinkedHashSet<>();
        if (decides(event, true)) {
            candidates.add(event.senderId());
        }
        if (decides(event, false)) {
            long forgotten = event.occurredAtMillis() + waitMillis - PatternSpec.MAX_WINDOW.toMillis();
            for (int i = deciding - 1; i >= 0 && candidates.size() < Detector.MAX_CANDIDATES; i--) {
                E earlier = log.get(i);
                if (earlier.occurredAtMillis() <= forgotten) {
                    break;
                }
                if (makeCandidate(earlier) && !earlier.senderId().equals(event.senderId())) {
                    candidates.add(earlier.senderId());
                }
            }
        }
        return candidates;
    }

    private boolean decides(E event, boolean byOffender) {
        return automaton.decidesAt(event.occurredAtMillis())
                && steps.stream()
                        .anyMatch(step ->
                                step.by().admits(byOffender) && step.when().test(event));
    }
}
