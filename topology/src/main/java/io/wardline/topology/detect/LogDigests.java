// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.detect;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Digests of the conversations that a subtask heard of last, within a bound of memory. Nothing of it is state: after a restart it is
 * empty, and each conversation's log is read once for its digest.
 *
 * <p>One array that is laid out once, as a processor's cache is: a conversation has its place in one bucket, and when that is full the
 * one goes whose latest event is the oldest. So nothing is allocated for a conversation, and the collector has nothing to look at.
 * A conversation is known by its fingerprint. One that is mistaken for another has other accounts, and so nothing about it is plain.
 */
final class LogDigests {
    private static final int WAYS = 8;
    /** Before the digest, the fingerprint of the conversation's id. */
    private static final int KEY_WORDS = 1;

    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final Fingerprints fingerprints = new Fingerprints();
    private final long[] words;
    private int stepWords;
    private int wordsEach;
    private int buckets;
    /** The last one that was looked for, which is mostly the next one to be kept. */
    private @Nullable String lastId;

    private long lastKey;

    /** @param maxBytes of the heap, all of it taken at once; with too few for one bucket, nothing is remembered */
    LogDigests(long maxBytes) {
        words = new long[(int) Math.min(maxBytes / Long.BYTES, LONGEST_ARRAY)];
        reset(0);
    }

    /**
     * Forgets everything.
     *
     * @param steps how many steps there may be in the digests from now on
     */
    void reset(int steps) {
        Arrays.fill(words, 0);
        stepWords = (steps + Long.SIZE - 1) / Long.SIZE;
        wordsEach = KEY_WORDS + LogDigest.WORDS + stepWords;
        buckets = words.length / (WAYS * wordsEach);
    }

    /** How many conversations it can remember at most. */
    int capacity() {
        return buckets * WAYS;
    }

    /** For the digests that are kept here. */
    Fingerprints fingerprints() {
        return fingerprints;
    }

    /** What is known of a conversation's log, if anything. What becomes of it is kept by {@link #put}. */
    @Nullable
    LogDigest get(String conversationId) {
        int at = find(key(conversationId));
        return at < 0 ? null : LogDigest.read(words, at + KEY_WORDS, stepWords, fingerprints);
    }

    /** Keeps a digest, new or grown, and may forget that of a conversation which was silent for longer. */
    void put(String conversationId, LogDigest digest) {
        if (buckets == 0) {
            return;
        }
        long key = key(conversationId);
        int at = find(key);
        if (at < 0) {
            at = roomFor(key);
        }
        words[at] = key;
        digest.write(words, at + KEY_WORDS, stepWords);
    }

    private long key(String conversationId) {
        if (!conversationId.equals(lastId)) {
            lastKey = fingerprints.of(conversationId);
            lastId = conversationId;
        }
        return lastKey;
    }

    /** Where a conversation is, or a negative number. */
    private int find(long key) {
        if (buckets == 0) {
            return -1;
        }
        int first = firstOf(key);
        for (int way = 0; way < WAYS; way++) {
            int at = first + way * wordsEach;
            if (words[at] == key && LogDigest.isWritten(words, at + KEY_WORDS)) {
                return at;
            }
        }
        return -1;
    }

    /** Where there is nobody, or the one who was silent for longest. */
    private int roomFor(long key) {
        int first = firstOf(key);
        int longestSilent = first;
        for (int way = 0; way < WAYS; way++) {
            int at = first + way * wordsEach;
            if (!LogDigest.isWritten(words, at + KEY_WORDS)) {
                return at;
            }
            if (latestOf(at) < latestOf(longestSilent)) {
                longestSilent = at;
            }
        }
        return longestSilent;
    }

    private long latestOf(int at) {
        return words[at + KEY_WORDS + LogDigest.LATEST];
    }

    private int firstOf(long key) {
        int bucket = (int) (((key >>> Integer.SIZE) * buckets) >>> Integer.SIZE);
        return bucket * WAYS * wordsEach;
    }
}
