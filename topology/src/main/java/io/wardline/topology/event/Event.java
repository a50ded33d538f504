// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.event;

import io.wardline.pattern.Evidence;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.TypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * An event of a conversation, in full, as it flows and as it rests in the evidence log. The conversation's id is the key of both and
 * is not repeated here.
 *
 * @param eventId the platform's id; copies share it
 * @param occurredAtMillis when it happened, milliseconds since the epoch
 * @param knownAtMillis when the platform learned of it: the record's Kafka timestamp
 * @param eventKind what happened
 * @param sender who did it
 * @param recipients who received it
 * @param signals score by canonical name, 0..1
 * @param media what is known of its media
 * @param payment if it carries one
 * @param network if told
 * @param text at most {@link #MAX_TEXT_BYTES} of UTF-8, if told and kept
 * @param repeatsThinned whether repeats of this event were thinned out of the log it rests in
 */
@TypeInfo(EventSerializer.Factory.class)
public record Event(
        String eventId,
        long occurredAtMillis,
        long knownAtMillis,
        Kind eventKind,
        Party sender,
        List<Party> recipients,
        Map<String, Double> signals,
        List<Media> media,
        @Nullable Payment payment,
        @Nullable Network network,
        @Nullable String text,
        boolean repeatsThinned)
        implements Evidence {
    /** How much text of an event is kept (contract). */
    public static final int MAX_TEXT_BYTES = 4096;

    /** Times, kinds and flags. */
    private static final int EMPTY_WEIGHT = 32;

    public Event {
        recipients = List.copyOf(recipients);
        signals = sorted(signals);
        media = List.copyOf(media);
    }

    /** Sorted, so that the same event has the same bytes wherever it came from. Most events have none or one, and there are many. */
    private static Map<String, Double> sorted(Map<String, Double> signals) {
        return signals.size() < 2 ? Map.copyOf(signals) : Collections.unmodifiableMap(new TreeMap<>(signals));
    }

    @Override
    public String senderId() {
        return sender.accountId();
    }

    @Override
    public String kind() {
        return eventKind.name();
    }

    @Override
    public String paymentDirection() {
        return payment == null ? NO_PAYMENT : payment.direction();
    }

    @Override
    public String paymentMethod() {
        return payment == null ? NO_PAYMENT : payment.method();
    }

    @Override
    public int mediaCount() {
        return media.size();
    }

    @Override
    public boolean hashMatched() {
        return media.stream().anyMatch(item -> item.hashMatch() != null);
    }

    /**
     * About how many bytes it takes at rest and on the wire: the characters of what it names. An event is at most one record, but
     * hundreds of the largest would not fit a record of Kafka's, nor a state that is read at once.
     */
    public int weight() {
        int weight = EMPTY_WEIGHT + length(eventId) + length(text) + sender.weight();
        for (Party recipient : recipients) {
            weight += recipient.weight();
        }
        for (String signal : signals.keySet()) {
            weight += Double.BYTES + length(signal);
        }
        for (Media item : media) {
            weight += item.weight();
        }
        if (payment != null) {
            weight += Double.BYTES + length(payment.handle()) + length(payment.currency());
        }
        return network == null ? weight : weight + length(network.ip()) + length(network.deviceId());
    }

    /** Of a text that may be absent. */
    static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    /** This event without anything of an account; null when nobody else received it, or the account sent it. */
    public @Nullable Event without(String accountId) {
        if (senderId().equals(accountId)) {
            return null;
        }
        List<Party> others = recipients.stream()
                .filter(recipient -> !recipient.accountId().equals(accountId))
                .toList();
        if (others.size() == recipients.size()) {
            return this;
        }
        return others.isEmpty() ? null : withRecipients(others);
    }

    private Event withRecipients(List<Party> others) {
        return new Event(
                eventId,
                occurredAtMillis,
                knownAtMillis,
                eventKind,
                sender,
                others,
                signals,
                media,
                payment,
                network,
                text,
                repeatsThinned);
    }

    /** This event, with a mark that repeats of it were thinned. */
    public Event withRepeatsThinned() {
        return new Event(
                eventId,
                occurredAtMillis,
                knownAtMillis,
                eventKind,
                sender,
                recipients,
                signals,
                media,
                payment,
                network,
                text,
                true);
    }
}
