// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.detect;

import io.wardline.topology.event.DeadLetter;
import io.wardline.topology.ingest.AdmitRecords;
import io.wardline.topology.ingest.IngestedRevision;
import io.wardline.topology.revision.Revision;
import org.jspecify.annotations.Nullable;

/** Lets published revisions through to every subtask of the detector; what is none goes to the dead letters. */
public final class AdmitPatterns extends AdmitRecords<IngestedRevision, Revision> {
    private static final long serialVersionUID = 1L;

    public AdmitPatterns() {
        super("patterns_read");
    }

    @Override
    protected @Nullable DeadLetter deadLetter(IngestedRevision ingested) {
        return ingested.deadLetter();
    }

    @Override
    protected @Nullable Revision admitted(IngestedRevision ingested) {
        return ingested.revision();
    }
}
