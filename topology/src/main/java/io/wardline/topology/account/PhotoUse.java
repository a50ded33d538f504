// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * An account's use of a photo, at one part of the photo's bits.
 *
 * @param place which part it is, 0..31
 * @param band the part, hashed
 * @param key of the photo
 * @param sealed the photo's bits, encrypted
 * @param firstMillis the first use
 * @param lastDay the last use, in days since 1970
 */
@SuppressWarnings("ArrayRecordComponent") // sealed bits; uses are never compared
@TypeInfo(AccountForms.class)
public record PhotoUse(
        int place,
        String band,
        String key,
        byte[] sealed,
        String accountId,
        long firstMillis,
        int lastDay,
        long knownAtMillis) {
    /** The key under which photos meet: a part has a meaning at its place only. */
    public String keyOfBand() {
        return place + "/" + band;
    }

    /** Whether both are of one account and one photo. */
    boolean isOf(PhotoUse other) {
        return key.equals(other.key) && accountId.equals(other.accountId);
    }

    /** Both uses as one, known since the latter. */
    PhotoUse and(PhotoUse later) {
        return new PhotoUse(
                place,
                band,
                key,
                sealed,
                accountId,
                Math.min(firstMillis, later.firstMillis),
                Math.max(lastDay, later.lastDay),
                later.knownAtMillis);
    }

    boolean hasDaysOf(PhotoUse other) {
        return firstMillis == other.firstMillis && lastDay == other.lastDay;
    }
}
