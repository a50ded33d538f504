// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern;

import java.io.Serial;

/**
 * A condition could not be evaluated. Names the condition and the kind of failure, never a value of the event, so that the message
 * may be logged and sent; for the same reason it has no cause.
 */
public final class ConditionFailedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String condition;

    public ConditionFailedException(String condition, String failure) {
        super("condition " + condition + " failed: " + failure);
        this.condition = condition;
    }

    /** {@code pattern-id/step}, or the name of a shared condition. */
    public String condition() {
        return condition;
    }
}
