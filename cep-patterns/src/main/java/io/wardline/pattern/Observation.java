// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern;

import java.util.Map;

/** What a condition may read of one admitted event. All values are those of the contract's ConversationEvent. */
public interface Observation {
    /** The value of {@link #paymentDirection()} and {@link #paymentMethod()} of an event without a payment. */
    String NO_PAYMENT = "NONE";

    /** CONTACT, MESSAGE, MEDIA, CALL, LINK, FOLLOWERS_VIEW, PROFILE_VIEW, BLOCK, USER_REPORT or UNKNOWN. */
    String kind();

    /** Scores by canonical name, 0..1. A signal that was not scored is absent. */
    Map<String, Double> signals();

    /** REQUESTED, SENT, UNKNOWN, or {@link #NO_PAYMENT}. */
    String paymentDirection();

    /** The payment method's symbol, or {@link #NO_PAYMENT}. */
    String paymentMethod();

    /** How many media items the event carries. */
    int mediaCount();

    /** Whether one of its media matched a list of known hashes. */
    boolean hashMatched();

    /** The score of a signal, 0 when it was not scored. */
    default double score(String signal) {
        return signals().getOrDefault(signal, 0.0);
    }
}
