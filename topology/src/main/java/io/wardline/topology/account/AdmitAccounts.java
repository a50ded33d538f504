// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import io.wardline.topology.event.DeadLetter;
import io.wardline.topology.ingest.AdmitRecords;
import io.wardline.topology.ingest.IngestedAccount;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.jspecify.annotations.Nullable;

/** Lets account events through; dead letters go aside, and identifiers that say nothing are counted. */
public final class AdmitAccounts extends AdmitRecords<IngestedAccount, AccountEvent> {
    private static final long serialVersionUID = 1L;

    private transient Counter ignored;

    public AdmitAccounts() {
        super("account_events_read");
    }

    @Override
    public void open(OpenContext context) {
        super.open(context);
        ignored = metrics().counter("identifiers_ignored");
    }

    @Override
    protected @Nullable DeadLetter deadLetter(IngestedAccount ingested) {
        return ingested.deadLetter();
    }

    @Override
    protected @Nullable AccountEvent admitted(IngestedAccount ingested) {
        ignored.inc(ingested.ignored());
        return ingested.event();
    }
}
