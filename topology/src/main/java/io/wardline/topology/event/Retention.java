// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.event;

import java.time.Duration;
import org.apache.flink.api.common.state.StateTtlConfig;

/** State that goes by itself, so long after it was written. */
public final class Retention {
    private static final Duration EXPIRED_LEAVE_DISK_WITHIN = Duration.ofDays(1);
    /** Entries of a compaction between two looks at the clock. */
    private static final long CLOCK_READ_EVERY = 1000;

    private Retention() {}

    /** Flink drops an entry that long after it was written, and RocksDB rewrites old files within a day more. */
    public static StateTtlConfig of(Duration keep) {
        return StateTtlConfig.newBuilder(keep)
                .cleanupInRocksdbCompactFilter(CLOCK_READ_EVERY, EXPIRED_LEAVE_DISK_WITHIN)
                .build();
    }
}
