// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a decision has and its record has no field for, as headers beside the record: the job reads its own decisions back. A record
 * without them, such as somebody's copy, still says all that the contract has.
 */
public final class DecisionHeaders {
    /** All headers of the job begin so; others' are passed over. */
    public static final String PREFIX = "wardline-";

    /** When the ring's oldest account was disabled: milliseconds since the epoch. */
    public static final String RING_SINCE = PREFIX + "ring-since";
    /** {@link Ring#hops()} of the ring. */
    public static final String RING_HOPS = PREFIX + "ring-hops";
    /** The id of {@link Decision#origin()}. */
    public static final String ORIGIN = PREFIX + "origin";
    /** Since when that is a ring: milliseconds since the epoch. */
    public static final String ORIGIN_SINCE = PREFIX + "origin-since";

    private DecisionHeaders() {}

    /** Of a decision, by name. */
    public static Map<String, String> of(Decision decision) {
        Map<String, String> headers = new TreeMap<>();
        if (decision.ring() != null) {
            headers.put(RING_SINCE, Long.toString(decision.ring().sinceMillis()));
            headers.put(RING_HOPS, Integer.toString(decision.ring().hops()));
        }
        if (decision.origin() != null) {
            headers.put(ORIGIN, decision.origin().id());
            headers.put(ORIGIN_SINCE, Long.toString(decision.origin().sinceMillis()));
        }
        return headers;
    }

    /**
     * The ring of a decision. Without the headers it counts from the decision, and is one link away.
     *
     * @param id of the ring, from the record
     * @throws NumberFormatException when a header is no number, or none that the job writes
     */
    public static @Nullable Ring ring(Map<String, String> headers, @Nullable String id, long decidedAtMillis) {
        return id == null ? null : new Ring(id, since(headers, RING_SINCE, decidedAtMillis), hops(headers));
    }

    private static int hops(Map<String, String> headers) {
        int hops = Integer.parseInt(headers.getOrDefault(RING_HOPS, "1"));
        if (hops < 1 || hops > Ring.MAX_HOPS) {
            throw new NumberFormatException(RING_HOPS + " is not from 1 to " + Ring.MAX_HOPS);
        }
        return hops;
    }

    /**
     * The origin of a decision. Where there are no headers it is the ring.
     *
     * @throws NumberFormatException when the header is no time
     */
    public static @Nullable Ring origin(Map<String, String> headers, @Nullable Ring ring, long decidedAtMillis) {
        String id = headers.get(ORIGIN);
        if (id != null) {
            return new Ring(id, since(headers, ORIGIN_SINCE, decidedAtMillis), 0);
        }
        if (ring == null || headers.containsKey(RING_SINCE)) {
            return null;
        }
        return new Ring(ring.id(), ring.sinceMillis(), 0);
    }

    private static long since(Map<String, String> headers, String name, long otherwiseMillis) {
        String millis = headers.get(name);
        return millis == null ? otherwiseMillis : Long.parseLong(millis);
    }
}
