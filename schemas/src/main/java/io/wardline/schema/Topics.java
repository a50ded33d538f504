// SPDX-License-Identifier: Apache-2.0
package io.wardline.schema;

import io.wardline.v1.AccountEvent;
import io.wardline.v1.Alert;
import io.wardline.v1.Case;
import io.wardline.v1.ConversationEvent;
import io.wardline.v1.DeadLetter;
import io.wardline.v1.Enforcement;
import io.wardline.v1.Escalation;
import io.wardline.v1.PatternRevision;
import io.wardline.v1.PatternStatus;
import io.wardline.v1.ReportEvent;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** The contract's topics. */
public enum Topics {
    CONVERSATION_EVENTS("conversation-events", "conversation_id", ConversationEvent.class, Direction.IN, false),
    ACCOUNT_EVENTS("account-events", "account_id", AccountEvent.class, Direction.IN, false),
    REPORT_EVENTS("report-events", "case_id", ReportEvent.class, Direction.IN, false),
    PATTERNS("patterns", "pattern_id@revision", PatternRevision.class, Direction.IN, true),
    ALERTS("alerts", "case_id", Alert.class, Direction.OUT, false),
    SHADOW_ALERTS("shadow-alerts", "case_id", Alert.class, Direction.OUT, false),
    CASES("cases", "case_id", Case.class, Direction.OUT, true),
    ESCALATIONS("escalations", "case_id", Escalation.class, Direction.OUT, false),
    ENFORCEMENTS("enforcements", "account_id", Enforcement.class, Direction.OUT, false),
    PATTERN_STATUS("pattern-status", "pattern_id@revision/subtask", PatternStatus.class, Direction.OUT, true),
    DEAD_LETTERS("dead-letters", "origin topic", DeadLetter.class, Direction.OUT, false);

    /** Whether the job reads a topic or writes it. */
    public enum Direction {
        IN,
        OUT
    }

    private final String topic;
    private final String key;
    private final Class<? extends SpecificRecord> type;
    private final Direction direction;
    private final boolean compacted;

    Topics(String name, String key, Class<? extends SpecificRecord> type, Direction direction, boolean compacted) {
        this.topic = "wardline." + name;
        this.key = key;
        this.type = type;
        this.direction = direction;
        this.compacted = compacted;
    }

    /** The name in Kafka. */
    public String topic() {
        return topic;
    }

    /** The subject of its values in the schema registry. */
    public String subject() {
        return topic + "-value";
    }

    /** What the key of a record is made of. */
    public String key() {
        return key;
    }

    /** The generated class of its values. */
    public Class<? extends SpecificRecord> type() {
        return type;
    }

    /** The schema to register: that of the {@code .avsc} file. */
    public Schema schema() {
        return PlainSchema.of(SpecificData.get().getSchema(type));
    }

    public Direction direction() {
        return direction;
    }

    /** Whether Kafka keeps only the latest value of a key. */
    public boolean compacted() {
        return compacted;
    }
}
