// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.detect;

import java.time.Duration;

/**
 * Which accounts were said to have a part in which conversations, so that it is said once in a period and not for each event. Nothing of
 * it is state: what it has forgotten is said again, which changes nothing.
 *
 * <p>An array with one place for a pair, taken by whoever came last. That a pair is mistaken for another, and so not said, is to be expected
 * about once in 10^15 times ({@link Fingerprints}).
 */
final class ToldPresences {
    /** How long what was said counts: {@link FindConversations} keeps it for so long after the retention of evidence. */
    static final Duration PERIOD = Duration.ofDays(30);

    /** A mebi of pairs: as many as half a million open conversations of two, in 8 MiB. */
    private static final int PLACES = 1 << 20;
    /** Odd, and so of no two periods the same: 2^64 divided by the golden ratio. */
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    private final Fingerprints accounts = new Fingerprints();
    private final Fingerprints conversations = new Fingerprints();
    private final long[] told = new long[PLACES];

    /** Whether this has to be said; from now on it was. */
    boolean isNew(String accountId, long conversation, long knownAtMillis) {
        long period = knownAtMillis / PERIOD.toMillis();
        long pair = (accounts.of(accountId) ^ conversation) + period * SPREAD;
        int place = (int) (pair >>> (Long.SIZE - Integer.numberOfTrailingZeros(PLACES)));
        if (told[place] == pair) {
            return false;
        }
        told[place] = pair;
        return true;
    }

    /** What a conversation is known by here: the same for all its accounts. */
    long conversation(String conversationId) {
        return conversations.of(conversationId);
    }
}
