// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.backtest;

import io.wardline.v1.AgeBand;
import io.wardline.v1.ConversationEvent;
import io.wardline.v1.EventKind;
import io.wardline.v1.Party;
import io.wardline.v1.Payment;
import io.wardline.v1.PaymentDirection;
import io.wardline.v1.PaymentMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An invented week, event by event in the order of time. Many conversations are open at once; each has a fixed length, begins with
 * a contact, and is replaced by a new one when it is over. A crime is an image, a threat and a demand among ordinary messages; an
 * innocent conversation has, now and then, an image or a friend's request for money, and never a threat.
 */
final class Week {
    private static final Duration LENGTH = Duration.ofDays(7);
    private static final int OPEN = 50_000;
    private static final int SHORTEST = 20;
    private static final int LONGEST = 60;
    private static final int ONE_CRIME_IN = 500;
    /** With the contact that each conversation begins with, one event in twenty is evidence. */
    private static final double INNOCENT_EVIDENCE = 0.02;

    private final SplittableRandom random;
    private final long startMillis;
    private final long events;
    private final LabelFile labels;
    private final Conversation[] open;
    private long written;

    Week(long seed, Instant start, long events, LabelFile labels) {
        this.random = new SplittableRandom(seed);
        this.startMillis = start.toEpochMilli();
        this.events = events;
        this.labels = labels;
        this.open = new Conversation[(int) Math.max(1, Math.min(OPEN, events / LONGEST))];
    }

    /** The next event. */
    ConversationEvent next() {
        int place = random.nextInt(open.length);
        Conversation conversation = open[place];
        if (conversation == null || conversation.isOver()) {
            conversation = new Conversation();
            open[place] = conversation;
        }
        long at = startMillis + (long) ((double) written++ / events * LENGTH.toMillis());
        return conversation.next(Instant.ofEpochMilli(at));
    }

    private String id() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    private final class Conversation {
        private final String id = id();
        private final Party stranger = party(AgeBand.ADULT);
        private final Party other = party(random.nextInt(3) == 0 ? AgeBand.AGE_13_15 : AgeBand.UNKNOWN);
        private final boolean guilty = random.nextInt(ONE_CRIME_IN) == 0;
        private final int length = SHORTEST + random.nextInt(LONGEST - SHORTEST);
        private int told;

        Conversation() {
            if (!guilty) {
                labels.label(id, false);
            }
        }

        boolean isOver() {
            return told >= length;
        }

        ConversationEvent next(Instant at) {
            int position = told++;
            if (position == 0) {
                return event(at, true, EventKind.CONTACT, Map.of(), null);
            }
            if (guilty) {
                // At the quarters of the conversation.
                if (position == length / 4) {
                    return event(at, false, EventKind.MEDIA, Map.of("nudity", score(0.8)), null);
                }
                if (position == length / 2) {
                    // Before, it is nothing yet; the week may end first.
                    labels.label(id, true);
                    return event(at, true, EventKind.MESSAGE, Map.of("threat_exposure", score(0.7)), null);
                }
                if (position == length * 3 / 4) {
                    return event(at, true, EventKind.MESSAGE, Map.of("payment_request", score(0.7)), demand());
                }
            } else if (random.nextDouble() < INNOCENT_EVIDENCE) {
                return innocent(at);
            }
            boolean byStranger = random.nextBoolean();
            return event(at, byStranger, EventKind.MESSAGE, Map.of("threat_exposure", low(), "spam", low()), null);
        }

        /** Media that was scored and found harmless, a call, or words about money: no two of them are a crime. */
        private ConversationEvent innocent(Instant at) {
            return switch (random.nextInt(3)) {
                case 0 -> event(at, random.nextBoolean(), EventKind.MEDIA, Map.of("nudity", low()), null);
                case 1 -> event(at, random.nextBoolean(), EventKind.CALL, Map.of(), null);
                default -> event(at, random.nextBoolean(), EventKind.MESSAGE, Map.of("grooming", score(0.5)), null);
            };
        }

        private ConversationEvent event(
                Instant at,
                boolean byStranger,
                EventKind kind,
                Map<String, Double> signals,
                @Nullable Payment payment) {
            return ConversationEvent.newBuilder()
                    .setEventId(id())
                    .setConversationId(id)
                    .setOccurredAt(at)
                    .setKind(kind)
                    .setSender(byStranger ? stranger : other)
                    .setRecipients(List.of(byStranger ? other : stranger))
                    .setSignals(signals)
                    .setPayment(payment)
                    .build();
        }

        private Party party(AgeBand band) {
            return Party.newBuilder().setAccountId(id()).setAgeBand(band).build();
        }

        private Payment demand() {
            return Payment.newBuilder()
                    .setDirection(PaymentDirection.REQUESTED)
                    .setMethod(PaymentMethod.GIFT_CARD)
                    .setAmount(200.0)
                    .setCurrency("USD")
                    .build();
        }

        private double low() {
            return random.nextInt(40) / 100.0;
        }

        private double score(double least) {
            return least + random.nextInt((int) Math.round((1 - least) * 100)) / 100.0;
        }
    }
}
