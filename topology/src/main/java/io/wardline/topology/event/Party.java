// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.event;

import org.jspecify.annotations.Nullable;

/**
 * An account that takes part in a conversation.
 *
 * @param accountId the platform's pseudonymous id
 * @param ageBand how old its holder is, as far as known
 * @param ageSource where the band comes from, if told
 * @param country ISO 3166 code, if told
 */
public record Party(String accountId, AgeBand ageBand, @Nullable AgeSource ageSource, @Nullable String country) {
    /** About how many bytes it takes. */
    int weight() {
        return 2 + accountId.length() + Event.length(country);
    }

    /** This party with the younger of the two bands; the country stays known once it is. */
    public Party youngest(Party other) {
        boolean otherIsYounger = ageBand != other.ageBand && AgeBand.younger(ageBand, other.ageBand) == other.ageBand;
        String knownCountry = country != null ? country : other.country;
        return otherIsYounger
                ? new Party(accountId, other.ageBand, other.ageSource, knownCountry)
                : new Party(accountId, ageBand, ageSource, knownCountry);
    }
}
