// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.ingest;

import io.wardline.topology.event.DeadLetter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Lets what was read through, and sends dead letters aside; counts both.
 *
 * @param <I> what came of a record
 * @param <O> what is let through
 */
public abstract class AdmitRecords<I, O> extends ProcessFunction<I, O> {
    private static final long serialVersionUID = 1L;

    private final String readMetric;
    private transient Counter read;
    private transient Counter deadLetters;

    /** @param readMetric the counter of all records */
    protected AdmitRecords(String readMetric) {
        this.readMetric = readMetric;
    }

    /** Why a record is not taken; null when it is. */
    protected abstract @Nullable DeadLetter deadLetter(I ingested);

    /** What is let through of a record; null for nothing. */
    protected abstract @Nullable O admitted(I ingested);

    /**
     * What else goes aside of a record: by default nothing.
     *
     * @param admitted what was let through, if anything
     */
    protected void aside(I ingested, @Nullable O admitted, Context context) {}

    @Override
    public void open(OpenContext context) {
        read = metrics().counter(readMetric);
        deadLetters = metrics().counter("dead_letters");
    }

    protected final MetricGroup metrics() {
        return getRuntimeContext().getMetricGroup().addGroup("wardline");
    }

    @Override
    public final void processElement(I ingested, Context context, Collector<O> out) {
        read.inc();
        DeadLetter deadLetter = deadLetter(ingested);
        if (deadLetter != null) {
            deadLetters.inc();
            context.output(DeadLetters.TAG, deadLetter);
        }
        O admitted = admitted(ingested);
        aside(ingested, admitted, context);
        if (admitted != null) {
            out.collect(admitted);
        }
    }
}
