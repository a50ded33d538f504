// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import io.wardline.topology.event.Party;
import io.wardline.topology.event.ReportEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The facts of one case, as they rest in state. A case that is not open yet holds report events that came before it and no alerts.
 *
 * @param caseId the key
 * @param conversationId empty before the case opens
 * @param offender unnamed before the case opens
 * @param victims of every alert ever told, each with the youngest band known
 * @param openedAtMillis when the first alert took effect
 * @param alerts told, in the order they took effect
 * @param evidence of every alert ever told, in order
 * @param evidenceThinned whether evidence or text was left out for its size
 * @param reports by (occurred_at, event_id)
 * @param fired the levels that are over, in order
 * @param lastActiveMillis when the last fact took effect
 * @param linked what is known of the offender's other accounts; null for nothing
 * @param linkedAtMillis when that was told; before the case opens it waits from then on
 * @param timerMillis the registered timer, 0 for none
 */
public record CaseState(
        String caseId,
        String conversationId,
        Party offender,
        List<Party> victims,
        long openedAtMillis,
        List<AlertFact> alerts,
        List<CaseEvidence> evidence,
        boolean evidenceThinned,
        List<ReportEvent> reports,
        List<FiredLevel> fired,
        long lastActiveMillis,
        @Nullable Linked linked,
        long linkedAtMillis,
        long timerMillis) {
    boolean isOpened() {
        return !alerts.isEmpty();
    }

    CaseState withTimer(long millis) {
        return new CaseState(
                caseId,
                conversationId,
                offender,
                victims,
                openedAtMillis,
                alerts,
                evidence,
                evidenceThinned,
                reports,
                fired,
                lastActiveMillis,
                linked,
                linkedAtMillis,
                millis);
    }

    CaseState withFired(List<FiredLevel> more) {
        return new CaseState(
                caseId,
                conversationId,
                offender,
                victims,
                openedAtMillis,
                alerts,
                evidence,
                evidenceThinned,
                reports,
                more,
                lastActiveMillis,
                linked,
                linkedAtMillis,
                timerMillis);
    }

    /**
     * With what is known of the offender's other accounts. No clock and no level heeds it, and it keeps no case longer; before its case it
     * waits as long as a report event does, and nobody misses it after.
     */
    CaseState withLinked(Linked others, long millis) {
        return new CaseState(
                caseId,
                conversationId,
                offender,
                victims,
                openedAtMillis,
                alerts,
                evidence,
                evidenceThinned,
                reports,
                fired,
                lastActiveMillis,
                others.isNothing() ? null : others,
                millis,
                timerMillis);
    }
}
