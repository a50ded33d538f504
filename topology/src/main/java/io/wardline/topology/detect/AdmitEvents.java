// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.detect;

import io.wardline.pattern.Vocabulary;
import io.wardline.topology.event.Arrival;
import io.wardline.topology.event.ConversationNews;
import io.wardline.topology.event.DeadLetter;
import io.wardline.topology.event.Event;
import io.wardline.topology.event.Party;
import io.wardline.topology.ingest.AdmitRecords;
import io.wardline.topology.ingest.IngestedEvent;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Lets through what could be evidence, before the shuffle; the rest is counted, and dead letters go aside. So does which accounts have a
 * part in which conversation.
 */
public final class AdmitEvents extends AdmitRecords<IngestedEvent, ConversationNews> {
    /** Which accounts evidence is of, mostly once in a period of {@link ToldPresences}. */
    public static final OutputTag<Presence> PRESENCES = new OutputTag<>("presences") {
        private static final long serialVersionUID = 1L;
    };

    private static final long serialVersionUID = 1L;

    private transient Counter admitted;
    private transient ToldPresences told;

    public AdmitEvents() {
        super("events_read");
    }

    @Override
    public void open(OpenContext context) {
        super.open(context);
        admitted = metrics().counter("events_admitted");
        told = new ToldPresences();
    }

    @Override
    protected @Nullable DeadLetter deadLetter(IngestedEvent ingested) {
        return ingested.deadLetter();
    }

    @Override
    protected @Nullable ConversationNews admitted(IngestedEvent ingested) {
        Arrival arrival = ingested.arrival();
        if (arrival == null || !Vocabulary.admits(arrival.event())) {
            return null;
        }
        admitted.inc();
        return ConversationNews.of(arrival);
    }

    @Override
    protected void aside(IngestedEvent ingested, @Nullable ConversationNews admitted, Context context) {
        if (admitted == null || admitted.event() == null) {
            return;
        }
        Event event = admitted.event();
        String conversationId = admitted.conversationId();
        long conversation = told.conversation(conversationId);
        if (told.isNew(event.senderId(), conversation, event.knownAtMillis())) {
            context.output(PRESENCES, new Presence(event.senderId(), conversationId));
        }
        for (Party recipient : event.recipients()) {
            if (told.isNew(recipient.accountId(), conversation, event.knownAtMillis())) {
                context.output(PRESENCES, new Presence(recipient.accountId(), conversationId));
            }
        }
    }
}
