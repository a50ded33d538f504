// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.ingest;

import io.wardline.topology.event.AgeBand;
import io.wardline.topology.event.AgeSource;
import io.wardline.topology.event.Arrival;
import io.wardline.topology.event.DeadLetter;
import io.wardline.topology.event.Event;
import io.wardline.topology.event.Kind;
import io.wardline.topology.event.Media;
import io.wardline.topology.event.Network;
import io.wardline.topology.event.Origin;
import io.wardline.topology.event.Party;
import io.wardline.topology.event.Payment;
import io.wardline.v1.ConversationEvent;
import io.wardline.v1.EventKind;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Conversation events. */
public final class EventIngest extends Ingest<ConversationEvent, IngestedEvent> {
    private static final long serialVersionUID = 1L;
    /** Larger than any chat group in which an account can be addressed by name. */
    private static final int MAX_RECIPIENTS = 1_000;

    private static final int MAX_MEDIA = 1_000;
    /** Ten times the canonical names. */
    private static final int MAX_SIGNALS = 256;

    private static final int MAX_PORT = 65_535;

    private static final Map<EventKind, Kind> KINDS = sameNames(EventKind.class, Kind.class);
    private static final Map<io.wardline.v1.AgeBand, AgeBand> BANDS =
            sameNames(io.wardline.v1.AgeBand.class, AgeBand.class);
    private static final Map<io.wardline.v1.AgeSource, AgeSource> SOURCES =
            sameNames(io.wardline.v1.AgeSource.class, AgeSource.class);

    private final Duration retention;
    private final boolean keepText;
    private final Map<String, String> signalAliases;

    /**
     * @param retention an event older than this when it becomes known can't be evidence any more
     * @param keepText whether text is kept at all
     * @param signalAliases providers' signal names to canonical ones
     */
    public EventIngest(
            RecordReader<ConversationEvent> reader,
            int maxBytes,
            Duration retention,
            boolean keepText,
            Map<String, String> signalAliases) {
        super(reader, maxBytes);
        this.retention = retention;
        this.keepText = keepText;
        this.signalAliases = new HashMap<>(signalAliases);
    }

    /** Looked up for every event of the platform, so by ordinal and not by name. */
    private static <W extends Enum<W>, E extends Enum<E>> Map<W, E> sameNames(Class<W> wire, Class<E> of) {
        Map<W, E> same = new EnumMap<>(wire);
        for (W constant : wire.getEnumConstants()) {
            same.put(constant, Enum.valueOf(of, constant.name()));
        }
        return same;
    }

    @Override
    IngestedEvent rejected(DeadLetter deadLetter) {
        return new IngestedEvent(null, deadLetter);
    }

    @Override
    IngestedEvent accept(
            ConversationEvent wire, byte[] bytes, Map<String, String> headers, Origin origin, long knownAtMillis)
            throws RejectedRecordException {
        requireId("event_id", wire.getEventId());
        requireId("conversation_id", wire.getConversationId());
        long occurredAt = wire.getOccurredAt().toEpochMilli();
        requireNotFuture(occurredAt, knownAtMillis);
        // Not the difference, which overflows for the farthest past.
        if (occurredAt < knownAtMillis - retention.toMillis()) {
            throw new RejectedRecordException(
                    DeadLetter.Code.TOO_OLD,
                    "occurred_at is more than " + retention.toDays() + " days before the platform learned of it");
        }
        Kind kind = Objects.requireNonNull(KINDS.get(wire.getKind()));
        Event event = new Event(
                wire.getEventId(),
                occurredAt,
                knownAtMillis,
                kind,
                sender(wire.getSender()),
                recipients(kind, wire.getRecipients()),
                signals(wire.getSignals()),
                media(wire.getMedia()),
                payment(wire.getPayment()),
                network(wire.getNetwork()),
                text(wire.getText()),
                false);
        return new IngestedEvent(new Arrival(wire.getConversationId(), event), null);
    }

    private static Party sender(io.wardline.v1.Party wire) throws RejectedRecordException {
        requireId("sender.account_id", wire.getAccountId());
        return party(wire);
    }

    private static Party recipient(int index, io.wardline.v1.Party wire) throws RejectedRecordException {
        if (!isId(wire.getAccountId())) {
            // Its name is made only for a mistake.
            requireId("recipients[" + index + "].account_id", wire.getAccountId());
        }
        return party(wire);
    }

    private static Party party(io.wardline.v1.Party wire) {
        return new Party(
                wire.getAccountId(),
                Objects.requireNonNull(BANDS.get(wire.getAgeBand())),
                wire.getAgeSource() == null ? null : SOURCES.get(wire.getAgeSource()),
                wire.getCountry());
    }

    /** Who is reached must be told where the kind of event reaches somebody; a view, a block or a report may name nobody. */
    private static List<Party> recipients(Kind kind, List<io.wardline.v1.Party> wire) throws RejectedRecordException {
        boolean reachesSomebody =
                switch (kind) {
                    case CONTACT, MESSAGE, MEDIA, CALL, LINK -> true;
                    case FOLLOWERS_VIEW, PROFILE_VIEW, BLOCK, USER_REPORT, UNKNOWN -> false;
                };
        if (reachesSomebody && wire.isEmpty()) {
            throw invalid("recipients: empty, but a " + kind + " reaches somebody");
        }
        if (wire.size() == 1) {
            return List.of(recipient(0, wire.get(0)));
        }
        requireAtMost(MAX_RECIPIENTS, wire.size(), "recipients");
        List<Party> recipients = new ArrayList<>(wire.size());
        for (int i = 0; i < wire.size(); i++) {
            recipients.add(recipient(i, wire.get(i)));
        }
        return recipients;
    }

    private Map<String, Double> signals(Map<String, Double> wire) throws RejectedRecordException {
        if (wire.isEmpty()) {
            return Map.of();
        }
        requireAtMost(MAX_SIGNALS, wire.size(), "signals");
        Map<String, Double> signals = new HashMap<>();
        for (Map.Entry<String, Double> signal : wire.entrySet()) {
            double score = signal.getValue();
            if (!(score >= 0 && score <= 1)) {
                throw invalid("signals: a score is not within 0..1");
            }
            String name = signalAliases.getOrDefault(signal.getKey(), signal.getKey());
            requireId("signals: a name", name);
            signals.merge(name, score, Math::max);
        }
        return signals;
    }

    private static List<Media> media(List<io.wardline.v1.Media> wire) throws RejectedRecordException {
        if (wire.isEmpty()) {
            return List.of();
        }
        requireAtMost(MAX_MEDIA, wire.size(), "media");
        List<Media> media = new ArrayList<>(wire.size());
        for (io.wardline.v1.Media item : wire) {
            requireId("media: a media_id", item.getMediaId());
            media.add(new Media(
                    item.getMediaId(),
                    item.getMediaType(),
                    item.getSha256(),
                    item.getMd5(),
                    item.getPdq(),
                    item.getViewOnce(),
                    item.getHashMatch(),
                    item.getViewedByPerson()));
        }
        return media;
    }

    private static @Nullable Payment payment(io.wardline.v1.@Nullable Payment wire) throws RejectedRecordException {
        if (wire == null) {
            return null;
        }
        Double amount = wire.getAmount();
        if (amount != null && !(amount >= 0 && amount < Double.POSITIVE_INFINITY)) {
            throw invalid("payment.amount: not a positive number");
        }
        return new Payment(
                wire.getDirection().name(), wire.getMethod().name(), wire.getHandle(), amount, wire.getCurrency());
    }

    private static @Nullable Network network(io.wardline.v1.@Nullable Network wire) throws RejectedRecordException {
        if (wire == null) {
            return null;
        }
        Integer port = wire.getPort();
        if (port != null && (port < 0 || port > MAX_PORT)) {
            throw invalid("network.port: not within 0.." + MAX_PORT);
        }
        return new Network(wire.getIp(), port, wire.getDeviceId(), wire.getProxy());
    }

    /** Text is cut at a whole character. A broken one does not cost what follows it. */
    private @Nullable String text(@Nullable String wire) {
        if (wire == null || !keepText) {
            return null;
        }
        ByteBuffer kept = ByteBuffer.allocate(Event.MAX_TEXT_BYTES);
        CharBuffer source = CharBuffer.wrap(wire);
        StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .encode(source, kept, true);
        return wire.substring(0, source.position());
    }

    private static void requireAtMost(int limit, int size, String field) throws RejectedRecordException {
        if (size > limit) {
            throw invalid(field + ": " + size + " items, the limit is " + limit);
        }
    }
}
