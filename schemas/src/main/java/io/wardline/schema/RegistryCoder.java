// SPDX-License-Identifier: Apache-2.0
package io.wardline.schema;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.avro.Schema;
import org.apache.flink.formats.avro.SchemaCoder;
import org.jspecify.annotations.Nullable;

/**
 * The registry's wire format: a zero byte, the schema's id, the record.
 *
 * <p>A record that is at fault ({@link WireFormatException}, {@link UnknownSchemaException}) is told apart from a registry that does
 * not answer (any other {@link IOException}): the first is a dead letter, the second has to fail and be tried again.
 */
final class RegistryCoder implements SchemaCoder {
    private static final int MAGIC = 0;

    private final String subject;
    private final SchemaRegistryClient client;
    private final boolean registers;

    /** The schema written last and its id: the client would compare whole schemas for each record. */
    private @Nullable Schema written;

    private int writtenId;

    RegistryCoder(String subject, SchemaRegistryClient client, boolean registers) {
        this.subject = subject;
        this.client = client;
        this.registers = registers;
    }

    @Override
    public Schema readSchema(InputStream in) throws IOException {
        int id = readId(new DataInputStream(in));
        try {
            return ((AvroSchema) client.getSchemaById(id)).rawSchema();
        } catch (RestClientException e) {
            if (isNotFound(e)) {
                throw new UnknownSchemaException("the registry has no schema with id " + id);
            }
            throw new IOException("the registry did not give the schema with id " + id, e);
        } catch (IOException e) {
            if (isNotAvro(e)) {
                throw new UnknownSchemaException("the registry's schema with id " + id + " is not Avro");
            }
            throw e;
        }
    }

    private static int readId(DataInputStream in) throws IOException {
        try {
            if (in.readByte() != MAGIC) {
                throw new WireFormatException("does not begin with the registry's zero byte");
            }
            return in.readInt();
        } catch (EOFException e) {
            throw new WireFormatException("shorter than the registry's header of 5 bytes");
        }
    }

    @Override
    public void writeSchema(Schema schema, OutputStream out) throws IOException {
        if (!schema.equals(written)) {
            writtenId = id(PlainSchema.of(schema));
            written = schema;
        }
        DataOutputStream data = new DataOutputStream(out);
        data.writeByte(MAGIC);
        data.writeInt(writtenId);
    }

    private int id(Schema schema) throws IOException {
        AvroSchema avro = new AvroSchema(schema);
        try {
            return registers ? client.register(subject, avro) : client.getId(subject, avro);
        } catch (RestClientException e) {
            if (isNotFound(e)) {
                throw new IOException(
                        "the registry has not this build's schema under " + subject + ": run ./wardline setup subjects",
                        e);
            }
            throw new IOException("the registry did not give the id of the schema of " + subject, e);
        }
    }

    /**
     * Whether the registry itself says that it has no such thing. Its codes for that are 40401, 40402 and 40403; a plain 404 comes from
     * a mistaken URL, and must not turn every record into a dead letter.
     */
    private static boolean isNotFound(RestClientException e) {
        return e.getErrorCode() / 100 == 404;
    }

    /** The client has no type of its own for a schema that it got and cannot parse, such as one of JSON Schema. */
    private static boolean isNotAvro(IOException e) {
        return e.getMessage() != null && e.getMessage().startsWith("Invalid schema ");
    }
}
