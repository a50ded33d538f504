// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.detect;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Digests of the conversations that a subtask heard of last, within a bound of memory. Nothing of it is state: after a restart it is
 * empty, and each conversation's log is read once for its digest.
 */
final class LogDigests {
    private static final int INITIAL_CAPACITY = 1_024;
    private static final float LOAD_FACTOR = 0.75f;

    private final long maxBytes;
    private final Map<String, Held> byConversation = new LinkedHashMap<>(INITIAL_CAPACITY, LOAD_FACTOR, true);
    private long bytes;

    LogDigests(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** A digest and what it was counted with: it grows while it is held. */
    private static final class Held {
        private final LogDigest digest;
        private int bytes;

        Held(LogDigest digest) {
            this.digest = digest;
        }
    }

    /** What is known of a conversation's log, if anything. */
    @Nullable
    LogDigest get(String conversationId) {
        Held held = byConversation.get(conversationId);
        return held == null ? null : held.digest;
    }

    /** Keeps a digest, new or grown, and forgets those of conversations that were silent for longest. */
    void put(String conversationId, LogDigest digest) {
        Held held = byConversation.get(conversationId);
        if (held == null || held.digest != digest) {
            bytes -= held == null ? 0 : held.bytes;
            held = new Held(digest);
            byConversation.put(conversationId, held);
        }
        bytes += digest.bytes() - held.bytes;
        held.bytes = digest.bytes();
        Iterator<Held> longestSilent = byConversation.values().iterator();
        while (bytes > maxBytes && longestSilent.hasNext()) {
            bytes -= longestSilent.next().bytes;
            longestSilent.remove();
        }
    }

    void clear() {
        byConversation.clear();
        bytes = 0;
    }

    /** How many conversations are known. */
    int size() {
        return byConversation.size();
    }
}
