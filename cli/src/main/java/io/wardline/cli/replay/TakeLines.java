// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.replay;

import io.wardline.topology.event.DeadLetter;
import io.wardline.topology.event.Origin;
import io.wardline.topology.ingest.DeadLetters;
import io.wardline.topology.ingest.EventIngest;
import io.wardline.topology.ingest.IngestedEvent;
import io.wardline.topology.ingest.IngestedReport;
import io.wardline.topology.ingest.JsonRecordReader;
import io.wardline.topology.ingest.RejectedRecordException;
import io.wardline.topology.ingest.ReportIngest;
import io.wardline.v1.AccountEvent;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Lines to what came of them, as the live job's sources do with Kafka's records. */
final class TakeLines {
    private TakeLines() {}

    private static Origin origin(ReplayLine line) {
        return Origin.ofFile(line.file(), line.line());
    }

    /** Conversation events. */
    static final class Events extends ProcessFunction<ReplayLine, IngestedEvent> {
        private static final long serialVersionUID = 1L;
        private final EventIngest ingest;

        Events(EventIngest ingest) {
            this.ingest = ingest;
        }

        @Override
        public void processElement(ReplayLine line, Context context, Collector<IngestedEvent> out) {
            if (line.stream() == ReplayStream.EVENTS) {
                out.collect(ingest.ingest(line.json(), origin(line), line.knownAtMillis()));
            }
        }
    }

    /** Report events. */
    static final class Reports extends ProcessFunction<ReplayLine, IngestedReport> {
        private static final long serialVersionUID = 1L;
        private final ReportIngest ingest;

        Reports(ReportIngest ingest) {
            this.ingest = ingest;
        }

        @Override
        public void processElement(ReplayLine line, Context context, Collector<IngestedReport> out) {
            if (line.stream() == ReplayStream.REPORTS) {
                out.collect(ingest.ingest(line.json(), origin(line), line.knownAtMillis()));
            }
        }
    }

    /** Account events are read and checked; nothing rests on them yet, so only dead letters come out. */
    static final class Accounts extends ProcessFunction<ReplayLine, Void> {
        private static final long serialVersionUID = 1L;
        private final JsonRecordReader<AccountEvent> reader = new JsonRecordReader<>(AccountEvent.class);

        @Override
        public void processElement(ReplayLine line, Context context, Collector<Void> out) {
            if (line.stream() != ReplayStream.ACCOUNTS) {
                return;
            }
            try {
                reader.read(line.json());
            } catch (RejectedRecordException e) {
                context.output(
                        DeadLetters.TAG,
                        new DeadLetter(origin(line), e.code(), e.detail(), line.json(), line.knownAtMillis()));
            }
        }
    }
}
