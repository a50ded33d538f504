// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import io.wardline.topology.event.Retention;
import java.time.Duration;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;

/** The cases that an account has something to do with, each kept for a time after it was last named. */
final class CasesOfAccount {
    /** Whoever has more cases is in people's hands for long. */
    static final int MAX_CASES = 1_024;

    private final MapState<String, Long> cases;

    CasesOfAccount(RuntimeContext context, String name, Duration keep) {
        MapStateDescriptor<String, Long> descriptor = new MapStateDescriptor<>(name, Types.STRING, Types.LONG);
        descriptor.enableTimeToLive(Retention.of(keep));
        cases = context.getMapState(descriptor);
    }

    boolean has(String caseId) throws Exception {
        return cases.contains(caseId);
    }

    /** Names a case, again where it is known. Returns whether it is kept: there may be too many. */
    boolean put(String caseId, long knownAtMillis) throws Exception {
        if (!has(caseId) && isFull()) {
            return false;
        }
        cases.put(caseId, knownAtMillis);
        return true;
    }

    Iterable<String> all() throws Exception {
        return cases.keys();
    }

    /** Cases are counted only when a new one comes: an account has a handful. */
    private boolean isFull() throws Exception {
        int count = 0;
        for (String ignored : cases.keys()) {
            count++;
        }
        return count >= MAX_CASES;
    }
}
