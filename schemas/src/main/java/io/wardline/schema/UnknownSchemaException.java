// SPDX-License-Identifier: Apache-2.0
package io.wardline.schema;

import java.io.IOException;

/** The registry answered, and has no Avro schema of a record's id. The record is at fault, and trying again does not help. */
public final class UnknownSchemaException extends IOException {
    private static final long serialVersionUID = 1L;

    UnknownSchemaException(String message) {
        super(message);
    }
}
