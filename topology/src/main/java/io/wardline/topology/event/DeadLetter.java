// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.event;

/**
 * A record that can't be used, kept so that it can be looked at, mended and sent again.
 *
 * @param origin where it came from
 * @param code why, for machines
 * @param detail why, for people; never a value of the record
 * @param bytes the record, as received
 * @param knownAtMillis the record's Kafka timestamp
 */
@SuppressWarnings("ArrayRecordComponent") // bytes as received; records with them are never compared
public record DeadLetter(Origin origin, Code code, String detail, byte[] bytes, long knownAtMillis) {
    /** The contract's codes; the name in lower case is the one on the wire. */
    public enum Code {
        UNDECODABLE,
        UNKNOWN_SCHEMA,
        INCOMPATIBLE_SCHEMA,
        INVALID,
        OVERSIZED,
        TOO_OLD,
        FUTURE,
        UNKNOWN_CASE;
    }
}
