// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology;

import io.wardline.topology.cases.CaseLogic;
import io.wardline.topology.cases.CaseNews;
import io.wardline.topology.cases.CaseSnapshot;
import io.wardline.topology.cases.LiveCaseOperator;
import io.wardline.topology.cases.ReplayCaseClock;
import io.wardline.topology.detect.Tell;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;

/** Which clock cases are held to: the one seam between the live job and a replay. */
public sealed interface Clock {
    /** The operator that keeps cases by this clock. */
    KeyedCoProcessOperator<String, Tell, CaseNews, CaseSnapshot> caseClock(CaseLogic logic);

    /** Whether it is the wall's; else it is that of the records. */
    boolean isWall();

    /** Nothing due later is told: milliseconds since the epoch, {@link Long#MAX_VALUE} for a job that has no end. */
    long horizonMillis();

    /** The wall clock. At most {@code overduePerSecond} overdue cases are told of in a second on each subtask. */
    record Wall(int overduePerSecond) implements Clock {
        @Override
        public KeyedCoProcessOperator<String, Tell, CaseNews, CaseSnapshot> caseClock(CaseLogic logic) {
            return new LiveCaseOperator(logic, overduePerSecond);
        }

        @Override
        public boolean isWall() {
            return true;
        }

        @Override
        public long horizonMillis() {
            return Long.MAX_VALUE;
        }
    }

    /** {@code known_at}, carried by the watermark. Nothing due after the horizon fires. */
    record KnownAt(long horizonMillis) implements Clock {
        @Override
        public KeyedCoProcessOperator<String, Tell, CaseNews, CaseSnapshot> caseClock(CaseLogic logic) {
            return new KeyedCoProcessOperator<>(new ReplayCaseClock(logic, horizonMillis));
        }

        @Override
        public boolean isWall() {
            return false;
        }
    }
}
