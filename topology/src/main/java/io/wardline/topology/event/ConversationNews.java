// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.event;

import org.jspecify.annotations.Nullable;

/**
 * What a conversation hears of: exactly one of the two. In one stream, since Flink's operators have two inputs and patterns come by the
 * other.
 *
 * @param conversationId the key
 * @param event an admitted event
 * @param erasure by one of its accounts
 */
public record ConversationNews(String conversationId, @Nullable Event event, @Nullable Erasure erasure) {
    public static ConversationNews of(Arrival arrival) {
        return new ConversationNews(arrival.conversationId(), arrival.event(), null);
    }

    public static ConversationNews of(String conversationId, Erasure erasure) {
        return new ConversationNews(conversationId, null, erasure);
    }
}
