// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.ingest;

import io.wardline.topology.event.DeadLetter;
import io.wardline.topology.event.Origin;
import java.io.Serializable;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/**
 * From a record's bytes to what the job uses, or to a dead letter. Never throws for what a record holds.
 *
 * @param <W> the record on the wire
 * @param <R> what comes of it
 */
public abstract sealed class Ingest<W extends SpecificRecord, R> implements Serializable
        permits AccountIngest, DecisionIngest, EventIngest, ReportIngest, RevisionIngest {
    /** An event this far ahead of the platform's clock is a producer's mistake, not a clock's drift (contract). */
    static final Duration FUTURE_TOLERANCE = Duration.ofMinutes(5);
    /** Longer than any platform's ids; a longer one is content in the wrong field. */
    static final int MAX_ID_LENGTH = 256;
    /** What a dead letter keeps of a record that is too large: enough to see what it was, and a Kafka record itself. */
    static final int MAX_DEAD_BYTES = 8 * 1024 * 1024;

    private static final long serialVersionUID = 1L;

    private final RecordReader<W> reader;
    private final int maxBytes;

    Ingest(RecordReader<W> reader, int maxBytes) {
        this.reader = reader;
        this.maxBytes = maxBytes;
    }

    /**
     * Reads and checks one record.
     *
     * @param knownAtMillis when the platform learned of it: the record's Kafka timestamp
     */
    public final R ingest(byte[] bytes, Origin origin, long knownAtMillis) {
        return ingest(bytes, Map.of(), origin, knownAtMillis);
    }

    /**
     * Reads and checks one record that has more beside its value.
     *
     * @param headers the job's own
     * @param knownAtMillis when the platform learned of it: the record's Kafka timestamp
     */
    public final R ingest(byte[] bytes, Map<String, String> headers, Origin origin, long knownAtMillis) {
        try {
            if (bytes.length > maxBytes) {
                throw new RejectedRecordException(
                        DeadLetter.Code.OVERSIZED, "record of " + bytes.length + " bytes, the limit is " + maxBytes);
            }
            return accept(reader.read(bytes), bytes, headers, origin, knownAtMillis);
        } catch (RejectedRecordException e) {
            return reject(origin, e.code(), e.detail(), bytes, knownAtMillis);
        }
    }

    /** A record that can't even be read as one of this kind, such as an empty Kafka value. */
    public final R reject(Origin origin, DeadLetter.Code code, String detail, byte[] bytes, long knownAtMillis) {
        byte[] kept = bytes.length > MAX_DEAD_BYTES ? Arrays.copyOf(bytes, MAX_DEAD_BYTES) : bytes;
        return rejected(new DeadLetter(origin, code, detail, kept, knownAtMillis));
    }

    abstract R accept(W wire, byte[] bytes, Map<String, String> headers, Origin origin, long knownAtMillis)
            throws RejectedRecordException;

    abstract R rejected(DeadLetter deadLetter);

    static boolean isId(String text) {
        return !text.isBlank() && text.length() <= MAX_ID_LENGTH;
    }

    static void requireId(String field, String id) throws RejectedRecordException {
        if (id.isBlank()) {
            throw invalid(field + ": empty");
        }
        if (id.length() > MAX_ID_LENGTH) {
            throw invalid(field + ": longer than " + MAX_ID_LENGTH + " characters");
        }
    }

    static void requireNotFuture(long occurredAtMillis, long knownAtMillis) throws RejectedRecordException {
        if (occurredAtMillis > knownAtMillis + FUTURE_TOLERANCE.toMillis()) {
            throw new RejectedRecordException(
                    DeadLetter.Code.FUTURE,
                    "occurred_at is more than " + FUTURE_TOLERANCE.toMinutes()
                            + " minutes after the platform learned of it");
        }
    }

    static RejectedRecordException invalid(String detail) {
        return new RejectedRecordException(DeadLetter.Code.INVALID, detail);
    }
}
