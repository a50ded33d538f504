// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.contender;

import io.wardline.topology.event.Event;
import java.time.Duration;

/**
 * The sequence that every contender looks for in each conversation, each in its own language: one account gets in touch; then the other
 * sends media; then the first threatens; then the first asks for money; all within {@link #WINDOW}. Between the steps anything may
 * happen, each step takes the first event that fits, and each getting in touch begins a sequence of its own (Flink's
 * {@code followedBy} and {@code noSkip}). Events count in the order of (occurredAt, eventId), however they arrive.
 *
 * <p>Of an event the conditions read the kind, the sender, one score and the direction of a payment.
 */
public final class FourSteps {
    /** A gap between first and last step that is equal to it is too long. */
    public static final Duration WINDOW = Duration.ofDays(7);

    /** The score from which a threat is one. */
    public static final double THREAT = 0.7;

    private FourSteps() {}

    /** The first step, by whoever is called the offender from then on. */
    public static boolean isContact(Event event) {
        return event.kind().equals("CONTACT");
    }

    /** The second, by anyone but the offender. */
    public static boolean isMedia(Event event) {
        return event.kind().equals("MEDIA");
    }

    /** The third, by the offender. */
    public static boolean isThreat(Event event) {
        return event.score("threat_exposure") >= THREAT;
    }

    /** The fourth, by the offender. */
    public static boolean isDemand(Event event) {
        return event.paymentDirection().equals("REQUESTED");
    }
}
