// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The names that the contract defines. A condition that uses another is refused, since it could never hold. */
public final class Vocabulary {
    public static final List<String> KINDS = List.of(
            "CONTACT",
            "MESSAGE",
            "MEDIA",
            "CALL",
            "LINK",
            "FOLLOWERS_VIEW",
            "PROFILE_VIEW",
            "BLOCK",
            "USER_REPORT",
            "UNKNOWN");

    /** Kinds that are evidence by themselves, whatever was scored. */
    public static final List<String> STRUCTURAL_KINDS = List.of("CONTACT", "MEDIA", "CALL", "BLOCK", "USER_REPORT");

    public static final List<String> PAYMENT_DIRECTIONS =
            List.of("REQUESTED", "SENT", "UNKNOWN", Observation.NO_PAYMENT);

    public static final List<String> PAYMENT_METHODS = List.of(
            "GIFT_CARD",
            "CASH_APP",
            "PAYPAL",
            "VENMO",
            "ZELLE",
            "APPLE_CASH",
            "WIRE",
            "CRYPTO",
            "OTHER",
            "UNKNOWN",
            Observation.NO_PAYMENT);

    /** Stored events name a signal by its place in this list: append only. */
    public static final List<String> SIGNALS = List.of(
            "threat_exposure",
            "payment_request",
            "image_request",
            "image_offer",
            "nudity",
            "self_generated_content",
            "csam",
            "csam_hash_match",
            "has_minor",
            "sextortion",
            "csa_discussion",
            "child_access",
            "grooming",
            "platform_migration",
            "pii_request",
            "secrecy_request",
            "self_harm",
            "sadistic_exploitation",
            "catfish_profile",
            "profile_photo_reuse",
            "scripted_message",
            "generative_ai_image",
            "spam",
            "meetup_logistics",
            "gift_offer");

    private static final Set<String> CANONICAL = Set.copyOf(SIGNALS);

    private Vocabulary() {}

    /** Whether an event is evidence: a structural kind, a payment, or a canonical signal at the floor or above. */
    public static boolean admits(Observation event) {
        return STRUCTURAL_KINDS.contains(event.kind())
                || !event.paymentDirection().equals(Observation.NO_PAYMENT)
                || anyCanonicalSignal(event.signals());
    }

    /** Runs for every event of the platform, so it looks at what was scored, not at all that might have been. */
    private static boolean anyCanonicalSignal(Map<String, Double> signals) {
        if (signals.isEmpty()) {
            return false;
        }
        for (Map.Entry<String, Double> scored : signals.entrySet()) {
            if (scored.getValue() >= Evidence.FLOOR && CANONICAL.contains(scored.getKey())) {
                return true;
            }
        }
        return false;
    }
}
