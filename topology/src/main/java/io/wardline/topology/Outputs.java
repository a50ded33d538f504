// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology;

import io.wardline.topology.cases.CaseSnapshot;
import io.wardline.topology.cases.Escalation;
import io.wardline.topology.detect.DatedAlert;
import io.wardline.topology.event.DeadLetter;
import io.wardline.topology.revision.PatternStatus;
import org.apache.flink.streaming.api.datastream.DataStream;

/** What the topology tells. */
public record Outputs(
        DataStream<DatedAlert> alerts,
        DataStream<DatedAlert> shadowAlerts,
        DataStream<CaseSnapshot> cases,
        DataStream<Escalation> escalations,
        DataStream<PatternStatus> patternStatuses,
        DataStream<DeadLetter> deadLetters) {
    /** These outputs, with dead letters of another source among them. */
    public Outputs withDeadLetters(DataStream<DeadLetter> more) {
        return new Outputs(alerts, shadowAlerts, cases, escalations, patternStatuses, deadLetters.union(more));
    }
}
