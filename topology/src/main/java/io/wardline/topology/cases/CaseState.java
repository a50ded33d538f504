// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import io.wardline.topology.event.Party;
import io.wardline.topology.event.ReportEvent;
import java.util.List;

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
 * @param heard what is known of accounts
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
        Heard heard,
        long timerMillis) {
    boolean isOpened() {
        return !alerts.isEmpty();
    }

    /** Whether the account is the offender's or a victim's. */
    boolean isParty(String accountId) {
        return offender.accountId().equals(accountId)
                || victims.stream().anyMatch(victim -> victim.accountId().equals(accountId));
    }

    CaseState withTimer(long millis) {
        return with(fired, heard, millis);
    }

    CaseState withFired(List<FiredLevel> more) {
        return with(more, heard, timerMillis);
    }

    CaseState withHeard(Heard more) {
        return with(fired, more, timerMillis);
    }

    private CaseState with(List<FiredLevel> levels, Heard accounts, long timer) {
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
                levels,
                lastActiveMillis,
                accounts,
                timer);
    }
}
