// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

/**
 * A group of accounts that are likely the same people's, named after the one of them that was disabled first. Ordered from the oldest,
 * since where two meet the older one's name serves.
 *
 * @param id the account that was disabled first
 * @param sinceMillis when it was
 */
public record Ring(String id, long sinceMillis) implements Comparable<Ring> {
    @Override
    public int compareTo(Ring other) {
        int bySince = Long.compare(sinceMillis, other.sinceMillis);
        return bySince != 0 ? bySince : id.compareTo(other.id);
    }
}
