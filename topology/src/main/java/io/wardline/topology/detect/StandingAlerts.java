// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.detect;

import io.wardline.pattern.detect.Detector;
import io.wardline.pattern.detect.Match;
import io.wardline.pattern.detect.MatchedStep;
import io.wardline.topology.event.Event;
import java.util.List;

/** The alerts that stand once all of a conversation's events have arrived, without a job: for tools that look at recorded events. */
public final class StandingAlerts {
    private StandingAlerts() {}

    /**
     * What stands in a conversation. An alert counts as told when the last of its evidence became known, or its wait ended.
     *
     * @param log all that was admitted
     * @param clockMillis what was still waiting for an event not to come at this time is not told
     */
    public static List<Tell> in(String conversationId, EvidenceLog log, Detector<Event> detector, long clockMillis) {
        return detector.standing(log.events(), clockMillis).stream()
                .map(match -> new Teller(conversationId, log, toldAt(match)).standing(match))
                .toList();
    }

    private static long toldAt(Match<Event> match) {
        long told =
                match.deciding().occurredAtMillis() + match.automaton().waits().toMillis();
        for (MatchedStep<Event> step : match.evidence()) {
            told = Math.max(told, step.event().knownAtMillis());
        }
        return told;
    }
}
