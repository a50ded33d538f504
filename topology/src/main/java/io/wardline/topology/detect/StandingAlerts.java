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
     * What stands in a conversation. An alert counts as told when the last of its evidence became known.
     *
     * @param log all that was admitted
     */
    public static List<Tell> in(String conversationId, EvidenceLog log, Detector<Event> detector) {
        return detector.standing(log.events()).stream()
                .map(match -> new Teller(conversationId, log, lastKnown(match)).standing(match))
                .toList();
    }

    private static Event lastKnown(Match<Event> match) {
        Event last = match.deciding();
        for (MatchedStep<Event> step : match.evidence()) {
            if (step.event().knownAtMillis() > last.knownAtMillis()) {
                last = step.event();
            }
        }
        return last;
    }
}
