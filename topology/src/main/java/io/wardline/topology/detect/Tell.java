// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.detect;

import io.wardline.pattern.Severity;
import io.wardline.topology.event.Party;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An alert as the detector tells it; the case adds its deadline. Fields are those of the contract's Alert, and these:
 *
 * @param shadow whether a pattern in shadow told it: it goes to the shadow topic and into no case
 * @param toldAtMillis {@code known_at} of the event whose arrival made it be told, or when the wait for an event that did not come ended
 * @param evidence with its events in full
 * @param evidenceThinned whether the conversation's evidence was thinned
 * @param refresh whether it was told before, and only what is known of its parties' age changed: its case takes it in, and nobody is
 *     told again, since its id is that of the first
 */
public record Tell(
        String alertId,
        String caseId,
        String conversationId,
        String patternId,
        int patternRevision,
        boolean shadow,
        String step,
        Severity severity,
        boolean crisis,
        boolean reportable,
        Party offender,
        List<Party> victims,
        long occurredAtMillis,
        long knownAtMillis,
        long toldAtMillis,
        boolean withdrawn,
        @Nullable String supersedes,
        String burstId,
        List<EvidenceItem> evidence,
        boolean evidenceThinned,
        String explanation,
        boolean refresh) {
    /** Whether a victim is known to be under 18. */
    public boolean minorInvolved() {
        return victims.stream().anyMatch(victim -> victim.ageBand().isMinor());
    }
}
