// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.event;

import static io.wardline.topology.event.CompactForm.code;
import static io.wardline.topology.event.CompactForm.readOptional;
import static io.wardline.topology.event.CompactForm.readText;
import static io.wardline.topology.event.CompactForm.readVarLong;
import static io.wardline.topology.event.CompactForm.unzigzag;
import static io.wardline.topology.event.CompactForm.writeOptional;
import static io.wardline.topology.event.CompactForm.writeText;
import static io.wardline.topology.event.CompactForm.writeVarLong;
import static io.wardline.topology.event.CompactForm.zigzag;

import io.wardline.pattern.Vocabulary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The compact stored form of an event. A platform holds tens of millions of open conversations of which most have a contact and
 * nothing else, so what an event costs at rest decides what the job costs; Flink's POJO form spends more on field flags and on UUIDs
 * written as text than the whole event takes here.
 *
 * <p>Layout: version, flags, ids and times, kind, parties, then what the flags announce. Integers are variable-length; a canonical
 * UUID takes 17 bytes; a canonical signal's name takes one byte and its score two when four decimals hold it exactly.
 */
final class EventCodec {
    /** Raise it when the layout changes, and keep reading the old ones. */
    private static final int VERSION = 1;

    private static final int HAS_SIGNALS = 1;
    private static final int HAS_MEDIA = 1 << 1;
    private static final int HAS_PAYMENT = 1 << 2;
    private static final int HAS_NETWORK = 1 << 3;
    private static final int HAS_TEXT = 1 << 4;
    private static final int REPEATS_THINNED = 1 << 5;

    private static final int PLAIN_SCORE = 0xFFFF;
    private static final double SCORE_SCALE = 10_000;

    private static final Kind[] KINDS = Kind.values();
    private static final AgeBand[] BANDS = AgeBand.values();
    private static final AgeSource[] SOURCES = AgeSource.values();
    private static final Map<String, Integer> SIGNAL_CODES = signalCodes();

    private EventCodec() {}

    static void write(Event event, DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeByte(flags(event));
        writeText(event.eventId(), out);
        writeVarLong(event.occurredAtMillis(), out);
        writeVarLong(zigzag(event.knownAtMillis() - event.occurredAtMillis()), out);
        out.writeByte(code(KINDS, event.eventKind()));
        writeParty(event.sender(), out);
        writeVarLong(event.recipients().size(), out);
        for (Party recipient : event.recipients()) {
            writeParty(recipient, out);
        }
        if (!event.signals().isEmpty()) {
            writeSignals(event.signals(), out);
        }
        if (!event.media().isEmpty()) {
            writeVarLong(event.media().size(), out);
            for (Media media : event.media()) {
                writeMedia(media, out);
            }
        }
        if (event.payment() != null) {
            writePayment(event.payment(), out);
        }
        if (event.network() != null) {
            writeNetwork(event.network(), out);
        }
        if (event.text() != null) {
            writeText(event.text(), out);
        }
    }

    static Event read(DataInput in) throws IOException {
        int version = in.readUnsignedByte();
        if (version != VERSION) {
            throw new IOException("stored event has format " + version + ", this build reads " + VERSION
                    + ": restore with the release that wrote it, or a later one");
        }
        int flags = in.readUnsignedByte();
        String eventId = readText(in);
        long occurredAt = readVarLong(in);
        long knownAt = occurredAt + unzigzag(readVarLong(in));
        Kind kind = KINDS[in.readUnsignedByte()];
        Party sender = readParty(in);
        List<Party> recipients = readRecipients(in);
        return new Event(
                eventId,
                occurredAt,
                knownAt,
                kind,
                sender,
                recipients,
                has(flags, HAS_SIGNALS) ? readSignals(in) : Map.of(),
                has(flags, HAS_MEDIA) ? readMedia(in) : List.of(),
                has(flags, HAS_PAYMENT) ? readPayment(in) : null,
                has(flags, HAS_NETWORK) ? readNetwork(in) : null,
                has(flags, HAS_TEXT) ? readText(in) : null,
                has(flags, REPEATS_THINNED));
    }

    private static int flags(Event event) {
        return (event.signals().isEmpty() ? 0 : HAS_SIGNALS)
                | (event.media().isEmpty() ? 0 : HAS_MEDIA)
                | (event.payment() == null ? 0 : HAS_PAYMENT)
                | (event.network() == null ? 0 : HAS_NETWORK)
                | (event.text() == null ? 0 : HAS_TEXT)
                | (event.repeatsThinned() ? REPEATS_THINNED : 0);
    }

    private static boolean has(int flags, int flag) {
        return (flags & flag) != 0;
    }

    /** One byte: the band below, the source (plus one, zero for none) in the middle, whether a country follows on top. */
    private static void writeParty(Party party, DataOutput out) throws IOException {
        writeText(party.accountId(), out);
        int source = party.ageSource() == null ? 0 : code(SOURCES, party.ageSource()) + 1;
        out.writeByte(code(BANDS, party.ageBand()) | (source << 4) | (party.country() == null ? 0 : 0x80));
        if (party.country() != null) {
            writeText(party.country(), out);
        }
    }

    private static Party readParty(DataInput in) throws IOException {
        String accountId = readText(in);
        int packed = in.readUnsignedByte();
        int source = (packed >> 4) & 0x7;
        return new Party(
                accountId,
                BANDS[packed & 0xF],
                source == 0 ? null : SOURCES[source - 1],
                has(packed, 0x80) ? readText(in) : null);
    }

    /** Of two accounts that talk to each other, one. */
    private static List<Party> readRecipients(DataInput in) throws IOException {
        int count = (int) readVarLong(in);
        if (count == 1) {
            return List.of(readParty(in));
        }
        List<Party> recipients = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            recipients.add(readParty(in));
        }
        return recipients;
    }

    private static void writeSignals(Map<String, Double> signals, DataOutput out) throws IOException {
        writeVarLong(signals.size(), out);
        for (Map.Entry<String, Double> signal : signals.entrySet()) {
            Integer code = SIGNAL_CODES.get(signal.getKey());
            out.writeByte(code == null ? 0 : code);
            if (code == null) {
                writeText(signal.getKey(), out);
            }
            double score = signal.getValue();
            long scaled = Math.round(score * SCORE_SCALE);
            if (scaled >= 0 && scaled <= SCORE_SCALE && Double.compare(scaled / SCORE_SCALE, score) == 0) {
                out.writeShort((int) scaled);
            } else {
                out.writeShort(PLAIN_SCORE);
                out.writeDouble(score);
            }
        }
    }

    private static Map<String, Double> readSignals(DataInput in) throws IOException {
        int count = (int) readVarLong(in);
        if (count == 1) {
            return Map.of(readSignal(in), readScore(in));
        }
        Map<String, Double> signals = new HashMap<>();
        for (int i = 0; i < count; i++) {
            signals.put(readSignal(in), readScore(in));
        }
        return signals;
    }

    private static String readSignal(DataInput in) throws IOException {
        int code = in.readUnsignedByte();
        return code == 0 ? readText(in) : Vocabulary.SIGNALS.get(code - 1);
    }

    private static double readScore(DataInput in) throws IOException {
        int scaled = in.readUnsignedShort();
        return scaled == PLAIN_SCORE ? in.readDouble() : scaled / SCORE_SCALE;
    }

    private static void writeMedia(Media media, DataOutput out) throws IOException {
        writeText(media.mediaId(), out);
        writeText(media.mediaType(), out);
        writeOptional(media.sha256(), out);
        writeOptional(media.md5(), out);
        writeOptional(media.pdq(), out);
        writeOptional(media.hashMatch(), out);
        out.writeByte((media.viewOnce() ? 1 : 0) | (media.viewedByPerson() ? 2 : 0));
    }

    private static List<Media> readMedia(DataInput in) throws IOException {
        int count = (int) readVarLong(in);
        List<Media> media = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String mediaId = readText(in);
            String mediaType = readText(in);
            String sha256 = readOptional(in);
            String md5 = readOptional(in);
            String pdq = readOptional(in);
            String hashMatch = readOptional(in);
            int flags = in.readUnsignedByte();
            media.add(new Media(mediaId, mediaType, sha256, md5, pdq, has(flags, 1), hashMatch, has(flags, 2)));
        }
        return media;
    }

    private static void writePayment(Payment payment, DataOutput out) throws IOException {
        writeText(payment.direction(), out);
        writeText(payment.method(), out);
        writeOptional(payment.handle(), out);
        out.writeBoolean(payment.amount() != null);
        if (payment.amount() != null) {
            out.writeDouble(payment.amount());
        }
        writeOptional(payment.currency(), out);
    }

    private static Payment readPayment(DataInput in) throws IOException {
        String direction = readText(in);
        String method = readText(in);
        String handle = readOptional(in);
        Double amount = in.readBoolean() ? in.readDouble() : null;
        return new Payment(direction, method, handle, amount, readOptional(in));
    }

    private static void writeNetwork(Network network, DataOutput out) throws IOException {
        writeOptional(network.ip(), out);
        writeVarLong(network.port() == null ? 0 : network.port() + 1L, out);
        writeOptional(network.deviceId(), out);
        Boolean proxy = network.proxy();
        out.writeByte(proxy == null ? 0 : proxy ? 2 : 1);
    }

    private static Network readNetwork(DataInput in) throws IOException {
        String ip = readOptional(in);
        int port = (int) readVarLong(in);
        String deviceId = readOptional(in);
        int proxy = in.readUnsignedByte();
        return new Network(ip, port == 0 ? null : port - 1, deviceId, proxy == 0 ? null : proxy == 2);
    }

    private static Map<String, Integer> signalCodes() {
        Map<String, Integer> codes = new HashMap<>();
        for (int i = 0; i < Vocabulary.SIGNALS.size(); i++) {
            codes.put(Vocabulary.SIGNALS.get(i), i + 1);
        }
        return Map.copyOf(codes);
    }
}
