// SPDX-License-Identifier: Apache-2.0
package io.wardline.it;

import io.wardline.v1.AgeBand;
import io.wardline.v1.ConversationEvent;
import io.wardline.v1.EventKind;
import io.wardline.v1.Party;
import io.wardline.v1.Payment;
import io.wardline.v1.PaymentDirection;
import io.wardline.v1.PaymentMethod;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * The events of one conversation between a stranger, who is an adult, and a child of 13 to 15: the crime in its usual order, one
 * step a minute.
 *
 * @param id of the conversation; those of its events and accounts begin with it
 * @param start when the contact occurred
 */
record Conversation(String id, Instant start) {
    /** Recent by the broker's clock, which dates the records: an older event would be refused, and so would one of the future. */
    static Conversation recent(String id) {
        return new Conversation(id, Instant.now().truncatedTo(ChronoUnit.MILLIS).minus(Duration.ofMinutes(10)));
    }

    String stranger() {
        return id + "-stranger";
    }

    String child() {
        return id + "-child";
    }

    ConversationEvent contact() {
        return from(stranger(), EventKind.CONTACT, "contact", 0, Map.of());
    }

    ConversationEvent image() {
        return from(child(), EventKind.MEDIA, "image", 1, Map.of("nudity", 0.97));
    }

    ConversationEvent threat() {
        return from(stranger(), EventKind.MESSAGE, "threat", 2, Map.of("threat_exposure", 0.93));
    }

    ConversationEvent payment() {
        ConversationEvent event = from(stranger(), EventKind.MESSAGE, "payment", 3, Map.of("payment_request", 0.9));
        event.setPayment(Payment.newBuilder()
                .setDirection(PaymentDirection.REQUESTED)
                .setMethod(PaymentMethod.GIFT_CARD)
                .setAmount(200.0)
                .setCurrency("USD")
                .build());
        return event;
    }

    /** Lunch money between friends: a demand for money, without an image and without a threat. */
    ConversationEvent lunchMoney() {
        return from(child(), EventKind.MESSAGE, "lunch", 3, Map.of("payment_request", 0.8));
    }

    List<ConversationEvent> guilty() {
        return List.of(contact(), image(), threat(), payment());
    }

    List<ConversationEvent> innocent() {
        return List.of(contact(), lunchMoney());
    }

    String eventId(String name) {
        return id + "-" + name;
    }

    private ConversationEvent from(
            String sender, EventKind kind, String name, int minute, Map<String, Double> signals) {
        boolean byStranger = sender.equals(stranger());
        return ConversationEvent.newBuilder()
                .setEventId(eventId(name))
                .setConversationId(id)
                .setOccurredAt(start.plus(Duration.ofMinutes(minute)))
                .setKind(kind)
                .setSender(party(byStranger))
                .setRecipients(List.of(party(!byStranger)))
                .setSignals(signals)
                .build();
    }

    private Party party(boolean ofStranger) {
        return Party.newBuilder()
                .setAccountId(ofStranger ? stranger() : child())
                .setAgeBand(ofStranger ? AgeBand.ADULT : AgeBand.AGE_13_15)
                .build();
    }
}
