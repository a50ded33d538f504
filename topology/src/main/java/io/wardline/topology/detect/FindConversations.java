// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.detect;

import io.wardline.topology.event.ConversationNews;
import io.wardline.topology.event.Erasure;
import io.wardline.topology.event.InOrder;
import io.wardline.topology.event.Retention;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * One account a key: the conversations with evidence of it, so that each hears when its holder asks for that to be erased. A wish waits until
 * the clock of records has come to it: then every event that the platform knew before was heard of here, however far the events are
 * behind.
 *
 * <p>A conversation is written without being looked up, and goes by itself. There are as many as there is evidence of the account.
 */
public final class FindConversations extends KeyedCoProcessFunction<String, Erasure, Presence, ConversationNews> {
    private static final long serialVersionUID = 1L;

    private final Duration keep;

    private transient MapState<String, Boolean> conversations;
    private transient ValueState<String> lastWish;
    private transient InOrder<Erasure> waiting;

    /** @param retention of evidence */
    public FindConversations(Duration retention) {
        this.keep = retention.plus(ToldPresences.PERIOD);
    }

    @Override
    public void open(OpenContext context) {
        MapStateDescriptor<String, Boolean> ofConversations =
                new MapStateDescriptor<>("conversations", Types.STRING, Types.BOOLEAN);
        ofConversations.enableTimeToLive(Retention.of(keep));
        conversations = getRuntimeContext().getMapState(ofConversations);
        ValueStateDescriptor<String> ofWish = new ValueStateDescriptor<>("last-wish", Types.STRING);
        ofWish.enableTimeToLive(Retention.of(keep));
        lastWish = getRuntimeContext().getState(ofWish);
        waiting = new InOrder<>(
                getRuntimeContext(), "waiting-erasures", Erasure.class, Erasure::knownAtMillis, Erasure::eventId);
    }

    @Override
    public void processElement1(Erasure erasure, Context context, Collector<ConversationNews> out) throws Exception {
        waiting.add(erasure, context.timerService());
    }

    @Override
    public void processElement2(Presence presence, Context context, Collector<ConversationNews> out) throws Exception {
        conversations.put(presence.conversationId(), true);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<ConversationNews> out) throws Exception {
        for (Erasure erasure : waiting.until(timestamp)) {
            if (erasure.eventId().equals(lastWish.value())) {
                // A copy changes nothing, or what came after the wish would go too.
                continue;
            }
            lastWish.update(erasure.eventId());
            // They stay known: what is held there may be asked for again.
            for (String conversationId : conversations.keys()) {
                out.collect(ConversationNews.of(conversationId, erasure));
            }
        }
    }
}
