// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.event;

import org.jspecify.annotations.Nullable;

/**
 * What is known of one media item. Its bytes never reach this job.
 *
 * @param mediaId the platform's id
 * @param mediaType MIME type
 * @param sha256 hex, if told
 * @param md5 hex, if told
 * @param pdq perceptual hash, hex, if told
 * @param viewOnce whether it can be opened once only
 * @param hashMatch the name of the list of known hashes it is on, if any
 * @param viewedByPerson whether a person opened the file; true only when the input says so
 */
public record Media(
        String mediaId,
        String mediaType,
        @Nullable String sha256,
        @Nullable String md5,
        @Nullable String pdq,
        boolean viewOnce,
        @Nullable String hashMatch,
        boolean viewedByPerson) {
    /** About how many bytes it takes. */
    int weight() {
        return 2
                + mediaId.length()
                + mediaType.length()
                + Event.length(sha256)
                + Event.length(md5)
                + Event.length(pdq)
                + Event.length(hashMatch);
    }
}
