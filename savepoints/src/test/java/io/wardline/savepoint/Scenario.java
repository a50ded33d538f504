// SPDX-License-Identifier: Apache-2.0
package io.wardline.savepoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.wardline.schema.AvroJson;
import io.wardline.schema.InvalidRecordException;
import io.wardline.v1.ConversationEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The guilty conversations among the samples, in the order they became known.
 *
 * @param events with when they became known
 */
record Scenario(List<Known> events) {
    private static final Path SAMPLES = Path.of("..", "samples");
    /** Long ago by any clock, since a broker refuses records of the future. */
    private static final Duration AGO = Duration.ofDays(3_650);

    /** An event and when the platform learned of it. */
    record Known(Instant at, ConversationEvent event) {}

    static Scenario load() throws IOException, InvalidRecordException {
        Set<String> guilty = Files.readAllLines(SAMPLES.resolve("labels.csv")).stream()
                .map(line -> line.split(",", -1))
                .filter(cells -> cells[1].equals("guilty"))
                .map(cells -> cells[0])
                .collect(Collectors.toSet());
        List<Known> events = new ArrayList<>();
        for (String line : Files.readAllLines(SAMPLES.resolve("conversations.jsonl"))) {
            JsonNode json = AvroJson.parse(line);
            ConversationEvent event = AvroJson.read(ConversationEvent.class, json);
            if (guilty.contains(event.getConversationId())) {
                Instant knownAt = AvroJson.time(json, "known_at").orElse(event.getOccurredAt());
                event.setOccurredAt(event.getOccurredAt().minus(AGO));
                events.add(new Known(knownAt.minus(AGO), event));
            }
        }
        events.sort(Comparator.comparing(Known::at));
        return new Scenario(List.copyOf(events));
    }

    List<Known> firstHalf() {
        return events.subList(0, events.size() / 2);
    }

    List<Known> secondHalf() {
        return events.subList(events.size() / 2, events.size());
    }
}
