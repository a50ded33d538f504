// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import io.wardline.topology.event.DeadLetter;
import io.wardline.topology.event.ReportEvent;
import io.wardline.topology.ingest.DeadLetters;
import io.wardline.topology.ingest.IngestedReport;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Lets report events through; dead letters go aside. */
public final class AdmitReports extends ProcessFunction<IngestedReport, ReportEvent> {
    private static final long serialVersionUID = 1L;

    private transient Counter read;
    private transient Counter deadLetters;

    @Override
    public void open(OpenContext context) {
        MetricGroup metrics = getRuntimeContext().getMetricGroup().addGroup("wardline");
        read = metrics.counter("reports_read");
        deadLetters = metrics.counter("dead_letters");
    }

    @Override
    public void processElement(IngestedReport ingested, Context context, Collector<ReportEvent> out) {
        read.inc();
        DeadLetter deadLetter = ingested.deadLetter();
        if (deadLetter != null) {
            deadLetters.inc();
            context.output(DeadLetters.TAG, deadLetter);
        }
        ReportEvent report = ingested.report();
        if (report != null) {
            out.collect(report);
        }
    }
}
