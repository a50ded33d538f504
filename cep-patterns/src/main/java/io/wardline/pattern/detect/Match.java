// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.detect;

import io.wardline.pattern.Evidence;
import io.wardline.pattern.flink.Automaton;
import java.util.Comparator;
import java.util.List;

/**
 * The one match that counts for a pattern, emitting step, deciding event and offender.
 *
 * @param automaton the pattern and its emitting step
 * @param offenderId the account that the offender's role was bound to
 * @param evidence in the order of the conversation; the deciding event is the last
 */
public record Match<E extends Evidence>(Automaton automaton, String offenderId, List<MatchedStep<E>> evidence) {
    /** Item by item by (occurred_at, event_id); of two where one begins like the other, the shorter is smaller. */
    static final Comparator<Match<?>> SMALLEST_EVIDENCE = Match::compareEvidence;

    public Match {
        evidence = List.copyOf(evidence);
    }

    /** The event that completed it. */
    public E deciding() {
        return evidence.get(evidence.size() - 1).event();
    }

    /** The evidence's event ids, in order. */
    public List<String> eventIds() {
        return evidence.stream().map(step -> step.event().eventId()).toList();
    }

    private static int compareEvidence(Match<?> a, Match<?> b) {
        int shared = Math.min(a.evidence().size(), b.evidence().size());
        for (int i = 0; i < shared; i++) {
            int order = Evidence.ORDER.compare(
                    a.evidence().get(i).event(), b.evidence().get(i).event());
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.evidence().size(), b.evidence().size());
    }
}
