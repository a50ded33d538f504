// SPDX-License-Identifier: Apache-2.0
package io.wardline.schema;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.IdentityHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.formats.avro.SchemaCoder;

/**
 * Reads records of a topic, whatever is in it. It understands what Flink's {@code RegistryAvroDeserializationSchema} does, and differs
 * where a bad record is concerned: it never allocates what a record only claims, and each way to be bad has an exception of its own,
 * so that what remains, any other {@link IOException}, is a registry that does not answer.
 */
public final class RecordDecoder<T extends SpecificRecord> {
    private static final int HEADER = 5;

    /** A topic sees a handful of versions; the ids come from outside, though, so that there has to be an end. */
    private static final int MAX_READERS = 100;

    private final Class<T> type;
    private final Schema schema;
    private final SchemaCoder coder;
    private final SpecificData records;

    /** By identity, since the registry's client gives the same schema for the same id, and comparing schemas is slow. */
    private final IdentityHashMap<Schema, DatumReader<T>> readers = new IdentityHashMap<>();

    public RecordDecoder(Class<T> type, SchemaCoder.SchemaCoderProvider registry) {
        this.type = type;
        this.schema = SpecificData.get().getSchema(type);
        this.coder = registry.get();
        this.records = new SpecificData(type.getClassLoader());
        records.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
        // Plans once for a writer's schema what the usual reader resolves for each record: half the time. Avro 1.11
        // asks for a switch.
        records.setFastReaderEnabled(true);
    }

    /**
     * Reads one record, header and body.
     *
     * @throws WireFormatException when it is not the registry's wire format, is cut short, or goes on after its end
     * @throws UnknownSchemaException when the registry has no Avro schema of its id
     * @throws IncompatibleSchemaException when this build cannot read what that schema writes
     * @throws IOException when the registry does not answer; the record may be good
     */
    public T decode(byte[] record) throws IOException {
        Schema writer = coder.readSchema(new ByteArrayInputStream(record));
        DatumReader<T> reader = reader(writer);
        BoundedDecoder body = new BoundedDecoder(record, HEADER);
        T decoded;
        try {
            decoded = type.cast(reader.read(null, body));
        } catch (EOFException | AvroRuntimeException | IndexOutOfBoundsException e) {
            // Without the cause: Avro's messages quote what was read.
            throw new WireFormatException("is cut short, or not what its schema says");
        }
        if (body.remaining() > 0) {
            throw new WireFormatException("goes on after its end");
        }
        return decoded;
    }

    private DatumReader<T> reader(Schema writer) throws IncompatibleSchemaException {
        DatumReader<T> known = readers.get(writer);
        if (known != null) {
            return known;
        }
        if (SchemaCompatibility.checkReaderWriterCompatibility(schema, writer).getType()
                != SchemaCompatibilityType.COMPATIBLE) {
            throw new IncompatibleSchemaException(
                    "was written as a " + writer.getFullName() + " that cannot be read as " + schema.getFullName());
        }
        if (readers.size() >= MAX_READERS) {
            readers.clear();
        }
        DatumReader<T> reader = new SpecificDatumReader<>(writer, schema, records);
        readers.put(writer, reader);
        return reader;
    }
}
