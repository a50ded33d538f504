// SPDX-License-Identifier: Apache-2.0
package io.wardline.filing;

/** What a {@link LocalCyberTipline} does wrong, for trials of what its clients do then. It may also wait here, as a server that hangs. */
public interface LocalFaults {
    /** Nothing goes wrong. */
    LocalFaults NONE = new LocalFaults() {};

    /** What goes wrong. */
    enum Fault {
        NONE,
        /** The connection ends without an answer. */
        DROP,
        /** HTTP 500 without a document. */
        BROKEN,
        /** Code 1000. */
        BUSY,
        /** HTTP 401 without a body. */
        UNAUTHORIZED
    }

    /**
     * A request has come, and nothing is done about it yet.
     *
     * @param number of the request, from 1 on
     * @param path such as {@code /submit}
     */
    default Fault before(int number, String path) {
        return Fault.NONE;
    }

    /** What it asks for is done, and nothing is answered yet. */
    default Fault after(int number, String path) {
        return Fault.NONE;
    }
}
