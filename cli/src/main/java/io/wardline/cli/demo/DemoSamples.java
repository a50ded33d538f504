// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.wardline.schema.AvroJson;
import io.wardline.schema.InvalidRecordException;
import io.wardline.v1.AccountEvent;
import io.wardline.v1.ConversationEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The sample conversations, in the order they became known, and what happens to a few accounts meanwhile.
 *
 * @param events moved in time so that the last one happened when the demo begins
 * @param accounts in the order they happened, moved by the same, all of them before the last conversation's end
 * @param guilty whether a conversation is, by its id
 * @param poison bytes that are no record
 */
@SuppressWarnings("ArrayRecordComponent") // bytes to be sent; never compared
record DemoSamples(
        List<ConversationEvent> events, List<AccountEvent> accounts, Map<String, Boolean> guilty, byte[] poison) {
    private static final String FOLDER = "/io/wardline/samples/";

    /** Reads what ships in this jar. */
    static DemoSamples load(Instant now) throws IOException, InvalidRecordException {
        List<Known> known = new ArrayList<>();
        for (String line : lines("conversations.jsonl")) {
            JsonNode json = AvroJson.parse(line);
            ConversationEvent event = AvroJson.read(ConversationEvent.class, json);
            known.add(new Known(AvroJson.time(json, "known_at").orElse(event.getOccurredAt()), event));
        }
        known.sort(Comparator.comparing(Known::at));
        Instant last = known.stream()
                .map(Known::event)
                .map(ConversationEvent::getOccurredAt)
                .max(Instant::compareTo)
                .orElse(now);
        Duration shift = Duration.between(last, now);
        List<ConversationEvent> events = new ArrayList<>();
        for (Known item : known) {
            item.event().setOccurredAt(item.event().getOccurredAt().plus(shift));
            events.add(item.event());
        }
        return new DemoSamples(
                events, accounts(shift), labels(), resource("poison.bin").readAllBytes());
    }

    private static List<AccountEvent> accounts(Duration shift) throws IOException, InvalidRecordException {
        List<AccountEvent> accounts = new ArrayList<>();
        for (String line : lines("accounts.jsonl")) {
            AccountEvent event = AvroJson.read(AccountEvent.class, AvroJson.parse(line));
            event.setOccurredAt(event.getOccurredAt().plus(shift));
            accounts.add(event);
        }
        accounts.sort(Comparator.comparing(AccountEvent::getOccurredAt));
        return accounts;
    }

    private record Known(Instant at, ConversationEvent event) {}

    private static Map<String, Boolean> labels() throws IOException {
        Map<String, Boolean> guilty = new TreeMap<>();
        for (String line : lines("labels.csv")) {
            String[] cells = line.split(",", -1);
            if (!cells[0].equals("conversation_id")) {
                guilty.put(cells[0], cells[1].equals("guilty"));
            }
        }
        return guilty;
    }

    private static List<String> lines(String name) throws IOException {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(resource(name), StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.isBlank()).toList();
        }
    }

    private static InputStream resource(String name) {
        InputStream in = DemoSamples.class.getResourceAsStream(FOLDER + name);
        if (in == null) {
            throw new IllegalStateException("this jar lacks " + FOLDER + name);
        }
        return in;
    }
}
