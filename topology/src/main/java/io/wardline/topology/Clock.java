// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology;

import io.wardline.topology.cases.CaseLogic;
import io.wardline.topology.cases.CaseSnapshot;
import io.wardline.topology.cases.LiveCaseClock;
import io.wardline.topology.cases.ReplayCaseClock;
import io.wardline.topology.detect.Tell;
import io.wardline.topology.event.ReportEvent;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;

/** Which clock cases are held to: the one seam between the live job and a replay. */
public sealed interface Clock {
    /** The function that keeps cases by this clock. */
    KeyedCoProcessFunction<String, Tell, ReportEvent, CaseSnapshot> caseClock(CaseLogic logic);

    /** Nothing due later is told: milliseconds since the epoch, {@link Long#MAX_VALUE} for a job that has no end. */
    long horizonMillis();

    /** The wall clock. At most {@code overduePerSecond} overdue cases are told of in a second on each subtask. */
    record Wall(int overduePerSecond) implements Clock {
        @Override
        public KeyedCoProcessFunction<String, Tell, ReportEvent, CaseSnapshot> caseClock(CaseLogic logic) {
            return new LiveCaseClock(logic, overduePerSecond);
        }

        @Override
        public long horizonMillis() {
            return Long.MAX_VALUE;
        }
    }

    /** {@code known_at}, carried by the watermark. Nothing due after the horizon fires. */
    record KnownAt(long horizonMillis) implements Clock {
        @Override
        public KeyedCoProcessFunction<String, Tell, ReportEvent, CaseSnapshot> caseClock(CaseLogic logic) {
            return new ReplayCaseClock(logic, horizonMillis);
        }
    }
}
