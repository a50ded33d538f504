// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.revision;

import java.util.List;

/**
 * What one subtask made of a revision.
 *
 * @param subtask from 0
 * @param parallelism how many subtasks there are
 * @param diagnostics why, one mistake an item
 * @param atMillis when
 */
public record PatternStatus(
        String patternId,
        int revision,
        int subtask,
        int parallelism,
        State state,
        List<String> diagnostics,
        long atMillis) {
    /** The contract's states. */
    public enum State {
        LIVE,
        SHADOW,
        REJECTED,
        QUARANTINED,
        RETIRED
    }

    /** The latest of a key is what holds. */
    public String key() {
        return patternId + "@" + revision + "/" + subtask;
    }
}
