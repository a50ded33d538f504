// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.samples;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** One event of a sample while its story is told: verbs add to it what a classifier or the platform would. */
final class Line {
    /** The order of the file: as the platform learned of things. */
    static final Comparator<Line> AS_KNOWN =
            Comparator.comparing((Line line) -> line.knownAt).thenComparing(line -> line.eventId);

    private static final double HUNDRED = 100.0;

    private final String eventId;
    private final Instant knownAt;
    private final Random random;
    private final ObjectNode json = JsonNodeFactory.instance.objectNode();
    private final ObjectNode signals = JsonNodeFactory.instance.objectNode();
    private final ArrayNode media = JsonNodeFactory.instance.arrayNode();

    Line(String eventId, String conversationId, Instant occurredAt, Instant knownAt, Random random) {
        this.eventId = eventId;
        this.knownAt = knownAt;
        this.random = random;
        json.put("event_id", eventId);
        json.put("conversation_id", conversationId);
        json.put("occurred_at", occurredAt.toString());
        json.put("known_at", knownAt.toString());
    }

    private Line(Line other, Instant knownAt) {
        this.eventId = other.eventId;
        this.knownAt = knownAt;
        this.random = other.random;
        json.setAll(other.json.deepCopy());
        signals.setAll(other.signals.deepCopy());
        media.addAll(other.media.deepCopy());
        json.put("known_at", knownAt.toString());
    }

    /** The same event, delivered once more. */
    Line again(Instant later) {
        return new Line(this, later);
    }

    Line between(String kind, Party sender, List<Party> recipients) {
        json.put("kind", kind);
        json.set("sender", sender.toJson());
        ArrayNode to = json.putArray("recipients");
        recipients.forEach(party -> to.add(party.toJson()));
        ObjectNode network = JsonNodeFactory.instance.objectNode();
        network.put("ip", sender.ip());
        network.put("device_id", sender.deviceId());
        json.set("network", network);
        return this;
    }

    /** A score drawn from the range, both ends in hundredths and included. */
    Line signal(String name, int least, int most) {
        signals.put(name, (least + random.nextInt(most - least + 1)) / HUNDRED);
        return this;
    }

    Line item(String mediaId, String mediaType, boolean viewOnce) {
        media.addObject()
                .put("media_id", mediaId)
                .put("media_type", mediaType)
                .put("view_once", viewOnce)
                .put("viewed_by_person", false);
        return this;
    }

    Line payment(String direction, String method, String handle, int dollars) {
        ObjectNode payment = JsonNodeFactory.instance.objectNode();
        payment.put("direction", direction);
        payment.put("method", method);
        payment.put("handle", handle);
        payment.put("amount", (double) dollars);
        payment.put("currency", "USD");
        json.set("payment", payment);
        return this;
    }

    Line text(String placeholder) {
        json.put("text", placeholder);
        return this;
    }

    Instant knownAt() {
        return knownAt;
    }

    /** One line of JSON, as the contract has it: empty signals and media are left out. */
    String render() {
        ObjectNode whole = json.deepCopy();
        if (!signals.isEmpty()) {
            whole.set("signals", signals);
        }
        if (!media.isEmpty()) {
            whole.set("media", media);
        }
        return whole.toString();
    }
}
