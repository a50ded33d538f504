// SPDX-License-Identifier: Apache-2.0
package io.wardline.schema;

import java.io.IOException;

/** A record was written with a schema that this build's cannot read. The producer is at fault, and trying again does not help. */
public final class IncompatibleSchemaException extends IOException {
    private static final long serialVersionUID = 1L;

    IncompatibleSchemaException(String message) {
        super(message);
    }
}
