// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.ingest;

import java.io.EOFException;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;

/**
 * Walks over a record without reading it: allocates nothing, and fails where a length is a lie. Avro's own skipping does not do, since
 * it believes the size that a block of items may announce and does not look at their number.
 */
final class RecordExtent {
    private final BinaryDecoder in;
    private final int length;

    private RecordExtent(BinaryDecoder in, int length) {
        this.in = in;
        this.length = length;
    }

    /**
     * Leaves the decoder behind the record.
     *
     * @param length of all the bytes there are; no list can have more items
     */
    static void walk(Schema writer, BinaryDecoder in, int length) throws IOException {
        new RecordExtent(in, length).value(writer);
    }

    private void value(Schema schema) throws IOException {
        switch (schema.getType()) {
            case RECORD -> {
                for (Schema.Field field : schema.getFields()) {
                    value(field.schema());
                }
            }
            case ARRAY -> {
                for (long items = in.readArrayStart(); items > 0; items = in.arrayNext()) {
                    requirePossible(items);
                    for (long i = 0; i < items; i++) {
                        value(schema.getElementType());
                    }
                }
            }
            case MAP -> {
                for (long items = in.readMapStart(); items > 0; items = in.mapNext()) {
                    requirePossible(items);
                    for (long i = 0; i < items; i++) {
                        in.skipString();
                        value(schema.getValueType());
                    }
                }
            }
            case UNION -> value(schema.getTypes().get(in.readIndex()));
            case STRING -> in.skipString();
            case BYTES -> in.skipBytes();
            case FIXED -> in.skipFixed(schema.getFixedSize());
            case ENUM -> in.readEnum();
            case INT -> in.readInt();
            case LONG -> in.readLong();
            case FLOAT -> in.readFloat();
            case DOUBLE -> in.readDouble();
            case BOOLEAN -> in.readBoolean();
            case NULL -> in.readNull();
        }
    }

    private void requirePossible(long items) throws IOException {
        if (items > length) {
            throw new EOFException("more items than bytes");
        }
    }
}
