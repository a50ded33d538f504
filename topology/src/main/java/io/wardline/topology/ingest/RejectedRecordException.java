// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.ingest;

import io.wardline.topology.event.DeadLetter;

/** A record can't be used. The detail names the field and never its value: it ends up where people read. */
public final class RejectedRecordException extends Exception {
    private static final long serialVersionUID = 1L;
    private final DeadLetter.Code code;

    public RejectedRecordException(DeadLetter.Code code, String detail) {
        super(detail);
        this.code = code;
    }

    /** Why, for machines. */
    public DeadLetter.Code code() {
        return code;
    }

    /** Why, for people. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
