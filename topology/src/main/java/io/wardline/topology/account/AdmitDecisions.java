// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import io.wardline.topology.event.DeadLetter;
import io.wardline.topology.ingest.AdmitRecords;
import io.wardline.topology.ingest.IngestedDecision;
import org.jspecify.annotations.Nullable;

/** Lets decisions that the job told come back into it; dead letters go aside. */
public final class AdmitDecisions extends AdmitRecords<IngestedDecision, Decision> {
    private static final long serialVersionUID = 1L;

    public AdmitDecisions() {
        super("decisions_read");
    }

    @Override
    protected @Nullable DeadLetter deadLetter(IngestedDecision ingested) {
        return ingested.deadLetter();
    }

    @Override
    protected @Nullable Decision admitted(IngestedDecision ingested) {
        return ingested.decision();
    }
}
