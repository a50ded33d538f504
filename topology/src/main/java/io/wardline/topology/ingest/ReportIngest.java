// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.ingest;

import io.wardline.topology.event.DeadLetter;
import io.wardline.topology.event.Origin;
import io.wardline.topology.event.ReportEvent;
import java.util.Map;

/** Report events. */
public final class ReportIngest extends Ingest<io.wardline.v1.ReportEvent, IngestedReport> {
    private static final long serialVersionUID = 1L;
    /** A note is a person's remark; what is longer belongs into their own tools. */
    private static final int MAX_NOTE_LENGTH = 4096;

    public ReportIngest(RecordReader<io.wardline.v1.ReportEvent> reader, int maxBytes) {
        super(reader, maxBytes);
    }

    @Override
    IngestedReport accept(
            io.wardline.v1.ReportEvent wire,
            byte[] bytes,
            Map<String, String> headers,
            Origin origin,
            long knownAtMillis)
            throws RejectedRecordException {
        requireId("event_id", wire.getEventId());
        requireId("case_id", wire.getCaseId());
        requireId("actor", wire.getActor());
        requireNotFuture(wire.getOccurredAt().toEpochMilli(), knownAtMillis);
        if (wire.getNote() != null && wire.getNote().length() > MAX_NOTE_LENGTH) {
            throw invalid("note: longer than " + MAX_NOTE_LENGTH + " characters");
        }
        ReportEvent report = new ReportEvent(
                wire.getEventId(),
                wire.getCaseId(),
                wire.getOccurredAt().toEpochMilli(),
                knownAtMillis,
                ReportEvent.Kind.valueOf(wire.getKind().name()),
                wire.getReportId(),
                wire.getActor(),
                wire.getNote(),
                origin,
                bytes);
        return new IngestedReport(report, null);
    }

    @Override
    IngestedReport rejected(DeadLetter deadLetter) {
        return new IngestedReport(null, deadLetter);
    }
}
