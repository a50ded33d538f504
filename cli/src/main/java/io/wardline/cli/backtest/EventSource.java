// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.backtest;

import java.io.IOException;
import java.util.List;

/** Recorded events in pieces that can be read at the same time. */
interface EventSource {
    /** A piece: read once, by one thread. */
    interface Part {
        /** Its size in the source's own measure (bytes of a file, records of a topic), for the progress bar. */
        long size();

        void read(EvidenceSink sink) throws IOException;
    }

    /** All of it. */
    List<Part> parts() throws IOException;
}
