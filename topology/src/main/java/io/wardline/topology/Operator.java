// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology;

import java.util.Set;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Every operator of the job. The uid names its state in savepoints and outlives any code: it is never changed and never used again;
 * the title is for people. This is the only place that sets either.
 */
public enum Operator {
    READ_ACCOUNTS("read-accounts", "Read account events"),
    READ_EVENTS("read-events", "Read conversation events"),
    READ_REPORTS("read-reports", "Read report events"),
    READ_PATTERNS("read-patterns", "Read published patterns"),
    READ_DECISIONS("read-decisions", "Read back decisions on accounts"),
    READ_LINES("read-lines", "Read recorded lines in the order they became known"),
    TAKE_EVENTS("take-events", "Take conversation events from lines"),
    TAKE_REPORTS("take-reports", "Take report events from lines"),
    TAKE_PATTERNS("take-patterns", "Take no published patterns"),
    TAKE_ACCOUNTS("take-accounts", "Take account events from lines"),
    TAKE_DECISIONS("take-decisions", "Take decisions of the round before from lines"),
    ADMIT_ACCOUNTS("admit-accounts", "Admit account events"),
    ADMIT_EVENTS("admit-events", "Admit what could be evidence"),
    ADMIT_REPORTS("admit-reports", "Admit report events"),
    ADMIT_PATTERNS("admit-patterns", "Admit published patterns"),
    ADMIT_DECISIONS("admit-decisions", "Admit decisions on accounts"),
    FIND_CONVERSATIONS("find-conversations", "Find conversations of whom is to be erased"),
    DETECT_SEQUENCES("detect-sequences", "Detect sequences"),
    SPREAD_DECISIONS("spread-decisions", "Tell accounts whom decisions link them to"),
    LINK_CASES("link-cases", "Tell cases of linked accounts"),
    KEEP_PROFILES("keep-profiles", "Keep what reports need of accounts"),
    KEEP_CASES("keep-cases", "Keep cases to their deadline"),
    SPREAD_PHOTOS("spread-photos", "Take photos apart"),
    FIND_PHOTOS("find-photos", "Find photos that look alike"),
    HEED_DECISIONS("heed-decisions", "Take what decisions mean for others"),
    HEED_CASES("heed-cases", "Take whom cases name"),
    KEEP_ACCOUNTS("keep-accounts", "Keep what accounts use"),
    LINK_ACCOUNTS("link-accounts", "Link accounts by what they share"),
    DECIDE_ACCOUNTS("decide-accounts", "Decide on accounts"),
    WRITE_ALERTS("write-alerts", "Write alerts"),
    WRITE_SHADOW_ALERTS("write-shadow-alerts", "Write shadow alerts"),
    WRITE_CASES("write-cases", "Write cases"),
    WRITE_ESCALATIONS("write-escalations", "Write escalations"),
    WRITE_ENFORCEMENTS("write-enforcements", "Write decisions on accounts"),
    SPOOL_DECISIONS("spool-decisions", "Keep decisions for the next round"),
    WRITE_PATTERN_STATUS("write-pattern-status", "Write what became of patterns"),
    WRITE_DEAD_LETTERS("write-dead-letters", "Write dead letters");

    /** Uids that releases have used and this one does not. They are never used again. */
    public static final Set<String> RETIRED = Set.of();

    private final String uid;
    private final String title;

    Operator(String uid, String title) {
        this.uid = uid;
        this.title = title;
    }

    public String uid() {
        return uid;
    }

    public String title() {
        return title;
    }

    /** Names an operator. */
    public <T> SingleOutputStreamOperator<T> on(SingleOutputStreamOperator<T> stream) {
        return stream.uid(uid).name(title);
    }

    /** Names a sink. */
    public <T> DataStreamSink<T> on(DataStreamSink<T> sink) {
        return sink.uid(uid).name(title);
    }
}
