// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.backtest;

import com.fasterxml.jackson.databind.JsonNode;
import io.wardline.schema.AvroJson;
import io.wardline.schema.InvalidRecordException;
import io.wardline.topology.JobConfig;
import io.wardline.topology.Policy;
import io.wardline.topology.event.Origin;
import io.wardline.topology.ingest.EventIngest;
import io.wardline.topology.ingest.JsonRecordReader;
import io.wardline.v1.ConversationEvent;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A file of ConversationEvents as JSON lines, as replay takes them: a line may tell {@code known_at}. */
final class JsonLinesFile implements EventSource {
    private static final long PART_BYTES = 16L * 1024 * 1024;
    private static final int BUFFER_BYTES = 1 << 20;

    private final Path file;
    private final long partBytes;

    JsonLinesFile(Path file) {
        this(file, PART_BYTES);
    }

    /** In parts of another size. */
    JsonLinesFile(Path file, long partBytes) {
        this.file = file;
        this.partBytes = partBytes;
    }

    @Override
    public List<Part> parts() throws IOException {
        long size = Files.size(file);
        List<Part> parts = new ArrayList<>();
        for (long start = 0; start < size; start += partBytes) {
            parts.add(new Range(file, start, Math.min(size, start + partBytes)));
        }
        return parts;
    }

    /** The lines that begin within a range of the file. */
    private record Range(Path file, long start, long end) implements Part {
        @Override
        public long size() {
            return end - start;
        }

        @Override
        public void read(EvidenceSink sink) throws IOException {
            EventIngest ingest = new EventIngest(
                    new JsonRecordReader<>(ConversationEvent.class),
                    JobConfig.DEFAULT_RECORD_BYTES,
                    Policy.RETENTION,
                    false,
                    JobConfig.DEFAULT_ALIASES);
            try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES)) {
                long position = start == 0 ? 0 : start - 1;
                in.skipNBytes(position);
                if (start > 0) {
                    // The line that the byte before belongs to is the part's before.
                    position += take(in, new ByteArrayOutputStream());
                }
                while (position < end) {
                    ByteArrayOutputStream line = new ByteArrayOutputStream();
                    long at = position;
                    long taken = take(in, line);
                    if (taken == 0) {
                        return;
                    }
                    position += taken;
                    if (!line.toString(StandardCharsets.UTF_8).isBlank()) {
                        sink.read(1);
                        line(line.toByteArray(), at, ingest, sink);
                    }
                }
            }
        }

        private void line(byte[] line, long at, EventIngest ingest, EvidenceSink sink) throws IOException {
            String where = file + " line at byte " + at;
            try {
                long knownAt = knownAt(line);
                sink.until(knownAt);
                Admitted.pass(ingest.ingest(line, Origin.ofFile(file.toString(), at), knownAt), where, sink);
            } catch (InvalidRecordException e) {
                sink.rejected(where, String.valueOf(e.getMessage()));
            }
        }

        private static long knownAt(byte[] line) throws InvalidRecordException {
            JsonNode json = AvroJson.parse(line);
            return AvroJson.time(json, "known_at")
                    .or(() -> occurredAt(json))
                    .map(Instant::toEpochMilli)
                    .orElse(0L);
        }

        /** What is wrong with this one, the record's reader says better. */
        private static Optional<Instant> occurredAt(JsonNode json) {
            try {
                return AvroJson.time(json, "occurred_at");
            } catch (InvalidRecordException e) {
                return Optional.empty();
            }
        }

        /** A line without its end, at most one byte more than a record may have. Returns how many bytes were taken from the file. */
        private static long take(InputStream in, ByteArrayOutputStream line) throws IOException {
            long taken = 0;
            for (int next = in.read(); next >= 0; next = in.read()) {
                taken++;
                if (next == '\n') {
                    return taken;
                }
                if (line.size() <= JobConfig.DEFAULT_RECORD_BYTES) {
                    line.write(next);
                }
            }
            return taken;
        }
    }
}
