// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.detector;

import io.wardline.benchmark.contender.Admitted;
import io.wardline.benchmark.contender.WardlineDetector;
import io.wardline.benchmark.stream.EventStream;
import io.wardline.benchmark.stream.StreamSpec;
import io.wardline.pattern.Vocabulary;
import io.wardline.topology.event.Arrival;
import java.util.HashSet;
import java.util.Set;

/**
 * What the detector costs in counts, which are the same on every machine.
 *
 * @param stateCallsPerEvent reads and writes that RocksDB was asked for, per admitted event
 * @param iteratorsPerEvent iterators that it was asked for, per admitted event
 * @param bytesPerConversation of a canonical savepoint
 * @param bytesPerEvent of evidence in it, the keys' share included
 * @param automatonRunsPerEvent how often Flink's NFA was started, per admitted event
 * @param admitted how many events that is of
 */
public record StateCosts(
        double stateCallsPerEvent,
        double iteratorsPerEvent,
        double bytesPerConversation,
        double bytesPerEvent,
        double automatonRunsPerEvent,
        long admitted) {
    /** Of the first events of a stream, with some patterns live. */
    public static StateCosts of(StreamSpec spec, int patterns, int events) throws Exception {
        try (WardlineDetector detector = new WardlineDetector(patterns, new RocksDbCounts())) {
            Admitted contender = new Admitted(detector);
            EventStream stream = new EventStream(spec);
            Set<String> conversations = new HashSet<>();
            long admitted = 0;
            RocksDbCounts.Counts before = RocksDbCounts.now();
            for (int i = 0; i < events; i++) {
                Arrival arrival = stream.next();
                if (Vocabulary.admits(arrival.event())) {
                    admitted++;
                    conversations.add(arrival.conversationId());
                }
                contender.accept(arrival);
            }
            RocksDbCounts.Counts counts = RocksDbCounts.now().since(before);
            double bytes = detector.savepointBytes();
            return new StateCosts(
                    (double) (counts.reads() + counts.writes()) / admitted,
                    (double) counts.iterators() / admitted,
                    bytes / conversations.size(),
                    bytes / admitted,
                    (double) detector.automatonRuns() / admitted,
                    admitted);
        }
    }
}
