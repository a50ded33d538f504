// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.detect;

import io.wardline.topology.event.DeadLetter;
import io.wardline.topology.ingest.DeadLetters;
import io.wardline.topology.ingest.IngestedRevision;
import io.wardline.topology.revision.Revision;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Lets published revisions through to every subtask of the detector; what is none goes to the dead letters. */
public final class AdmitPatterns extends ProcessFunction<IngestedRevision, Revision> {
    private static final long serialVersionUID = 1L;

    private transient Counter read;
    private transient Counter deadLetters;

    @Override
    public void open(OpenContext context) {
        MetricGroup metrics = getRuntimeContext().getMetricGroup().addGroup("wardline");
        read = metrics.counter("patterns_read");
        deadLetters = metrics.counter("dead_letters");
    }

    @Override
    public void processElement(IngestedRevision ingested, Context context, Collector<Revision> out) {
        read.inc();
        DeadLetter deadLetter = ingested.deadLetter();
        if (deadLetter != null) {
            deadLetters.inc();
            context.output(DeadLetters.TAG, deadLetter);
        }
        if (ingested.revision() != null) {
            out.collect(ingested.revision());
        }
    }
}
