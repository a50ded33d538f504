// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.ingest;

import io.wardline.schema.IncompatibleSchemaException;
import io.wardline.schema.RecordDecoder;
import io.wardline.schema.UnknownSchemaException;
import io.wardline.schema.WireFormatException;
import io.wardline.topology.event.DeadLetter;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.formats.avro.SchemaCoder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the registry's wire format.
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

    private final Class<W> type;
    private final SchemaCoder.SchemaCoderProvider registry;
    private transient @Nullable RecordDecoder<W> decoder;

    /** Reads records of {@code type} whose schemas the provider's registry knows. */
    public AvroRecordReader(Class<W> type, SchemaCoder.SchemaCoderProvider registry) {
        this.type = type;
        this.registry = registry;
    }

    @Override
    public W read(byte[] bytes) throws RejectedRecordException {
        if (decoder == null) {
            decoder = new RecordDecoder<>(type, registry);
        }
        for (long wait = FIRST_WAIT.toMillis(); ; wait = Math.min(2 * wait, LONGEST_WAIT.toMillis())) {
            try {
                return decoder.decode(bytes);
            } catch (WireFormatException e) {
                throw rejected(DeadLetter.Code.UNDECODABLE, e);
            } catch (UnknownSchemaException e) {
                throw rejected(DeadLetter.Code.UNKNOWN_SCHEMA, e);
            } catch (IncompatibleSchemaException e) {
                throw rejected(DeadLetter.Code.INCOMPATIBLE_SCHEMA, e);
            } catch (IOException e) {
                LOG.warn(
                        "the schema registry did not give a schema of {}: {}; waiting {} ms before the next try. Records wait in Kafka"
                                + " until it answers.",
                        type.getSimpleName(),
                        e.getMessage(),
                        wait);
                pause(wait);
            }
        }
    }

    private static RejectedRecordException rejected(DeadLetter.Code code, IOException reason) {
        return new RejectedRecordException(code, String.valueOf(reason.getMessage()));
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
