// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.revision;

import io.wardline.pattern.flink.Automaton;
import java.util.List;

/**
 * A revision that checked.
 *
 * @param fromMillis the event time from which it decides
 * @param automata what it compiles to; none when it is retired
 */
public record RunnableRevision(
        String patternId, int revision, String hash, Revision.State state, long fromMillis, List<Automaton> automata) {
    /** Decides whatever the event's time. */
    public static final long ALWAYS = Long.MIN_VALUE;

    public RunnableRevision {
        automata = List.copyOf(automata);
    }
}
