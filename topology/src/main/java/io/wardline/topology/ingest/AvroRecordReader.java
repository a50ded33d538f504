// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.ingest;

import io.wardline.schema.RegistryUnavailableException;
import io.wardline.schema.UnknownSchemaException;
import io.wardline.schema.WireFormatException;
import io.wardline.topology.event.DeadLetter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.formats.avro.SchemaCoder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the registry's wire format.
 *
 * <p>Flink's stock deserialisation is not used, since two kinds of hostile bytes get through it. Its decoder reads ahead and keeps
 * what a record leaves over, so that the next record, a good one, begins with it. And Avro allocates what a length field says before
 * it looks at how many bytes there are, so that ten bytes ask for 2 GB and the task dies, again and again. Here each record has a
 * decoder of its own bytes, and is walked over before it is read ({@link RecordExtent}).
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

    private transient @Nullable SchemaCoder coder;
    private transient @Nullable SpecificDatumReader<W> reader;
    private transient @Nullable BinaryDecoder decoder;

    /** Reads records of {@code type} whose schemas the provider's registry knows. */
    public AvroRecordReader(Class<W> type, SchemaCoder.SchemaCoderProvider registry) {
        this.type = type;
        this.registry = registry;
    }

    @Override
    public W read(byte[] bytes) throws RejectedRecordException {
        for (long wait = FIRST_WAIT.toMillis(); ; wait = Math.min(2 * wait, LONGEST_WAIT.toMillis())) {
            try {
                return decode(bytes);
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

    private W decode(byte[] bytes) throws IOException, RejectedRecordException {
        if (coder == null) {
            coder = registry.get();
        }
        if (reader == null) {
            reader = new SpecificDatumReader<>(type);
        }
        ByteArrayInputStream in = new ByteArrayInputStream(bytes);
        Schema writer = coder.readSchema(in);
        int start = bytes.length - in.available();
        decoder = DecoderFactory.get().binaryDecoder(bytes, start, bytes.length - start, decoder);
        RecordExtent.walk(writer, decoder, bytes.length);
        if (!decoder.isEnd()) {
            throw new RejectedRecordException(DeadLetter.Code.UNDECODABLE, "bytes follow the record");
        }
        decoder = DecoderFactory.get().binaryDecoder(bytes, start, bytes.length - start, decoder);
        reader.setSchema(writer);
        return reader.read(null, decoder);
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
