// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.contender;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a contender told: for which events of which conversations the sequence was complete. Engines that tell one for every combination
 * of earlier events tell the same event more than once; it counts once.
 */
public final class Matches {
    private final Set<String> deciding = new HashSet<>();
    private final List<String> told = new ArrayList<>();

    /** The sequence is complete with this event. */
    public void tell(String conversationId, String decidingEventId) {
        deciding.add(conversationId + '/' + decidingEventId);
        told.add(decidingEventId);
    }

    /** It is not after all, as an event that arrived late has shown. */
    public void withdraw(String conversationId, String decidingEventId) {
        deciding.remove(conversationId + '/' + decidingEventId);
    }

    /** The deciding events of all that was told, in the order in which it was, also what was withdrawn later. */
    public List<String> told() {
        return Collections.unmodifiableList(told);
    }

    public int count() {
        return deciding.size();
    }

    /** Whether the other told the very same. */
    public boolean sameAs(Matches other) {
        return deciding.equals(other.deciding);
    }
}
