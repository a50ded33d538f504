// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.ingest;

import io.wardline.topology.event.DeadLetter;
import org.apache.flink.util.OutputTag;

/** The side output of records that can't be used. */
public final class DeadLetters {
    public static final OutputTag<DeadLetter> TAG = new OutputTag<>("dead-letters") {
        private static final long serialVersionUID = 1L;
    };

    private DeadLetters() {}
}
