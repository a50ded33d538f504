// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.ingest;

import io.wardline.schema.RegistryUnavailableException;
import io.wardline.schema.UnknownSchemaException;
import io.wardline.schema.WireFormatException;
import io.wardline.topology.event.DeadLetter;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.AvroTypeException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.formats.avro.RegistryAvroDeserializationSchema;
import org.apache.flink.formats.avro.SchemaCoder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the registry's wire format with Flink's stock deserialisation.
 *
 * <p>A registry that does not answer is waited for, for as long as it takes: the record is good, and to drop or dead-letter it would
 * lose it. Schemas that are known already keep flowing until the first record of an unknown one; then the source stands still and
 * Kafka keeps what follows.
 */
public final class AvroRecordReader<W extends SpecificRecord> implements RecordReader<W> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(AvroRecordReader.class);

    /** The first wait is short, since most outages are a restart; the longest lets a registry come up without a storm of requests. */
    private static final Duration FIRST_WAIT = Duration.ofMillis(200);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final RegistryAvroDeserializationSchema<W> schema;

    /** Reads records of {@code type} whose schemas the provider's registry knows. */
    public AvroRecordReader(Class<W> type, SchemaCoder.SchemaCoderProvider registry) {
        this.schema = new RegistryAvroDeserializationSchema<>(type, null, registry);
    }

    @Override
    public W read(byte[] bytes) throws RejectedRecordException {
        for (long wait = FIRST_WAIT.toMillis(); ; wait = Math.min(2 * wait, LONGEST_WAIT.toMillis())) {
            try {
                return schema.deserialize(bytes);
            } catch (RegistryUnavailableException e) {
                LOG.warn(
                        "{}; waiting {} ms before the next try. Records wait in Kafka until it answers.",
                        e.getMessage(),
                        wait);
                pause(wait);
            } catch (WireFormatException e) {
                throw new RejectedRecordException(DeadLetter.Code.UNDECODABLE, String.valueOf(e.getMessage()));
            } catch (UnknownSchemaException e) {
                throw new RejectedRecordException(DeadLetter.Code.UNKNOWN_SCHEMA, String.valueOf(e.getMessage()));
            } catch (AvroTypeException e) {
                throw new RejectedRecordException(
                        DeadLetter.Code.INCOMPATIBLE_SCHEMA,
                        "the writer's schema can't be read as this build's: check the subject's compatibility level");
            } catch (IOException | RuntimeException e) {
                // Hostile bytes make Avro throw whatever their length fields lead to; the message may quote them.
                throw new RejectedRecordException(
                        DeadLetter.Code.UNDECODABLE,
                        "the bytes are not a record of the schema they name ("
                                + e.getClass().getSimpleName() + ")");
            }
        }
    }

    private static void pause(long millis) {
        LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
        if (Thread.currentThread().isInterrupted()) {
            throw new WaitInterruptedException();
        }
    }

    /** The job was cancelled while it waited for the registry. */
    static final class WaitInterruptedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WaitInterruptedException() {
            super("cancelled while waiting for the schema registry");
        }
    }
}
