// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern;

import java.util.Comparator;

/** An admitted event as the detector sees it: what a condition may read, and where it stands in its conversation. */
public interface Evidence extends Observation {
    /** The order of a conversation: (occurred_at, event_id). Two events that compare equal are copies. */
    Comparator<Evidence> ORDER =
            Comparator.comparingLong(Evidence::occurredAtMillis).thenComparing(Evidence::eventId);

    /** The score from which a signal counts, for admission and for demands and threats alike. */
    double FLOOR = 0.5;

    String eventId();

    /** When it happened, milliseconds since the epoch. */
    long occurredAtMillis();

    /** The account that did it. */
    String senderId();

    /** Whether its sender demands money. A payment that was SENT is never a demand. */
    default boolean demands() {
        return switch (paymentDirection()) {
            case "REQUESTED" -> true;
            case "SENT" -> false;
            default -> score("payment_request") >= FLOOR;
        };
    }

    /** Whether its sender threatens exposure. */
    default boolean threatens() {
        return score("threat_exposure") >= FLOOR;
    }
}
