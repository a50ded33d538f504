// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.backtest;

import com.fasterxml.jackson.databind.JsonNode;
import io.wardline.cli.Lines;
import io.wardline.schema.AvroJson;
import io.wardline.schema.InvalidRecordException;
import io.wardline.topology.JobConfig;
import io.wardline.topology.Policy;
import io.wardline.topology.event.DeadLetter;
import io.wardline.topology.event.Origin;
import io.wardline.topology.ingest.EventIngest;
import io.wardline.topology.ingest.RecordReader;
import io.wardline.topology.ingest.RejectedRecordException;
import io.wardline.v1.ConversationEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file of ConversationEvents as JSON lines, as replay takes them: a line may tell {@code known_at}. */
final class JsonLinesFile implements EventSource {
    private static final long PART_BYTES = 16L * 1024 * 1024;

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
            ParsedLine reader = new ParsedLine();
            EventIngest ingest = new EventIngest(
                    reader, JobConfig.DEFAULT_RECORD_BYTES, Policy.RETENTION, false, JobConfig.DEFAULT_ALIASES);
            // One byte more than a record may have, so that admission sees that it is too long.
            try (Lines lines = new Lines(file, Math.max(0, start - 1), JobConfig.DEFAULT_RECORD_BYTES + 1)) {
                if (start > 0) {
                    // The line that the byte before belongs to is the part's before.
                    lines.advance();
                }
                long at = lines.position();
                while (at < end && lines.advance()) {
                    byte[] line = lines.line();
                    if (!isBlank(line)) {
                        sink.read(1);
                        take(line, at, reader, ingest, sink);
                    }
                    at = lines.position();
                }
            }
        }

        private static boolean isBlank(byte[] line) {
            return line.length == 0 || (line[0] != '{' && new String(line, StandardCharsets.UTF_8).isBlank());
        }

        private void take(byte[] line, long at, ParsedLine reader, EventIngest ingest, EvidenceSink sink)
                throws IOException {
            String where = file + " line at byte " + at;
            try {
                long knownAt = reader.parse(line);
                sink.until(knownAt);
                Admitted.pass(ingest.ingest(line, Origin.ofFile(file.toString(), at), knownAt), where, sink);
            } catch (InvalidRecordException e) {
                sink.rejected(where, String.valueOf(e.getMessage()));
            }
        }
    }

    /** The record of the line that was parsed last: parsing is what a line costs, and its time is needed before admission reads it. */
    private static final class ParsedLine implements RecordReader<ConversationEvent> {
        private static final long serialVersionUID = 1L;
        private transient @Nullable ConversationEvent event;
        private String invalid = "";

        /** Parses a line. Returns when the event became known, milliseconds since the epoch. */
        long parse(byte[] line) throws InvalidRecordException {
            JsonNode json = AvroJson.parse(line);
            Optional<Instant> known = AvroJson.time(json, "known_at");
            try {
                event = AvroJson.read(ConversationEvent.class, json);
                return known.orElse(event.getOccurredAt()).toEpochMilli();
            } catch (InvalidRecordException e) {
                event = null;
                invalid = String.valueOf(e.getMessage());
                return known.or(() -> occurredAt(json))
                        .map(Instant::toEpochMilli)
                        .orElse(0L);
            }
        }

        private static Optional<Instant> occurredAt(JsonNode json) {
            try {
                return AvroJson.time(json, "occurred_at");
            } catch (InvalidRecordException e) {
                return Optional.empty();
            }
        }

        @Override
        public ConversationEvent read(byte[] bytes) throws RejectedRecordException {
            if (event == null) {
                throw new RejectedRecordException(DeadLetter.Code.INVALID, invalid);
            }
            return event;
        }
    }
}
