// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.samples;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Comparator;

/** An event as the samples' reader sees it. Knows the contract's words, and nothing of the detector that is to be judged by them. */
record SampleEvent(JsonNode json) {
    static final Comparator<SampleEvent> ORDER =
            Comparator.comparing(SampleEvent::occurredAt).thenComparing(SampleEvent::id);

    String id() {
        return json.get("event_id").asText();
    }

    String conversation() {
        return json.get("conversation_id").asText();
    }

    Instant occurredAt() {
        return Instant.parse(json.get("occurred_at").asText());
    }

    Instant knownAt() {
        return Instant.parse(json.get("known_at").asText());
    }

    String kind() {
        return json.get("kind").asText();
    }

    String sender() {
        return json.get("sender").get("account_id").asText();
    }

    boolean scores(String signal) {
        return json.path("signals").path(signal).asDouble() >= 0.5;
    }

    boolean threatens() {
        return scores("threat_exposure");
    }

    boolean demands() {
        return direction().equals("REQUESTED") || (!pays() && scores("payment_request"));
    }

    boolean pays() {
        return direction().equals("SENT");
    }

    boolean isImage() {
        return kind().equals("MEDIA") && scores("nudity");
    }

    private String direction() {
        return json.path("payment").path("direction").asText("");
    }
}
