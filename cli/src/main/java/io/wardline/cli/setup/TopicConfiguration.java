// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.setup;

import io.wardline.schema.Topics;
import java.util.Map;
import java.util.TreeMap;

/** What the contract asks of the configuration of its topics. */
final class TopicConfiguration {
    static final String CLEANUP_POLICY = "cleanup.policy";
    static final String MAX_MESSAGE_BYTES = "max.message.bytes";
    static final String TIMESTAMP_TYPE = "message.timestamp.type";

    private TopicConfiguration() {}

    /** What to create the topic with. {@code max.message.bytes} is the least; the others are exact. */
    static Map<String, String> of(Topics topic) {
        Map<String, String> config = new TreeMap<>();
        config.put(CLEANUP_POLICY, topic.compacted() ? "compact" : "delete");
        if (topic.direction() == Topics.Direction.IN) {
            config.put(TIMESTAMP_TYPE, "LogAppendTime");
        }
        if (leastMessageBytes(topic) > 0) {
            config.put(MAX_MESSAGE_BYTES, Integer.toString(leastMessageBytes(topic)));
        }
        return config;
    }

    /** How many partitions a topic is created with. The order of published patterns decides, so theirs has one. */
    static int partitions(Topics topic, int usual) {
        return topic == Topics.PATTERNS ? 1 : usual;
    }

    /** 0 where the cluster's default will do. */
    private static int leastMessageBytes(Topics topic) {
        return switch (topic) {
            // Carries an input record whole, above the largest that a cluster is likely to let in.
            case DEAD_LETTERS -> 16 << 20;
            // 512 events of evidence, 4 KiB of text each, and what surrounds them.
            case CASES -> 8 << 20;
            default -> 0;
        };
    }
}
