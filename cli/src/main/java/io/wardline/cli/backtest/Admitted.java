// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.backtest;

import io.wardline.pattern.Vocabulary;
import io.wardline.topology.event.Arrival;
import io.wardline.topology.event.DeadLetter;
import io.wardline.topology.ingest.IngestedEvent;
import java.io.IOException;
import java.util.Locale;

/** The job's own admission, behind every source. */
final class Admitted {
    private Admitted() {}

    /** Passes an event on when it is evidence, or says why the job would have refused it. */
    static void pass(IngestedEvent ingested, String where, EvidenceSink sink) throws IOException {
        DeadLetter letter = ingested.deadLetter();
        if (letter != null) {
            sink.rejected(where, letter.code().name().toLowerCase(Locale.ROOT) + ": " + letter.detail());
        }
        Arrival arrival = ingested.arrival();
        if (arrival != null && Vocabulary.admits(arrival.event())) {
            sink.evidence(arrival.conversationId(), arrival.event());
        }
    }
}
