// SPDX-License-Identifier: Apache-2.0
package io.wardline.schema;

import io.wardline.schema.InvalidRecordException.Kind;
import org.jspecify.annotations.Nullable;

/** Where in a record something is. Linked, so that reading a record without a mistake builds no text. */
record Path(@Nullable Path parent, String name) {
    static final Path ROOT = new Path(null, "");

    Path field(String field) {
        return new Path(this, parent == null ? field : "." + field);
    }

    Path index(int index) {
        return new Path(this, "[" + index + "]");
    }

    /** Some entry of a map. Which one is not said: its key comes from outside and may be anything. */
    Path entry() {
        return new Path(this, "[*]");
    }

    InvalidRecordException invalid(String mistake) {
        return new InvalidRecordException(Kind.INVALID, message(mistake));
    }

    String message(String mistake) {
        return (parent == null ? "record" : this) + ": " + mistake;
    }

    @Override
    public String toString() {
        return parent == null ? name : parent + name;
    }
}
