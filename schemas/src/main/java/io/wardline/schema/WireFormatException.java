// SPDX-License-Identifier: Apache-2.0
package io.wardline.schema;

import java.io.IOException;

/** A record does not begin with the registry's header: a zero byte and the four bytes of a schema's id. */
public final class WireFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    WireFormatException(String message) {
        super(message);
    }
}
