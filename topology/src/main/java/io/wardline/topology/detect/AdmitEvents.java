// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.detect;

import io.wardline.pattern.Vocabulary;
import io.wardline.topology.event.Arrival;
import io.wardline.topology.event.DeadLetter;
import io.wardline.topology.ingest.DeadLetters;
import io.wardline.topology.ingest.IngestedEvent;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Lets through what could be evidence, before the shuffle; the rest is counted, and dead letters go aside. */
public final class AdmitEvents extends ProcessFunction<IngestedEvent, Arrival> {
    private static final long serialVersionUID = 1L;

    private transient Counter read;
    private transient Counter admitted;
    private transient Counter deadLetters;

    @Override
    public void open(OpenContext context) {
        MetricGroup metrics = getRuntimeContext().getMetricGroup().addGroup("wardline");
        read = metrics.counter("events_read");
        admitted = metrics.counter("events_admitted");
        deadLetters = metrics.counter("dead_letters");
    }

    @Override
    public void processElement(IngestedEvent ingested, Context context, Collector<Arrival> out) {
        read.inc();
        DeadLetter deadLetter = ingested.deadLetter();
        if (deadLetter != null) {
            deadLetters.inc();
            context.output(DeadLetters.TAG, deadLetter);
        }
        Arrival arrival = ingested.arrival();
        if (arrival != null && Vocabulary.admits(arrival.event())) {
            admitted.inc();
            out.collect(arrival);
        }
    }
}
