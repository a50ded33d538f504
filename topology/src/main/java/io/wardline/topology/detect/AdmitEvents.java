// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.detect;

import io.wardline.pattern.Vocabulary;
import io.wardline.topology.event.Arrival;
import io.wardline.topology.event.DeadLetter;
import io.wardline.topology.ingest.AdmitRecords;
import io.wardline.topology.ingest.IngestedEvent;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.jspecify.annotations.Nullable;

/** Lets through what could be evidence, before the shuffle; the rest is counted, and dead letters go aside. */
public final class AdmitEvents extends AdmitRecords<IngestedEvent, Arrival> {
    private static final long serialVersionUID = 1L;

    private transient Counter admitted;

    public AdmitEvents() {
        super("events_read");
    }

    @Override
    public void open(OpenContext context) {
        super.open(context);
        admitted = metrics().counter("events_admitted");
    }

    @Override
    protected @Nullable DeadLetter deadLetter(IngestedEvent ingested) {
        return ingested.deadLetter();
    }

    @Override
    protected @Nullable Arrival admitted(IngestedEvent ingested) {
        Arrival arrival = ingested.arrival();
        if (arrival == null || !Vocabulary.admits(arrival.event())) {
            return null;
        }
        admitted.inc();
        return arrival;
    }
}
