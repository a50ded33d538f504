// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.event;

import org.jspecify.annotations.Nullable;

/** Where a record came from: a topic, partition and offset, or a file and line. */
public record Origin(
        @Nullable String topic,
        @Nullable Integer partition,
        @Nullable Long offset,
        @Nullable String file,
        @Nullable Long line) {
    /** A record of a Kafka topic. */
    public static Origin ofTopic(String topic, int partition, long offset) {
        return new Origin(topic, partition, offset, null, null);
    }

    /** A line of a file, the first being 1. */
    public static Origin ofFile(String file, long line) {
        return new Origin(null, null, null, file, line);
    }

    /** What dead letters are keyed by. */
    public String source() {
        return topic != null ? topic : String.valueOf(file);
    }
}
