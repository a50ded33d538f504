// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;

/** One line of an input, as a platform would write it. */
record Line(ObjectNode json) {
    /** What the times of a test count from. */
    static final Instant START = Instant.parse("2026-11-02T00:00:00Z");

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    static Line event(String conversation, String id, Duration at, String kind, Person from, Person... to) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("event_id", conversation + "." + id)
                .put("conversation_id", conversation)
                .put("occurred_at", START.plus(at).toString())
                .put("kind", kind);
        json.set("sender", from.json());
        for (Person person : to) {
            json.withArray("recipients").add(person.json());
        }
        return new Line(json);
    }

    static Line report(String id, String caseId, Duration at, String kind) {
        return new Line(JsonNodeFactory.instance
                .objectNode()
                .put("event_id", id)
                .put("case_id", caseId)
                .put("occurred_at", START.plus(at).toString())
                .put("kind", kind)
                .put("actor", "R. Esponder"));
    }

    static Line account(String id, String account, Duration at, String kind) {
        return new Line(JsonNodeFactory.instance
                .objectNode()
                .put("event_id", id)
                .put("account_id", account)
                .put("occurred_at", START.plus(at).toString())
                .put("kind", kind));
    }

    Line uses(String identifierType, String value) {
        json.withArray("identifiers").addObject().put("type", identifierType).put("value", value);
        return this;
    }

    Line signal(String name, double score) {
        json.withObjectProperty("signals").put(name, score);
        return this;
    }

    Line pays(String direction) {
        json.putObject("payment").put("direction", direction).put("method", "GIFT_CARD");
        return this;
    }

    Line knownAt(Duration at) {
        json.put("known_at", START.plus(at).toString());
        return this;
    }

    Line text(String text) {
        json.put("text", text);
        return this;
    }

    Line with(String field, String value) {
        json.put(field, value);
        return this;
    }

    Line copy() {
        return new Line(json.deepCopy());
    }

    String eventId() {
        return json.path("event_id").asText();
    }

    Instant knownAt() {
        return Instant.parse(
                json.path(json.has("known_at") ? "known_at" : "occurred_at").asText());
    }

    /** In ASCII, so that half a character can be written too. */
    @Override
    public String toString() {
        try {
            return JSON.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
