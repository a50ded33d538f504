// SPDX-License-Identifier: Apache-2.0
package io.wardline.filing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A report that was begun, as the journal has it.
 *
 * @param attempt the how-manieth report of its case at its address, from 1 on
 * @param base the address that it goes to; the same case at another address is another matter
 * @param actor who files it
 * @param supplement whether it adds to one that was filed
 * @param digest of all that is sent
 * @param reportId the CyberTipline's; 0 as long as it is not known
 * @param finishedAt when it was filed
 * @param withdrawnBy who told that NCMEC withdrew it
 * @param withdrawnAt when that was told
 */
public record JournalEntry(
        long id,
        String caseId,
        int attempt,
        String base,
        State state,
        String actor,
        boolean supplement,
        String digest,
        long reportId,
        @Nullable Instant finishedAt,
        @Nullable String withdrawnBy,
        @Nullable Instant withdrawnAt) {
    /** Where a report is. What is written before a request ends in -ING. */
    public enum State {
        SUBMITTING,
        OPEN,
        RETRACTING,
        /** Never filed: taken back. */
        RETRACTED,
        /** Never filed: nobody has it any more, or the server will drop it. */
        LOST,
        FINISHING,
        FINISHED,
        /** Filed, and told on the job's topic. */
        ANNOUNCED,
        WITHDRAWING,
        /** Filed, and withdrawn by NCMEC on request. */
        WITHDRAWN
    }

    /**
     * A file of a report.
     *
     * @param position among the report's files, from 0 on
     * @param mediaId the platform's id of the item
     * @param fileId the CyberTipline's; null as long as it is not known
     * @param isTold whether it was said what the file is
     */
    public record FileEntry(int position, String mediaId, @Nullable String fileId, boolean isTold) {}

    /** When it was filed. */
    public Instant filedAt() {
        if (finishedAt == null) {
            throw new IllegalStateException("a report that is not filed has no time of filing");
        }
        return finishedAt;
    }
}
