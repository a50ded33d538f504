// SPDX-License-Identifier: Apache-2.0
package io.wardline.filing;

import io.wardline.v1.ReportEvent;
import io.wardline.v1.ReportEventKind;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What the journal knows of a report, as the event that the job reads: the same one however often it is made. */
final class Announcement {
    /** Of the hash, as in the contract's other ids. */
    private static final int BYTES = 16;

    private Announcement() {}

    static ReportEvent filed(JournalEntry entry, @Nullable String note) {
        return of(entry, ReportEventKind.FILED, entry.actor(), entry.filedAt(), note);
    }

    static ReportEvent withdrawn(JournalEntry entry, @Nullable String note) {
        String by = entry.withdrawnBy();
        Instant at = entry.withdrawnAt();
        if (by == null || at == null) {
            throw new IllegalStateException("the journal names who withdraws, and when, before it is told");
        }
        return of(entry, ReportEventKind.RETRACTED, by, at, note);
    }

    private static ReportEvent of(
            JournalEntry entry, ReportEventKind kind, String actor, Instant at, @Nullable String note) {
        String reportId = Long.toString(entry.reportId());
        return ReportEvent.newBuilder()
                .setEventId(id(entry.caseId(), reportId, kind))
                .setCaseId(entry.caseId())
                .setOccurredAt(at)
                .setKind(kind)
                .setReportId(reportId)
                .setActor(actor)
                .setNote(note)
                .build();
    }

    private static String id(String caseId, String reportId, ReportEventKind kind) {
        MessageDigest digest = Dossier.digest("SHA-256");
        Dossier.update(digest, "report-event");
        Dossier.update(digest, caseId);
        Dossier.update(digest, reportId);
        Dossier.update(digest, kind.name());
        return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    }
}
