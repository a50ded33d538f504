// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.ingest;

import java.io.Serializable;
import org.apache.avro.specific.SpecificRecord;

/** Reads one record from bytes. */
public interface RecordReader<W extends SpecificRecord> extends Serializable {
    /**
     * Reads a record.
     *
     * @throws RejectedRecordException when the bytes are no such record; anything that is not the record's fault is waited for
     */
    W read(byte[] bytes) throws RejectedRecordException;
}
