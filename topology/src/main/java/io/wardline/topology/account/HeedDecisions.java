// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import io.wardline.topology.account.Decision.Action;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** What came back of decisions, to the accounts that they are about: most say that nothing is to be done, and never said anything else. */
public final class HeedDecisions implements FlatMapFunction<Decision, AccountNews> {
    private static final long serialVersionUID = 1L;

    @Override
    public void flatMap(Decision decision, Collector<AccountNews> out) {
        if (decision.action() != Action.NONE || decision.ring() != null || decision.supersedes() != null) {
            out.collect(AccountNews.of(decision));
        }
    }
}
