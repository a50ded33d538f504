// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.backtest;

import io.wardline.topology.event.Event;
import java.io.IOException;

/** Where a source puts what it read. One for each thread. */
interface EvidenceSink {
    /** An admitted event of a conversation. */
    void evidence(String conversationId, Event event) throws IOException;

    /** So many records were read, evidence or not. */
    void read(long records);

    /** The latest time of what was read, so that what still waits at the end of the recording is not told. */
    void until(long millis);

    /**
     * A record that is not one, or that the job would not have taken.
     *
     * @param where its file and place, or topic, partition and offset
     * @param why in words that hold nothing of what it said
     */
    void rejected(String where, String why);
}
