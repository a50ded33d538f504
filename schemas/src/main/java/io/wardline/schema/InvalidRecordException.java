// SPDX-License-Identifier: Apache-2.0
package io.wardline.schema;

/**
 * A JSON document is not a record of the contract. The message names the field, as in {@code recipients[0].account_id: missing},
 * and never its value: it ends up in logs and dead letters, and the values are about children. For the same reason it has no cause,
 * since a parser's own message quotes what it read.
 */
public final class InvalidRecordException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What kind of mistake it is, as the contract's dead letters tell them apart. */
    public enum Kind {
        /** Not JSON at all, or JSON that says one thing twice. */
        UNDECODABLE,
        /** Larger or deeper than {@link AvroJson} reads. */
        OVERSIZED,
        /** JSON, but not the record. */
        INVALID;

        /** The dead letter's {@code code}. */
        public String code() {
            return switch (this) {
                case UNDECODABLE -> "undecodable";
                case OVERSIZED -> "oversized";
                case INVALID -> "invalid";
            };
        }
    }

    private final Kind kind;

    InvalidRecordException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
