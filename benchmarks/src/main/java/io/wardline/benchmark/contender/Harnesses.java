// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.contender;

import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;

/** What contenders in Flink's harness have in common. */
final class Harnesses {
    private Harnesses() {}

    static void close(AbstractStreamOperatorTestHarness<?> harness) {
        try {
            harness.close();
        } catch (Exception e) {
            throw new IllegalStateException("the operator did not close", e);
        }
    }
}
