// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology;

import io.wardline.topology.account.Decision;
import io.wardline.topology.cases.AlertOfCase;
import io.wardline.topology.cases.CaseSnapshot;
import io.wardline.topology.cases.Escalation;
import io.wardline.topology.detect.Tell;
import io.wardline.topology.event.DeadLetter;
import io.wardline.topology.revision.PatternStatus;
import org.apache.flink.streaming.api.datastream.DataStream;

/** What the topology tells. */
public record Outputs(
        DataStream<AlertOfCase> alerts,
        DataStream<Tell> shadowAlerts,
        DataStream<CaseSnapshot> cases,
        DataStream<Escalation> escalations,
        DataStream<Decision> decisions,
        DataStream<PatternStatus> patternStatuses,
        DataStream<DeadLetter> deadLetters) {}
