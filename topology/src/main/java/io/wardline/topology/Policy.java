// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology;

import io.wardline.pattern.flink.Automaton;
import io.wardline.topology.cases.CaseLogic;
import java.time.Duration;
import java.util.List;

/**
 * What the topology holds to, wherever it runs.
 *
 * @param automata of the patterns that are live or in shadow
 * @param retention how long evidence is kept, by event time
 * @param maxEvidence the most events that are kept of one conversation
 * @param cases the ladder and the retention of cases
 */
public record Policy(List<Automaton> automata, Duration retention, int maxEvidence, CaseLogic cases) {
    /** The contract's retention of evidence; wider windows are refused by the pattern language. */
    public static final Duration RETENTION = Duration.ofDays(30);
    /** The contract's bound of a conversation's evidence. */
    public static final int MAX_EVIDENCE = 512;

    public Policy {
        automata = List.copyOf(automata);
    }
}
