// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.detect;

import io.wardline.topology.event.AgeBand;
import io.wardline.topology.event.Event;
import io.wardline.topology.event.Party;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * What has to be known of a stored log so that most arrivals can be appended to it without reading it. It errs to one side: what it calls
 * plain changes nothing but the log, and of the rest it says only that the log must be read. It may speak of events that have
 * expired since, which makes it more careful and not less.
 */
final class LogDigest {
    /** A group of more is read each time: few conversations are one, and looking through many accounts takes as long. */
    static final int MAX_ACCOUNTS = 8;

    private static final int FIRST_IDS = 8;
    /** About what the heap gives an object's header and fields, an entry of the map that holds it, and an account's id. */
    private static final int OVERHEAD_BYTES = 320;

    private static final int ACCOUNT_BYTES = 100;

    private int[] idHashes = new int[FIRST_IDS];
    private int size;
    private long weight;
    private long earliestMillis = Long.MAX_VALUE;
    private long latestMillis = Long.MIN_VALUE;
    private String[] accounts = new String[2];
    private AgeBand[] youngest = new AgeBand[2];
    private int accountCount;
    private final BitSet steps = new BitSet();

    /** The digest of a log as it is stored, copies and all. */
    static LogDigest of(List<Event> stored) {
        LogDigest digest = new LogDigest();
        stored.forEach(digest::add);
        return digest;
    }

    /** One more is stored. Its steps are added by who knows them, to {@link #steps}. */
    void add(Event event) {
        if (size == idHashes.length) {
            idHashes = Arrays.copyOf(idHashes, 2 * size);
        }
        idHashes[size++] = event.eventId().hashCode();
        weight += event.weight();
        earliestMillis = Math.min(earliestMillis, event.occurredAtMillis());
        latestMillis = Math.max(latestMillis, event.occurredAtMillis());
        add(event.sender());
        event.recipients().forEach(this::add);
    }

    private void add(Party party) {
        int account = indexOf(party.accountId());
        if (account >= 0) {
            youngest[account] = AgeBand.younger(youngest[account], party.ageBand());
            return;
        }
        if (accountCount > MAX_ACCOUNTS) {
            return; // it is a group, which is all that matters
        }
        if (accountCount == accounts.length) {
            accounts = Arrays.copyOf(accounts, 2 * accountCount);
            youngest = Arrays.copyOf(youngest, 2 * accountCount);
        }
        accounts[accountCount] = party.accountId();
        youngest[accountCount++] = party.ageBand();
    }

    /** The steps of live patterns that its events may satisfy, as the detector numbers them. */
    BitSet steps() {
        return steps;
    }

    /**
     * Whether an arrival is no copy, comes after all others, is within the retention of each, fits the bounds, and makes nobody younger
     * than was known.
     */
    boolean isPlain(Event arrival, long retentionMillis, int maxEvents, long maxWeight) {
        return arrival.occurredAtMillis() > latestMillis
                && arrival.occurredAtMillis() - retentionMillis < earliestMillis
                && size < maxEvents
                && weight + arrival.weight() <= maxWeight
                && accountCount <= MAX_ACCOUNTS
                && !mayHold(arrival.eventId())
                && !isYounger(arrival);
    }

    /** Two ids may share a hash; then the log is read, and tells. */
    private boolean mayHold(String eventId) {
        int hash = eventId.hashCode();
        for (int i = 0; i < size; i++) {
            if (idHashes[i] == hash) {
                return true;
            }
        }
        return false;
    }

    private boolean isYounger(Event arrival) {
        if (isYounger(arrival.sender())) {
            return true;
        }
        for (Party recipient : arrival.recipients()) {
            if (isYounger(recipient)) {
                return true;
            }
        }
        return false;
    }

    private boolean isYounger(Party party) {
        int account = indexOf(party.accountId());
        return account >= 0 && AgeBand.younger(youngest[account], party.ageBand()) != youngest[account];
    }

    private int indexOf(String accountId) {
        for (int i = 0; i < accountCount; i++) {
            if (accounts[i].equals(accountId)) {
                return i;
            }
        }
        return -1;
    }

    /** About how much of the heap it holds on to. */
    int bytes() {
        return OVERHEAD_BYTES
                + Integer.BYTES * idHashes.length
                + ACCOUNT_BYTES * accounts.length
                + steps.size() / Byte.SIZE;
    }
}
