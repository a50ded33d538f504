// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

/**
 * A level of the ladder that is over: told, or left out.
 *
 * @param episodeMillis the beginning of the episode it belongs to; see {@link CaseView}
 * @param level its name
 * @param repeat 0 for the first time
 * @param firedAtMillis when
 * @param outcome what happened
 */
public record FiredLevel(long episodeMillis, String level, int repeat, long firedAtMillis, Outcome outcome) {
    /** What became of a level. */
    public enum Outcome {
        /** Told. */
        TOLD,
        /** Left out: a crisis or a filing went over it, or an acknowledgement quieted it. */
        SKIPPED,
        /** Told to be resolved, since the case was filed. */
        RESOLVED
    }
}
