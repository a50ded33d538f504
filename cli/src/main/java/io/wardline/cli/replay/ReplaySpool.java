// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.wardline.cli.UserError;
import io.wardline.schema.AvroJson;
import io.wardline.schema.InvalidRecordException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Sorts the lines of the inputs by (known_at; accounts, decisions, events, reports; event_id; the line's bytes) into one file, which is then
 * read from front to back. The order of lines means nothing: of two copies of an event with the same time, the bytes decide which is
 * first. Decisions alone come in an order of their own, the round's that made them.
 */
final class ReplaySpool {
    /** A record of the live job has at most 1 MiB by default; a longer line is cut, and rejected as too large where it is decoded. */
    static final int MAX_LINE_BYTES = 4 * 1024 * 1024 + 1;

    private static final Comparator<Entry> ORDER = Comparator.comparingLong(Entry::knownAtMillis)
            .thenComparing(Entry::stream)
            .thenComparing(Entry::eventId);

    private final List<Path> files = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();

    /** Where a line is, and its place in the order. */
    private record Entry(
            long knownAtMillis, ReplayStream stream, String eventId, int file, long line, long offset, int length) {}

    /** The same lines, and those of another file. */
    ReplaySpool with(ReplayStream stream, Path path) {
        ReplaySpool more = new ReplaySpool();
        more.files.addAll(files);
        more.entries.addAll(entries);
        more.add(stream, path, Optional.empty());
        return more;
    }

    /** How many lines were taken. */
    int size() {
        return entries.size();
    }

    /** The greatest {@code known_at}; none without a line that tells one. */
    OptionalLong lastKnownAtMillis() {
        return entries.stream().mapToLong(Entry::knownAtMillis).max();
    }

    /** Notes every line of a file that became known by the given time; blank lines are passed over. */
    void add(ReplayStream stream, Path path, Optional<Instant> until) {
        files.add(path);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
            long offset = 0;
            for (long number = 1; ; number++) {
                Optional<RawLine> line = readLine(in);
                if (line.isEmpty()) {
                    return;
                }
                note(stream, line.get(), number, offset, until);
                offset += line.get().rawLength();
            }
        } catch (NoSuchFileException e) {
            throw new UserError(path + ": no such file: name a file of JSON lines", e);
        } catch (IOException e) {
            throw new UserError(path + ": can't be read (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    private void note(ReplayStream stream, RawLine line, long number, long offset, Optional<Instant> until) {
        if (line.isBlank()) {
            return;
        }
        Place place = Place.of(line.content());
        if (until.isPresent() && place.knownAtMillis() > until.get().toEpochMilli()) {
            return;
        }
        entries.add(new Entry(
                place.knownAtMillis(),
                stream,
                stream == ReplayStream.DECISIONS ? String.format(Locale.ROOT, "%019d", number) : place.eventId(),
                files.size() - 1,
                number,
                offset,
                line.content().length));
    }

    /** Writes the lines in order. */
    void write(Path spool) throws IOException {
        List<RandomAccessFile> inputs = new ArrayList<>();
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(spool)))) {
            for (Path file : files) {
                inputs.add(new RandomAccessFile(file.toFile(), "r"));
            }
            entries.sort(ORDER.thenComparing((a, b) -> Arrays.compareUnsigned(bytes(inputs, a), bytes(inputs, b))));
            for (Entry entry : entries) {
                out.writeUTF(entry.stream().name());
                out.writeUTF(files.get(entry.file()).toString());
                out.writeLong(entry.line());
                out.writeLong(entry.knownAtMillis());
                out.writeInt(entry.length());
                out.write(bytes(inputs, entry));
            }
        } finally {
            for (RandomAccessFile input : inputs) {
                input.close();
            }
        }
    }

    private static byte[] bytes(List<RandomAccessFile> inputs, Entry entry) {
        try {
            RandomAccessFile input = inputs.get(entry.file());
            byte[] bytes = new byte[entry.length()];
            input.seek(entry.offset());
            input.readFully(bytes);
            return bytes;
        } catch (IOException e) {
            throw new UserError("an input file changed while it was read: run the replay again", e);
        }
    }

    /** A line up to {@link #MAX_LINE_BYTES}, and how many bytes it takes in its file with its end. */
    @SuppressWarnings("ArrayRecordComponent") // bytes as read; lines are never compared
    private record RawLine(byte[] content, long rawLength) {
        boolean isBlank() {
            for (byte b : content) {
                if (b != ' ' && b != '\t' && b != '\r') {
                    return false;
                }
            }
            return true;
        }
    }

    private static Optional<RawLine> readLine(InputStream in) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        long raw = 0;
        int next = in.read();
        while (next >= 0) {
            raw++;
            if (next == '\n') {
                return Optional.of(new RawLine(content.toByteArray(), raw));
            }
            if (content.size() < MAX_LINE_BYTES) {
                content.write(next);
            }
            next = in.read();
        }
        return raw == 0 ? Optional.empty() : Optional.of(new RawLine(content.toByteArray(), raw));
    }

    /** What decides a line's turn. A line that tells no time comes first: it is a dead letter whatever the clock says. */
    private record Place(long knownAtMillis, String eventId) {
        private static final Place OF_DEAD_LETTER = new Place(0, "");

        static Place of(byte[] line) {
            try {
                JsonNode json = AvroJson.parse(line);
                Optional<Instant> knownAt = AvroJson.time(json, "known_at").or(() -> time(json, "occurred_at"));
                JsonNode id = json.get("event_id");
                return knownAt.map(at -> new Place(at.toEpochMilli(), id == null ? "" : id.asText()))
                        .orElse(OF_DEAD_LETTER);
            } catch (InvalidRecordException e) {
                return OF_DEAD_LETTER;
            }
        }

        private static Optional<Instant> time(JsonNode json, String field) {
            try {
                return AvroJson.time(json, field);
            } catch (InvalidRecordException e) {
                return Optional.empty();
            }
        }
    }
}
