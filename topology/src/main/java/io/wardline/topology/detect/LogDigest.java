// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.detect;

import io.wardline.topology.event.AgeBand;
import io.wardline.topology.event.Event;
import io.wardline.topology.event.Party;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * What has to be known of a stored log so that most arrivals can be appended to it without reading it. It errs to one side: what it calls
 * plain changes nothing but the log, and of the rest it says only that the log must be read. It may speak of events that have
 * expired or were erased since, which makes it more careful and not less.
 *
 * <p>{@link LogDigests} keeps it as a few numbers of 64 bits, for there are many.
 */
final class LogDigest {
    /** A larger group is read each time: hardly any conversation is one. */
    static final int MAX_ACCOUNTS = 4;
    /** As numbers of 64 bits, beside its steps. */
    static final int WORDS = 3 + MAX_ACCOUNTS;
    /** Which of the numbers is the time of the latest event, in milliseconds since the epoch. */
    static final int LATEST = 0;

    private static final int EARLIEST = 1;
    /** Which of the numbers holds sizes: of accounts in the lowest byte, of events in the next two, of bytes in the rest. */
    private static final int SIZES = 2;

    private static final int EVENTS_SHIFT = 8;
    private static final int WEIGHT_SHIFT = 24;
    private static final int MOST_EVENTS = (1 << (WEIGHT_SHIFT - EVENTS_SHIFT)) - 1;
    /** The lowest bits of an account's fingerprint give way to its band. */
    private static final long BAND_MASK = 7;

    private static final List<AgeBand> BANDS = List.of(AgeBand.values());

    private final Fingerprints fingerprints;
    private int events;
    private long weight;
    private long earliestMillis = Long.MAX_VALUE;
    private long latestMillis = Long.MIN_VALUE;
    private int accountCount;
    private final long[] accounts = new long[MAX_ACCOUNTS];
    private final BitSet steps;

    private LogDigest(Fingerprints fingerprints, BitSet steps) {
        this.fingerprints = fingerprints;
        this.steps = steps;
    }

    /** The digest of a log as it is stored, copies and all. Its steps are added by who knows them, to {@link #steps}. */
    static LogDigest of(List<Event> stored, Fingerprints fingerprints) {
        LogDigest digest = new LogDigest(fingerprints, new BitSet());
        for (Event event : stored) {
            digest.count(event);
            digest.earliestMillis = Math.min(digest.earliestMillis, event.occurredAtMillis());
            digest.add(event.sender());
            event.recipients().forEach(digest::add);
        }
        return digest;
    }

    /** What {@link #write} wrote. */
    static LogDigest read(long[] words, int at, int stepWords, Fingerprints fingerprints) {
        LogDigest digest = new LogDigest(fingerprints, BitSet.valueOf(LongBuffer.wrap(words, at + WORDS, stepWords)));
        digest.latestMillis = words[at + LATEST];
        digest.earliestMillis = words[at + EARLIEST];
        digest.accountCount = (int) (words[at + SIZES] & 0xff);
        digest.events = (int) (words[at + SIZES] >>> EVENTS_SHIFT) & MOST_EVENTS;
        digest.weight = words[at + SIZES] >>> WEIGHT_SHIFT;
        System.arraycopy(words, at + WORDS - MAX_ACCOUNTS, digest.accounts, 0, MAX_ACCOUNTS);
        return digest;
    }

    /** As {@link #WORDS} numbers and so many more for its steps. The third is never 0. */
    void write(long[] words, int at, int stepWords) {
        words[at + LATEST] = latestMillis;
        words[at + EARLIEST] = earliestMillis;
        words[at + SIZES] =
                (weight << WEIGHT_SHIFT) | ((long) Math.min(events, MOST_EVENTS) << EVENTS_SHIFT) | accountCount;
        System.arraycopy(accounts, 0, words, at + WORDS - MAX_ACCOUNTS, MAX_ACCOUNTS);
        long[] set = steps.toLongArray();
        System.arraycopy(set, 0, words, at + WORDS, set.length);
        Arrays.fill(words, at + WORDS + set.length, at + WORDS + stepWords, 0);
    }

    /** Whether {@link #write} has written here, where there were only zeros. */
    static boolean isWritten(long[] words, int at) {
        return words[at + SIZES] != 0;
    }

    private void count(Event event) {
        events++;
        weight += event.weight();
        latestMillis = Math.max(latestMillis, event.occurredAtMillis());
    }

    private void add(Party party) {
        int account = indexOf(party.accountId());
        if (account >= 0) {
            set(account, accounts[account], AgeBand.younger(band(account), party.ageBand()));
        } else if (accountCount < MAX_ACCOUNTS) {
            set(accountCount++, fingerprints.of(party.accountId()), party.ageBand());
        } else {
            accountCount = MAX_ACCOUNTS + 1; // it is a group, which is all that matters
        }
    }

    private void set(int account, long fingerprint, AgeBand youngest) {
        accounts[account] = (fingerprint & ~BAND_MASK) | BANDS.indexOf(youngest);
    }

    private AgeBand band(int account) {
        return BANDS.get((int) (accounts[account] & BAND_MASK));
    }

    private int indexOf(String accountId) {
        long fingerprint = fingerprints.of(accountId) & ~BAND_MASK;
        for (int i = 0; i < Math.min(accountCount, MAX_ACCOUNTS); i++) {
            if ((accounts[i] & ~BAND_MASK) == fingerprint) {
                return i;
            }
        }
        return -1;
    }

    /** The steps of live patterns that its events may satisfy, as the detector numbers them. */
    BitSet steps() {
        return steps;
    }

    /**
     * Whether an arrival comes after all others, and so is no copy unless a copy differs; is within the retention of each; fits the bounds;
     * and has only accounts that are known, and are known to be as young as it says. A copy that differs is appended, which
     * changes nothing: of copies the first counts whenever the log is read.
     */
    boolean isPlain(Event arrival, long retentionMillis, int maxEvents, long maxWeight) {
        return arrival.occurredAtMillis() > latestMillis
                && arrival.occurredAtMillis() - retentionMillis < earliestMillis
                && events < maxEvents
                && weight + arrival.weight() <= maxWeight
                && accountCount <= MAX_ACCOUNTS
                && isNoNews(arrival.sender())
                && areNoNews(arrival.recipients());
    }

    private boolean areNoNews(List<Party> parties) {
        for (Party party : parties) {
            if (!isNoNews(party)) {
                return false;
            }
        }
        return true;
    }

    private boolean isNoNews(Party party) {
        int account = indexOf(party.accountId());
        return account >= 0 && AgeBand.younger(band(account), party.ageBand()) == band(account);
    }

    /** One more is stored, which is plain. */
    void append(Event plain) {
        count(plain);
    }
}
