// SPDX-License-Identifier: Apache-2.0
package io.wardline.filing;

/** Why something was not filed, in one line that says what to do. It holds nothing that a server wrote, and nobody's words. */
public final class FilingException extends RuntimeException {
    public FilingException(String message) {
        super(message);
    }

    public FilingException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
