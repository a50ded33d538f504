// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.stream;

import io.wardline.pattern.Vocabulary;
import io.wardline.topology.event.AgeBand;
import io.wardline.topology.event.AgeSource;
import io.wardline.topology.event.Arrival;
import io.wardline.topology.event.Event;
import io.wardline.topology.event.Kind;
import io.wardline.topology.event.Media;
import io.wardline.topology.event.Network;
import io.wardline.topology.event.Party;
import io.wardline.topology.event.Payment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Generates conversations that go on beside each other, event by event in the order of arrival. Invented: identifiers, scores and
 * hashes, no text.
 *
 * <p>A conversation has two accounts, begins with one getting in touch, and ends after a number of evidence events, upon which another
 * takes its place. Sizes are skewed as sizes of conversations are (Pareto with exponent 1.2, no more than a log holds): most are short, a
 * few hold much of the evidence. One in fifty goes the whole way from the contact to the demand; the others have the same kinds of
 * events without that order, except by chance. Between two evidence events of a conversation ten minutes pass on average.
 */
public final class EventStream {
    /** The most evidence of a conversation: what a log keeps without thinning it. */
    public static final int MOST_EVIDENCE = 512;

    private static final long START = 1_767_225_600_000L; // 2026-01-01T00:00Z
    private static final double MILLIS_BETWEEN_EVIDENCE = 600_000;
    private static final double PARETO = 1.2;
    private static final double GUILTY = 0.02;
    /** The others arrive as they happen. */
    private static final double DELAYED = 0.2;

    private static final List<String> SIGNALS = Vocabulary.SIGNALS;

    private final StreamSpec spec;
    private final SplittableRandom random;
    private final double millisBetweenEvents;
    private final long[] conversations;
    private final short[] sizes;
    private final short[] taken;
    private long conversationsBegun;
    private long events;

    public EventStream(StreamSpec spec) {
        this.spec = spec;
        random = new SplittableRandom(spec.seed());
        millisBetweenEvents = MILLIS_BETWEEN_EVIDENCE * spec.evidenceShare() / spec.openConversations();
        conversations = new long[spec.openConversations()];
        sizes = new short[spec.openConversations()];
        taken = new short[spec.openConversations()];
        for (int slot = 0; slot < conversations.length; slot++) {
            begin(slot);
        }
    }

    private void begin(int slot) {
        conversations[slot] = conversationsBegun++;
        double least = spec.evidencePerConversation() * (PARETO - 1) / PARETO;
        double size = least / Math.pow(1 - random.nextDouble(), 1 / PARETO);
        sizes[slot] = (short) Math.max(1, Math.min(MOST_EVIDENCE, Math.round(size)));
        taken[slot] = 0;
    }

    /** The next event to arrive. */
    public Arrival next() {
        int slot = random.nextInt(conversations.length);
        if (taken[slot] == sizes[slot]) {
            begin(slot);
        }
        boolean isEvidence = random.nextDouble() < spec.evidenceShare();
        Arrival arrival = isEvidence ? evidence(slot, taken[slot]) : chatter(slot);
        if (isEvidence) {
            taken[slot]++;
        }
        return arrival;
    }

    /** The next events, in the order of arrival. */
    public List<Arrival> next(int count) {
        List<Arrival> arrivals = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            arrivals.add(next());
        }
        return arrivals;
    }

    /** The contact with which each of the conversations that are open at first begins: what makes them open, before anything is measured. */
    public Arrival opening(int slot) {
        Arrival arrival = evidence(slot, 0);
        taken[slot] = 1;
        return arrival;
    }

    private Arrival evidence(int slot, int position) {
        boolean guilty = mix(spec.seed() ^ conversations[slot]) < GUILTY;
        if (position == 0) {
            return event(slot, Kind.CONTACT, true, Map.of(), null);
        }
        if (guilty) {
            int size = sizes[slot];
            if (position == Math.max(1, size / 4)) {
                return event(slot, Kind.MEDIA, false, Map.of("nudity", score(0.6)), null);
            }
            if (position == Math.max(2, size / 2)) {
                return event(slot, Kind.MESSAGE, true, Map.of("threat_exposure", score(0.7)), null);
            }
            if (position == Math.max(3, size * 3 / 4)) {
                return event(slot, Kind.MESSAGE, true, Map.of("payment_request", score(0.6)), payment("REQUESTED"));
            }
        }
        boolean byFirst = random.nextBoolean();
        int what = random.nextInt(100);
        if (what < 30) {
            return event(slot, Kind.MEDIA, byFirst, Map.of("nudity", score(0)), null);
        } else if (what < 42) {
            return event(slot, Kind.CALL, byFirst, Map.of(), null);
        } else if (what < 46) {
            return event(slot, Kind.MESSAGE, byFirst, Map.of(), payment("SENT"));
        } else if (what < 48) {
            return event(slot, Kind.MESSAGE, byFirst, Map.of(), payment("REQUESTED"));
        } else if (what < 49) {
            return event(slot, Kind.BLOCK, byFirst, Map.of(), null);
        } else if (what < 50) {
            return event(slot, Kind.USER_REPORT, byFirst, Map.of(), null);
        } else if (what < 51) {
            return event(slot, Kind.CONTACT, byFirst, Map.of(), null);
        }
        String signal = SIGNALS.get(random.nextInt(SIGNALS.size()));
        return event(slot, Kind.MESSAGE, byFirst, Map.of(signal, score(0.5)), null);
    }

    private Arrival chatter(int slot) {
        Map<String, Double> signals = random.nextInt(4) == 0
                ? Map.of(SIGNALS.get(random.nextInt(SIGNALS.size())), score(0) * 0.49)
                : Map.of();
        return event(slot, Kind.MESSAGE, random.nextBoolean(), signals, null);
    }

    /** Two decimals, from {@code least} to 1. */
    private double score(double least) {
        return Math.round((least + random.nextDouble() * (1 - least)) * 100) / 100.0;
    }

    private Payment payment(String direction) {
        return new Payment(direction, "GIFT_CARD", null, (double) (10 + random.nextInt(490)), "EUR");
    }

    private Arrival event(
            int slot, Kind kind, boolean byFirst, Map<String, Double> signals, @Nullable Payment payment) {
        long conversation = conversations[slot];
        long arrives = START + (long) (events * millisBetweenEvents);
        boolean delayed = !spec.disorder().isZero() && random.nextDouble() < DELAYED;
        long delay = delayed ? random.nextLong(spec.disorder().toMillis()) : 0;
        Party first = party(conversation, 1, AgeBand.ADULT);
        Party second = party(conversation, 2, AgeBand.AGE_13_15);
        long number = events++;
        return new Arrival(
                id(conversation, 3),
                new Event(
                        id(number, 4),
                        arrives - delay,
                        arrives,
                        kind,
                        byFirst ? first : second,
                        List.of(byFirst ? second : first),
                        signals,
                        kind == Kind.MEDIA ? List.of(media(number)) : List.of(),
                        payment,
                        kind == Kind.CONTACT ? network(number) : null,
                        null,
                        false));
    }

    private Party party(long conversation, int which, AgeBand band) {
        return new Party(id(conversation, which), band, AgeSource.DECLARED, null);
    }

    private Media media(long number) {
        return new Media(id(number, 5), "image/jpeg", null, null, null, false, null, false);
    }

    private static Network network(long number) {
        return new Network("203.0.113." + number % 256, 443, null, null);
    }

    private String id(long number, int kind) {
        return new UUID(bits(spec.seed() * 31 + kind) ^ bits(number), bits(number * 8 + kind)).toString();
    }

    /** A fixed number from 0 to 1 for each of {@code number}. */
    private static double mix(long number) {
        return (bits(number) >>> 11) * 0x1.0p-53;
    }

    /** Of SplitMix64. */
    private static long bits(long number) {
        long z = number * 0x9E3779B97F4A7C15L + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
