// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import io.wardline.topology.account.NamedOffender;
import io.wardline.topology.event.DeadLetter;
import org.apache.flink.util.OutputTag;

/** What the case clock tells beside the snapshots. */
public final class CaseOutputs {
    public static final OutputTag<AlertOfCase> ALERTS = new OutputTag<>("alerts") {
        private static final long serialVersionUID = 1L;
    };
    public static final OutputTag<Escalation> ESCALATIONS = new OutputTag<>("escalations") {
        private static final long serialVersionUID = 1L;
    };
    /** Whom a case names from now on, or does not name any more. */
    public static final OutputTag<NamedOffender> NAMED = new OutputTag<>("named-offenders") {
        private static final long serialVersionUID = 1L;
    };

    public static final OutputTag<DeadLetter> UNKNOWN_CASES = new OutputTag<>("unknown-cases") {
        private static final long serialVersionUID = 1L;
    };

    private CaseOutputs() {}
}
