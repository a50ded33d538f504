// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.event;

import org.jspecify.annotations.Nullable;

/**
 * What a person did about a case.
 *
 * @param occurredAtMillis when they did it
 * @param knownAtMillis when the platform learned of it; it takes effect then
 * @param reportId the hotline's id of the report, if told
 * @param actor who did it
 * @param note if told
 * @param origin where the record came from
 * @param bytes the record as received, while its case is not known; empty from then on
 */
@SuppressWarnings("ArrayRecordComponent") // bytes as received; records with them are never compared
public record ReportEvent(
        String eventId,
        String caseId,
        long occurredAtMillis,
        long knownAtMillis,
        Kind kind,
        @Nullable String reportId,
        String actor,
        @Nullable String note,
        Origin origin,
        byte[] bytes) {
    /** Kinds of the contract. */
    public enum Kind {
        ACKNOWLEDGED,
        CONFIRMED,
        FILED,
        REJECTED,
        RETRACTED,
        DISMISSED,
        UNKNOWN
    }

    /** This event without the record it was read from. */
    public ReportEvent withoutBytes() {
        return new ReportEvent(
                eventId, caseId, occurredAtMillis, knownAtMillis, kind, reportId, actor, note, origin, new byte[0]);
    }
}
