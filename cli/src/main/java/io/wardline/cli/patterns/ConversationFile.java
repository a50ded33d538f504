// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.patterns;

import com.fasterxml.jackson.databind.JsonNode;
import io.wardline.cli.UserError;
import io.wardline.schema.AvroJson;
import io.wardline.schema.InvalidRecordException;
import io.wardline.topology.JobConfig;
import io.wardline.topology.Policy;
import io.wardline.topology.event.Event;
import io.wardline.topology.event.Origin;
import io.wardline.topology.ingest.EventIngest;
import io.wardline.topology.ingest.IngestedEvent;
import io.wardline.topology.ingest.JsonRecordReader;
import io.wardline.v1.ConversationEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One conversation out of a file of JSON lines, read as a replay reads it, without its texts. */
final class ConversationFile {
    private final Path file;
    private final String conversation;
    private final EventIngest ingest = new EventIngest(
            new JsonRecordReader<>(ConversationEvent.class),
            JobConfig.DEFAULT_RECORD_BYTES,
            Policy.RETENTION,
            false,
            JobConfig.DEFAULT_ALIASES);
    private final List<Event> events = new ArrayList<>();
    private final List<String> rejected = new ArrayList<>();
    private long lastMillis = Long.MIN_VALUE;

    private ConversationFile(Path file, String conversation) {
        this.file = file;
        this.conversation = conversation;
    }

    /**
     * What a file holds of a conversation.
     *
     * @param events each once
     * @param rejected one line for each record that a replay would not take either, and why
     * @param lastMillis when the last event of the whole file became known, milliseconds since the epoch
     */
    record Read(List<Event> events, List<String> rejected, long lastMillis) {
        Read {
            events = List.copyOf(events);
            rejected = List.copyOf(rejected);
        }
    }

    static Read read(Path file, String conversation) {
        ConversationFile reading = new ConversationFile(file, conversation);
        reading.readAll();
        return new Read(reading.firstCopies(), reading.rejected, reading.lastMillis);
    }

    private void readAll() {
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                take(line, number);
            }
        } catch (IOException e) {
            throw new UserError(file + " can't be read: give --events a file of JSON lines", e);
        }
        if (events.isEmpty() && rejected.isEmpty()) {
            throw new UserError("no line of " + file + " is of conversation '" + conversation + "': look up its id");
        }
    }

    private void take(String line, int number) {
        Optional<JsonNode> json = parsed(line);
        Optional<Instant> knownAt = json.flatMap(ConversationFile::knownAt);
        knownAt.ifPresent(known -> lastMillis = Math.max(lastMillis, known.toEpochMilli()));
        if (knownAt.isEmpty() || json.filter(this::isOfConversation).isEmpty()) {
            return;
        }
        IngestedEvent ingested = ingest.ingest(
                line.getBytes(StandardCharsets.UTF_8),
                Origin.ofFile(String.valueOf(file.getFileName()), number),
                knownAt.get().toEpochMilli());
        if (ingested.arrival() != null) {
            events.add(ingested.arrival().event());
        }
        if (ingested.deadLetter() != null) {
            rejected.add("%s:%d: not taken: %s"
                    .formatted(file, number, ingested.deadLetter().detail()));
        }
    }

    private static Optional<JsonNode> parsed(String line) {
        try {
            return Optional.of(AvroJson.parse(line));
        } catch (InvalidRecordException notARecord) {
            return Optional.empty();
        }
    }

    private boolean isOfConversation(JsonNode json) {
        JsonNode id = json.get("conversation_id");
        return id != null && id.asText().equals(conversation);
    }

    /** When the platform learned of it. */
    private static Optional<Instant> knownAt(JsonNode json) {
        try {
            Optional<Instant> known = AvroJson.time(json, "known_at");
            return known.isPresent() ? known : AvroJson.time(json, "occurred_at");
        } catch (InvalidRecordException notATime) {
            return Optional.empty();
        }
    }

    /** Of copies the one that became known first, as in the job. */
    private List<Event> firstCopies() {
        Map<String, Event> first = new LinkedHashMap<>();
        events.stream()
                .sorted(Comparator.comparingLong(Event::knownAtMillis))
                .forEach(event -> first.putIfAbsent(event.eventId(), event));
        return List.copyOf(first.values());
    }
}
