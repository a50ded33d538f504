// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import java.io.Serializable;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * How much what two accounts share counts, and for how long.
 *
 * @param weights of each type when nobody else has the value, 0..1
 * @param retention how long a use of each type counts and is kept
 * @param review from this score on a person should look at the account
 * @param block from this score on a new account is taken for the disabled one's return
 * @param crowd a value that more accounts use than this links nobody
 */
public record LinkPolicy(
        Map<IdentifierType, Double> weights,
        Map<IdentifierType, Duration> retention,
        double review,
        double block,
        int crowd)
        implements Serializable {
    /** A single thing shared that counts less never blocks, whatever the configuration says. */
    static final double STRONG = 0.7;
    /** What is used within an hour of the sign-up was brought along: a photo is set, a number confirmed. */
    static final long SIGN_UP_MILLIS = Duration.ofHours(1).toMillis();
    /** From here on a link says who somebody is, and not only where they are. */
    static final double TELLS_A_PERSON = 0.3;
    /** What counts less is not told. */
    static final double LEAST = 0.01;

    public static final LinkPolicy DEFAULT = new LinkPolicy(
            Map.of(
                    IdentifierType.DEVICE, 0.9,
                    IdentifierType.PHONE, 0.9,
                    IdentifierType.EMAIL, 0.9,
                    IdentifierType.PAYMENT_HANDLE, 0.9,
                    IdentifierType.PHOTO_PDQ, 0.6,
                    IdentifierType.USERNAME, 0.3,
                    IdentifierType.IP, 0.25,
                    IdentifierType.IP_RANGE, 0.1),
            Map.of(
                    IdentifierType.DEVICE, Duration.ofDays(730),
                    IdentifierType.PHONE, Duration.ofDays(365),
                    IdentifierType.EMAIL, Duration.ofDays(730),
                    IdentifierType.PAYMENT_HANDLE, Duration.ofDays(730),
                    IdentifierType.PHOTO_PDQ, Duration.ofDays(365),
                    IdentifierType.USERNAME, Duration.ofDays(365),
                    IdentifierType.IP, Duration.ofDays(14),
                    IdentifierType.IP_RANGE, Duration.ofDays(14)),
            0.4,
            0.75,
            256);

    public LinkPolicy {
        weights = new EnumMap<>(weights);
        retention = new EnumMap<>(retention);
    }

    /** What links of these weights amount to: each piece of evidence counts once, as if it were independent of the others. */
    static double score(Map<IdentifierType, Double> weights) {
        Map<IdentifierType, Double> evidence = new EnumMap<>(IdentifierType.class);
        weights.forEach((type, weight) -> evidence.merge(type.evidence(), weight, Math::max));
        double innocent = 1;
        for (double weight : evidence.values()) {
            innocent *= 1 - weight;
        }
        // To what a person reads; a product has digits of its own.
        return Math.rint((1 - innocent) * 10_000) / 10_000;
    }

    double weight(IdentifierType type) {
        return weights.getOrDefault(type, 0.0);
    }

    Duration retention(IdentifierType type) {
        Duration told = retention.get(type);
        return told == null ? longest() : told;
    }

    /** The longest retention of any type: as long an account is remembered. */
    public Duration longest() {
        return retention.values().stream().max(Duration::compareTo).orElse(Duration.ofDays(1));
    }

    /** The weight of a value that so many accounts use which have nothing to do with the disabled one. */
    double discounted(IdentifierType type, int unrelated) {
        return weight(type) / (1 + unrelated);
    }
}
