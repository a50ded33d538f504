// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.event;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An event for a test, which says what matters to it; the rest is filled in. */
public final class SampleEvent {
    /** What times are counted from. */
    public static final long START = Instant.parse("2026-03-01T00:00:00Z").toEpochMilli();

    private final Kind kind;
    private Party sender;
    private final List<Party> recipients = new ArrayList<>();
    private final Map<String, Double> signals = new HashMap<>();
    private final List<Media> media = new ArrayList<>();
    private String id;
    private long occurredAt = START;
    private long knownAt = START;
    private @Nullable Payment payment;
    private @Nullable String text;

    private SampleEvent(Kind kind, String id, String from, String... to) {
        this.kind = kind;
        this.id = id;
        this.sender = party(from);
        for (String recipient : to) {
            recipients.add(party(recipient));
        }
    }

    private static Party party(String accountId) {
        return new Party(accountId, AgeBand.UNKNOWN, null, null);
    }

    public static SampleEvent of(Kind kind, String from, String... to) {
        return new SampleEvent(kind, kind.name(), from, to);
    }

    public static SampleEvent contact(String from, String... to) {
        return new SampleEvent(Kind.CONTACT, "contact", from, to);
    }

    public static SampleEvent image(String from, String... to) {
        return new SampleEvent(Kind.MEDIA, "image", from, to).signal("nudity", 0.93);
    }

    public static SampleEvent message(String from, String... to) {
        return new SampleEvent(Kind.MESSAGE, "message", from, to);
    }

    public static SampleEvent threat(String from, String... to) {
        return new SampleEvent(Kind.MESSAGE, "threat", from, to).signal("threat_exposure", 0.88);
    }

    public static SampleEvent demand(String from, String... to) {
        return new SampleEvent(Kind.MESSAGE, "demand", from, to).payment("REQUESTED");
    }

    public SampleEvent id(String text) {
        id = text;
        return this;
    }

    /** It happens this long after {@link #START}, and is known at once. */
    public SampleEvent at(Duration after) {
        return occurred(START + after.toMillis());
    }

    public SampleEvent occurred(long millis) {
        occurredAt = millis;
        knownAt = millis;
        return this;
    }

    /** It becomes known this long after {@link #START}. Say {@link #at} first. */
    public SampleEvent known(Duration after) {
        knownAt = START + after.toMillis();
        return this;
    }

    public SampleEvent signal(String name, double score) {
        signals.put(name, score);
        return this;
    }

    public SampleEvent payment(String direction) {
        payment = new Payment(direction, "CASH_APP", null, null, null);
        return this;
    }

    public SampleEvent media(Media item) {
        media.add(item);
        return this;
    }

    public SampleEvent text(String words) {
        text = words;
        return this;
    }

    /** Every party of this name is of this age. */
    public SampleEvent aged(String accountId, AgeBand band) {
        Party known = new Party(accountId, band, AgeSource.ESTIMATED, null);
        if (sender.accountId().equals(accountId)) {
            sender = known;
        }
        recipients.replaceAll(party -> party.accountId().equals(accountId) ? known : party);
        return this;
    }

    public Event build() {
        return new Event(id, occurredAt, knownAt, kind, sender, recipients, signals, media, payment, null, text, false);
    }
}
