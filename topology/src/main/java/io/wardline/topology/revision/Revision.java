// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.revision;

import org.jspecify.annotations.Nullable;

/**
 * One revision of a pattern, as it was published.
 *
 * @param patternId the pattern's stable id
 * @param revision from 1
 * @param hash of the yaml
 * @param parentHash hash of the revision that it was made from
 * @param state whether it tells, and where
 * @param effectiveFromMillis the event time from which it decides; always without one
 * @param author who published it
 * @param publishedAtMillis when, by the publisher's clock
 * @param yaml the pattern, in its author's words
 */
public record Revision(
        String patternId,
        int revision,
        String hash,
        @Nullable String parentHash,
        State state,
        @Nullable Long effectiveFromMillis,
        String author,
        long publishedAtMillis,
        String yaml) {
    /** Whether a revision tells. Stored by number: append only. */
    public enum State {
        /** A symbol that this build does not know. */
        UNKNOWN,
        SHADOW,
        LIVE,
        RETIRED
    }

    /** As people and keys of topics name it. */
    public String name() {
        return patternId + "@" + revision;
    }
}
