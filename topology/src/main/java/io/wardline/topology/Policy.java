// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology;

import io.wardline.topology.account.Linking;
import io.wardline.topology.cases.CaseLogic;
import io.wardline.topology.revision.PatternStart;
import java.time.Duration;

/**
 * What the topology holds to, wherever it runs.
 *
 * @param patterns to start with; what is published comes on top
 * @param retention how long evidence is kept, by event time
 * @param maxEvidence the most events that are kept of one conversation
 * @param digestBytes of the heap of each subtask of the detector, for what it remembers of conversations instead of reading their evidence
 * @param cases the ladder and the retention of cases
 * @param linking how accounts are linked
 */
public record Policy(
        PatternStart patterns,
        Duration retention,
        int maxEvidence,
        long digestBytes,
        CaseLogic cases,
        Linking linking) {
    /** The contract's retention of evidence; wider windows are refused by the pattern language. */
    public static final Duration RETENTION = Duration.ofDays(30);
    /** The contract's bound of a conversation's evidence. */
    public static final int MAX_EVIDENCE = 512;
    /** Four hundred thousand conversations on each subtask. */
    public static final long DIGEST_BYTES = 32L * 1024 * 1024;
}
