// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.stream;

import java.time.Duration;

/**
 * What a generated stream is like. The same spec gives the same events.
 *
 * @param seed of everything random
 * @param openConversations how many are under way at any time; one that ends is followed by a new one
 * @param evidenceShare how many of all events are evidence, above 0 and at most 1
 * @param evidencePerConversation the mean; sizes are skewed, see {@link EventStream}
 * @param disorder the longest that an event arrives after it happened; zero for a stream in order
 */
public record StreamSpec(
        long seed, int openConversations, double evidenceShare, int evidencePerConversation, Duration disorder) {
    /** What the ratios are quoted of: 5 % evidence, 20 of them in a conversation, a minute of disorder. */
    public static final StreamSpec USUAL = new StreamSpec(20_260_101, 10_000, 0.05, 20, Duration.ofMinutes(1));

    public StreamSpec {
        if (openConversations < 1 || evidencePerConversation < 1 || evidenceShare <= 0 || evidenceShare > 1) {
            throw new IllegalArgumentException("not a stream: %d conversations of %d, %f of it evidence"
                    .formatted(openConversations, evidencePerConversation, evidenceShare));
        }
    }

    public StreamSpec withSeed(long value) {
        return new StreamSpec(value, openConversations, evidenceShare, evidencePerConversation, disorder);
    }

    public StreamSpec withOpenConversations(int value) {
        return new StreamSpec(seed, value, evidenceShare, evidencePerConversation, disorder);
    }

    public StreamSpec withEvidenceShare(double value) {
        return new StreamSpec(seed, openConversations, value, evidencePerConversation, disorder);
    }

    public StreamSpec withEvidencePerConversation(int value) {
        return new StreamSpec(seed, openConversations, evidenceShare, value, disorder);
    }

    public StreamSpec withDisorder(Duration value) {
        return new StreamSpec(seed, openConversations, evidenceShare, evidencePerConversation, value);
    }
}
