// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.ingest;

import io.wardline.schema.AvroJson;
import io.wardline.schema.InvalidRecordException;
import io.wardline.topology.event.DeadLetter;
import org.apache.avro.specific.SpecificRecord;

/** Reads the contract's JSON form. */
public final class JsonRecordReader<W extends SpecificRecord> implements RecordReader<W> {
    private static final long serialVersionUID = 1L;
    private final Class<W> type;

    public JsonRecordReader(Class<W> type) {
        this.type = type;
    }

    @Override
    public W read(byte[] bytes) throws RejectedRecordException {
        try {
            return AvroJson.read(type, bytes);
        } catch (InvalidRecordException e) {
            throw new RejectedRecordException(code(e.kind()), String.valueOf(e.getMessage()));
        }
    }

    private static DeadLetter.Code code(InvalidRecordException.Kind kind) {
        return switch (kind) {
            case UNDECODABLE -> DeadLetter.Code.UNDECODABLE;
            case OVERSIZED -> DeadLetter.Code.OVERSIZED;
            case INVALID -> DeadLetter.Code.INVALID;
        };
    }
}
