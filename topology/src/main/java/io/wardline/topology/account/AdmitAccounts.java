// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import io.wardline.topology.event.DeadLetter;
import io.wardline.topology.event.Erasure;
import io.wardline.topology.ingest.AdmitRecords;
import io.wardline.topology.ingest.IngestedAccount;
import io.wardline.topology.profile.AccountFact;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Lets account events through; dead letters go aside, and so does what a report needs of an event. Identifiers that say nothing are counted,
 * and fields that were cut.
 */
public final class AdmitAccounts extends AdmitRecords<IngestedAccount, AccountEvent> {
    /** What reports need of accounts, sealed. */
    public static final OutputTag<AccountFact> FACTS = new OutputTag<>("account-facts") {
        private static final long serialVersionUID = 1L;
    };

    /** What accounts' holders asked to be erased. */
    public static final OutputTag<Erasure> ERASURES = new OutputTag<>("erasures") {
        private static final long serialVersionUID = 1L;
    };

    private static final long serialVersionUID = 1L;

    private transient Counter ignored;
    private transient Counter cut;

    public AdmitAccounts() {
        super("account_events_read");
    }

    @Override
    public void open(OpenContext context) {
        super.open(context);
        ignored = metrics().counter("identifiers_ignored");
        cut = metrics().counter("profile_fields_cut");
    }

    @Override
    protected @Nullable DeadLetter deadLetter(IngestedAccount ingested) {
        return ingested.deadLetter();
    }

    @Override
    protected @Nullable AccountEvent admitted(IngestedAccount ingested) {
        ignored.inc(ingested.ignored());
        cut.inc(ingested.cut());
        return ingested.event();
    }

    @Override
    protected void aside(IngestedAccount ingested, @Nullable AccountEvent admitted, Context context) {
        if (ingested.fact() != null) {
            context.output(FACTS, ingested.fact());
        }
        if (admitted != null && admitted.kind() == AccountEvent.Kind.ERASE_REQUESTED) {
            context.output(ERASURES, new Erasure(admitted.eventId(), admitted.accountId(), admitted.knownAtMillis()));
        }
    }
}
