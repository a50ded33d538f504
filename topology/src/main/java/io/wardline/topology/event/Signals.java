// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.event;

import java.util.List;
import java.util.Set;

/** The canonical signals. */
public final class Signals {
    /** Every canonical name (contract). The order is that of the stored form: append only. */
    public static final List<String> CANONICAL = List.of(
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

    private static final Set<String> NAMES = Set.copyOf(CANONICAL);

    private Signals() {}

    /** Whether the contract names this signal; others are carried, but are no evidence by themselves. */
    public static boolean isCanonical(String name) {
        return NAMES.contains(name);
    }
}
