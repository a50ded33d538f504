// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.topology;

import io.wardline.topology.event.ConversationNews;
import io.wardline.topology.event.DeadLetter;
import io.wardline.topology.ingest.AdmitRecords;
import io.wardline.topology.ingest.IngestedEvent;
import org.jspecify.annotations.Nullable;

/** Lets every event through that could be read, whether or not it could be evidence. */
final class PassEvents extends AdmitRecords<IngestedEvent, ConversationNews> {
    private static final long serialVersionUID = 1L;

    PassEvents() {
        super("events_read");
    }

    @Override
    protected @Nullable DeadLetter deadLetter(IngestedEvent ingested) {
        return ingested.deadLetter();
    }

    @Override
    protected @Nullable ConversationNews admitted(IngestedEvent ingested) {
        return ingested.arrival() == null ? null : ConversationNews.of(ingested.arrival());
    }
}
