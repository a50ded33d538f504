// SPDX-License-Identifier: Apache-2.0
package io.wardline.schema;

import java.io.IOException;

/** The registry did not answer, or answered that it can't now. The record is not at fault: wait and try again. */
public final class RegistryUnavailableException extends IOException {
    private static final long serialVersionUID = 1L;

    RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
