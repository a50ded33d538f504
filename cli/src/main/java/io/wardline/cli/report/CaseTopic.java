// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.report;

import io.wardline.cli.UserError;
import io.wardline.cli.kafka.KafkaRecords;
import io.wardline.cli.kafka.KafkaRecords.Position;
import io.wardline.schema.Topics;
import io.wardline.v1.Case;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The job's cases in Kafka. They are read twice and more, since together they may be larger than the heap. */
final class CaseTopic implements CaseSource {
    private final KafkaRecords records;
    private final PrintWriter err;
    private @Nullable Map<String, Position> latest;
    private int unread;

    /** @param err where it is told how many records can't be read */
    CaseTopic(KafkaRecords records, PrintWriter err) {
        this.records = records;
        this.err = err;
    }

    @Override
    public void each(Consumer<Case> taker) {
        Map<String, Position> wanted = latest();
        Set<String> missed = new HashSet<>(wanted.keySet());
        int ignored = records.each(Topics.CASES, Case.class, (at, key, value) -> {
            if (value != null && at.equals(wanted.get(value.getCaseId()))) {
                missed.remove(value.getCaseId());
                taker.accept(value);
            }
        });
        if (!missed.isEmpty()) {
            throw new UserError(missed.size() + " cases changed while they were read: run it again");
        }
    }

    private Map<String, Position> latest() {
        if (latest == null) {
            Map<String, Position> found = new HashMap<>();
            unread = records.each(Topics.CASES, Case.class, (at, key, value) -> {
                if (value != null) {
                    found.put(value.getCaseId(), at);
                } else if (key != null) {
                    // Who deletes a case writes its key without a value.
                    found.remove(new String(key, StandardCharsets.UTF_8));
                }
            });
            if (unread > 0) {
                err.println(unread + " records of " + Topics.CASES.topic() + " can't be read, and were passed over");
            }
            latest = found;
        }
        return latest;
    }

    @Override
    public int unread() {
        return unread;
    }

    @Override
    public String place() {
        return "topic " + Topics.CASES.topic();
    }

    @Override
    public void close() {
        records.close();
    }
}
