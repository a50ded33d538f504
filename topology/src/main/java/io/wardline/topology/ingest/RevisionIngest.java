// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.ingest;

import io.wardline.topology.event.DeadLetter;
import io.wardline.topology.event.Origin;
import io.wardline.topology.revision.Revision;
import io.wardline.v1.PatternRevision;
import java.time.Instant;
import java.util.Map;

/** Published revisions of patterns. Whether their text is one that can run is the detector's to say, where its author hears of it. */
public final class RevisionIngest extends Ingest<PatternRevision, IngestedRevision> {
    private static final long serialVersionUID = 1L;
    /** Of SHA-256 in hex. */
    private static final int HASH_LENGTH = 64;

    public RevisionIngest(RecordReader<PatternRevision> reader, int maxBytes) {
        super(reader, maxBytes);
    }

    @Override
    IngestedRevision accept(
            PatternRevision wire, byte[] bytes, Map<String, String> headers, Origin origin, long knownAtMillis)
            throws RejectedRecordException {
        requireId("pattern_id", wire.getPatternId());
        requireId("author", wire.getAuthor());
        if (wire.getRevision() < 1) {
            throw invalid("revision: below 1");
        }
        if (wire.getHash().length() > HASH_LENGTH) {
            throw invalid("hash: longer than " + HASH_LENGTH + " characters");
        }
        Instant from = wire.getEffectiveFrom();
        Revision revision = new Revision(
                wire.getPatternId(),
                wire.getRevision(),
                wire.getHash(),
                wire.getParentHash(),
                Revision.State.valueOf(wire.getState().name()),
                from == null ? null : from.toEpochMilli(),
                wire.getAuthor(),
                wire.getPublishedAt().toEpochMilli(),
                wire.getYaml());
        return new IngestedRevision(revision, null);
    }

    @Override
    IngestedRevision rejected(DeadLetter deadLetter) {
        return new IngestedRevision(null, deadLetter);
    }
}
