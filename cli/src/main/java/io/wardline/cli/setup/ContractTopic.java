// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.setup;

import java.util.Map;
import java.util.TreeMap;

/** The contract's topics, and what the contract asks of each one's configuration. */
enum ContractTopic {
    CONVERSATION_EVENTS("conversation-events", Use.INPUT),
    ACCOUNT_EVENTS("account-events", Use.INPUT),
    REPORT_EVENTS("report-events", Use.INPUT),
    PATTERNS("patterns", Use.COMPACTED_INPUT),
    ALERTS("alerts", Use.OUTPUT),
    SHADOW_ALERTS("shadow-alerts", Use.OUTPUT),
    CASES("cases", Use.COMPACTED_OUTPUT),
    ESCALATIONS("escalations", Use.OUTPUT),
    ENFORCEMENTS("enforcements", Use.OUTPUT),
    PATTERN_STATUS("pattern-status", Use.COMPACTED_OUTPUT),
    DEAD_LETTERS("dead-letters", Use.OUTPUT);

    static final String CLEANUP_POLICY = "cleanup.policy";
    static final String MAX_MESSAGE_BYTES = "max.message.bytes";
    static final String TIMESTAMP_TYPE = "message.timestamp.type";

    private enum Use {
        INPUT,
        COMPACTED_INPUT,
        OUTPUT,
        COMPACTED_OUTPUT
    }

    private final String topic;
    private final Use use;

    ContractTopic(String name, Use use) {
        this.topic = "wardline." + name;
        this.use = use;
    }

    String topic() {
        return topic;
    }

    boolean isInput() {
        return use == Use.INPUT || use == Use.COMPACTED_INPUT;
    }

    boolean isCompacted() {
        return use == Use.COMPACTED_INPUT || use == Use.COMPACTED_OUTPUT;
    }

    /** The least that {@code max.message.bytes} must be; 0 where the cluster's default will do. */
    int leastMessageBytes() {
        return switch (this) {
            // Carries any input record whole, base64 and all: above the largest that a cluster is likely to let in.
            case DEAD_LETTERS -> 16 << 20;
            // 512 events of evidence, 4 KiB of text each, and what surrounds them.
            case CASES -> 8 << 20;
            default -> 0;
        };
    }

    /** What to create the topic with. */
    Map<String, String> configuration() {
        Map<String, String> config = new TreeMap<>();
        config.put(CLEANUP_POLICY, isCompacted() ? "compact" : "delete");
        if (isInput()) {
            config.put(TIMESTAMP_TYPE, "LogAppendTime");
        }
        if (leastMessageBytes() > 0) {
            config.put(MAX_MESSAGE_BYTES, Integer.toString(leastMessageBytes()));
        }
        return config;
    }
}
