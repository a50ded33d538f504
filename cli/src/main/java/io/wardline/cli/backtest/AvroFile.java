// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.backtest;

import io.wardline.cli.UserError;
import io.wardline.schema.BoundedDecoder;
import io.wardline.topology.JobConfig;
import io.wardline.topology.Policy;
import io.wardline.topology.event.DeadLetter;
import io.wardline.topology.event.Origin;
import io.wardline.topology.ingest.EventIngest;
import io.wardline.topology.ingest.RecordReader;
import io.wardline.topology.ingest.RejectedRecordException;
import io.wardline.v1.ConversationEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.jspecify.annotations.Nullable;

/** An Avro container file of ConversationEvents. An event became known when it occurred: the file tells no other time. */
final class AvroFile implements EventSource {
    /** Large against a block, small against a day of a platform: all threads have work to the end. */
    private static final long PART_BYTES = 32L * 1024 * 1024;

    private final Path file;
    private final long partBytes;

    AvroFile(Path file) {
        this(file, PART_BYTES);
    }

    /** In parts of another size. */
    AvroFile(Path file, long partBytes) {
        this.file = file;
        this.partBytes = partBytes;
    }

    @Override
    public List<Part> parts() throws IOException {
        Schema writer;
        try (BlockInput input = new BlockInput(file);
                DataFileReader<Object> reader = open(input)) {
            writer = reader.getSchema();
        } catch (IOException | AvroRuntimeException e) {
            throw new UserError(
                    file + ": is no Avro container file: write one with Avro's DataFileWriter, or name *.jsonl", e);
        }
        if (writer.getType() != Schema.Type.RECORD
                || SchemaCompatibility.checkReaderWriterCompatibility(ConversationEvent.getClassSchema(), writer)
                                .getType()
                        != SchemaCompatibilityType.COMPATIBLE) {
            throw new UserError(
                    file + ": holds " + writer.getFullName() + " records that cannot be read as ConversationEvent");
        }
        try {
            scan(writer);
        } catch (IllegalArgumentException e) {
            throw new UserError(file + ": holds events that cannot be passed over: " + e.getMessage(), e);
        }
        long size = file.toFile().length();
        List<Part> parts = new ArrayList<>();
        for (long start = 0; start < size; start += partBytes) {
            parts.add(new Range(file, writer, start, Math.min(size, start + partBytes)));
        }
        return parts;
    }

    private static EvidenceScan scan(Schema writer) {
        return new EvidenceScan(writer, JobConfig.DEFAULT_ALIASES.keySet());
    }

    private static DataFileReader<Object> open(BlockInput input) throws IOException {
        return new DataFileReader<>(input, new GenericDatumReader<>());
    }

    /** The blocks that begin within a range of the file. */
    private record Range(Path file, Schema writer, long start, long end) implements Part {
        @Override
        public long size() {
            return end - start;
        }

        @Override
        public void read(EvidenceSink sink) throws IOException {
            BlockReader blocks = new BlockReader(file, writer);
            try (BlockInput input = new BlockInput(file);
                    DataFileReader<Object> reader = open(input)) {
                reader.sync(start);
                while (!reader.pastSync(end)) {
                    long place = reader.previousSync();
                    ByteBuffer block = input.holdsBlock(place) ? next(reader) : null;
                    if (block == null) {
                        sink.rejected(
                                file + " block at byte " + place,
                                "is damaged or cut short; what follows it up to byte " + end + " is lost");
                        return;
                    }
                    blocks.read(block, reader.getBlockCount(), place, sink);
                }
            }
        }

        /** The next block's bytes as they were before compression; null when there are none. */
        private static @Nullable ByteBuffer next(DataFileReader<Object> reader) throws IOException {
            try {
                return reader.hasNext() ? reader.nextBlock() : null;
            } catch (AvroRuntimeException | IndexOutOfBoundsException | IllegalArgumentException e) {
                // The latter two are what decompression can throw for damaged bytes.
                return null;
            }
        }
    }

    /** Reads the records of one block after another. */
    private static final class BlockReader {
        private final Path file;
        private final EvidenceScan scan;
        private final EventIngest ingest;

        BlockReader(Path file, Schema writer) {
            this.file = file;
            this.scan = scan(writer);
            this.ingest = new EventIngest(
                    new WholeRecord(writer),
                    JobConfig.DEFAULT_RECORD_BYTES,
                    Policy.RETENTION,
                    false,
                    JobConfig.DEFAULT_ALIASES);
        }

        void read(ByteBuffer block, long count, long place, EvidenceSink sink) throws IOException {
            String where = file + " block at byte " + place;
            Origin origin = Origin.ofFile(file.toString(), place);
            byte[] bytes = block.array();
            int offset = block.arrayOffset() + block.position();
            BoundedDecoder in = new BoundedDecoder(bytes, offset, block.remaining());
            long latest = Long.MIN_VALUE;
            for (long i = 0; i < count; i++) {
                int from = in.position();
                boolean evidence;
                try {
                    evidence = scan.mayBeEvidence(bytes, in);
                } catch (IOException e) {
                    sink.read(i);
                    sink.rejected(
                            where + ", record " + i, "is not what its schema says; the rest of its block is lost");
                    return;
                }
                latest = Math.max(latest, scan.occurredAtMillis());
                if (evidence) {
                    byte[] record = Arrays.copyOfRange(bytes, from, in.position());
                    Admitted.pass(ingest.ingest(record, origin, scan.occurredAtMillis()), where, sink);
                }
            }
            if (in.remaining() > 0) {
                sink.rejected(where, "goes on behind its last record; what is there is lost");
            }
            sink.read(count);
            sink.until(latest);
        }
    }

    /** A record's bytes without the registry's header. */
    static final class WholeRecord implements RecordReader<ConversationEvent> {
        private static final long serialVersionUID = 1L;
        private final transient SpecificDatumReader<ConversationEvent> reader;

        WholeRecord(Schema writer) {
            SpecificData data = new SpecificData(ConversationEvent.class.getClassLoader());
            data.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
            this.reader = new SpecificDatumReader<>(writer, ConversationEvent.getClassSchema(), data);
        }

        @Override
        public ConversationEvent read(byte[] bytes) throws RejectedRecordException {
            try {
                return reader.read(null, new BoundedDecoder(bytes, 0));
            } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException e) {
                throw new RejectedRecordException(DeadLetter.Code.UNDECODABLE, "is not what its schema says");
            }
        }
    }
}
