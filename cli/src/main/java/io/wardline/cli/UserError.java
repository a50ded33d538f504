// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli;

/** What went wrong, in one line that says what to do. Commands throw it; {@link Wardline} prints the line and exits with 1. */
public final class UserError extends RuntimeException {
    private final String line;

    public UserError(String line) {
        this.line = oneLine(line);
    }

    public UserError(String line, Throwable cause) {
        super(cause);
        this.line = oneLine(line);
    }

    public String line() {
        return line;
    }

    @Override
    public String getMessage() {
        return line;
    }

    /** Also used for what others wrote: their line breaks must not make two lines of one error. */
    static String oneLine(String line) {
        return line.strip().replaceAll("\\s*\\R\\s*", "; ");
    }
}
