// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.wardline.schema.AvroJson;
import io.wardline.schema.InvalidRecordException;
import io.wardline.topology.event.DeadLetter;
import io.wardline.topology.event.Origin;
import io.wardline.topology.ingest.AccountIngest;
import io.wardline.topology.ingest.DecisionIngest;
import io.wardline.topology.ingest.EventIngest;
import io.wardline.topology.ingest.IngestedAccount;
import io.wardline.topology.ingest.IngestedDecision;
import io.wardline.topology.ingest.IngestedEvent;
import io.wardline.topology.ingest.IngestedReport;
import io.wardline.topology.ingest.ReportIngest;
import java.util.Optional;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Lines to what came of them, as the live job's sources do with Kafka's records. */
final class TakeLines {
    private TakeLines() {}

    private static Origin origin(ReplayLine line) {
        return Origin.ofFile(line.file(), line.line());
    }

    private static DeadLetter deadLetter(ReplayLine line, DeadLetter.Code code, String detail) {
        return new DeadLetter(origin(line), code, detail, line.json(), line.knownAtMillis());
    }

    /** What is wrong with a line's {@code known_at}, which is not part of its record, so that the record's reader passes over it. */
    private static Optional<DeadLetter> mistakenTime(ReplayLine line) {
        if (line.knownAtMillis() != 0) {
            return Optional.empty();
        }
        JsonNode json;
        try {
            json = AvroJson.parse(line.json());
        } catch (InvalidRecordException e) {
            return Optional.empty(); // the reader says what it is
        }
        try {
            AvroJson.time(json, "known_at");
            return Optional.empty();
        } catch (InvalidRecordException e) {
            return Optional.of(deadLetter(line, DeadLetter.Code.INVALID, String.valueOf(e.getMessage())));
        }
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
                out.collect(mistakenTime(line)
                        .map(letter -> new IngestedEvent(null, letter))
                        .orElseGet(() -> ingest.ingest(line.json(), origin(line), line.knownAtMillis())));
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
                out.collect(mistakenTime(line)
                        .map(letter -> new IngestedReport(null, letter))
                        .orElseGet(() -> ingest.ingest(line.json(), origin(line), line.knownAtMillis())));
            }
        }
    }

    /** Decisions of the round before. */
    static final class Decisions extends ProcessFunction<ReplayLine, IngestedDecision> {
        private static final long serialVersionUID = 1L;
        private final DecisionIngest ingest;

        Decisions(DecisionIngest ingest) {
            this.ingest = ingest;
        }

        @Override
        public void processElement(ReplayLine line, Context context, Collector<IngestedDecision> out) {
            if (line.stream() == ReplayStream.DECISIONS) {
                out.collect(ingest.ingest(
                        line.json(), DecisionLine.headers(line.json()), origin(line), line.knownAtMillis()));
            }
        }
    }

    /** Account events. */
    static final class Accounts extends ProcessFunction<ReplayLine, IngestedAccount> {
        private static final long serialVersionUID = 1L;
        private final AccountIngest ingest;

        Accounts(AccountIngest ingest) {
            this.ingest = ingest;
        }

        @Override
        public void processElement(ReplayLine line, Context context, Collector<IngestedAccount> out) {
            if (line.stream() == ReplayStream.ACCOUNTS) {
                out.collect(mistakenTime(line)
                        .map(letter -> new IngestedAccount(null, letter, 0))
                        .orElseGet(() -> ingest.ingest(line.json(), origin(line), line.knownAtMillis())));
            }
        }
    }
}
