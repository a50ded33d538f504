// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology;

import io.wardline.topology.ingest.IngestedAccount;
import io.wardline.topology.ingest.IngestedDecision;
import io.wardline.topology.ingest.IngestedEvent;
import io.wardline.topology.ingest.IngestedReport;
import io.wardline.topology.ingest.IngestedRevision;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * What the topology reads: records that are already decoded, or dead.
 *
 * @param patterns on one subtask, since all have to see published revisions in the same order
 * @param decisions that the job told: Flink has no way back from a later operator to an earlier one, so they come in anew
 */
public record Inputs(
        DataStream<IngestedAccount> accounts,
        DataStream<IngestedEvent> events,
        DataStream<IngestedReport> reports,
        DataStream<IngestedRevision> patterns,
        DataStream<IngestedDecision> decisions) {}
