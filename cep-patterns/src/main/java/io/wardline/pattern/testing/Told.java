// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.testing;

import java.util.List;

/**
 * A match that stands once all events are in.
 *
 * @param step the one that told it
 * @param offender the account bound as the offender
 * @param evidence ids of the events matched, in order; the last one decided
 */
public record Told(String patternId, String step, String offender, List<String> evidence) {
    public Told {
        evidence = List.copyOf(evidence);
    }

    @Override
    public String toString() {
        return patternId + "/" + step + " on " + offender + " by " + String.join(", ", evidence);
    }
}
