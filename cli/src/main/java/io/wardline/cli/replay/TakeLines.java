// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.wardline.schema.AvroJson;
import io.wardline.schema.InvalidRecordException;
import io.wardline.topology.event.DeadLetter;
import io.wardline.topology.event.Origin;
import io.wardline.topology.ingest.Ingest;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Lines of one kind to what came of them, as the live job's sources do with Kafka's records.
 *
 * @param <R> what came of a line
 */
final class TakeLines<R> extends ProcessFunction<ReplayLine, R> {
    private static final long serialVersionUID = 1L;

    private final ReplayStream stream;
    private final Ingest<?, R> ingest;

    TakeLines(ReplayStream stream, Ingest<?, R> ingest) {
        this.stream = stream;
        this.ingest = ingest;
    }

    @Override
    public void processElement(ReplayLine line, Context context, Collector<R> out) {
        if (line.stream() == stream) {
            Origin origin = Origin.ofFile(line.file(), line.line());
            out.collect(mistakenTime(line)
                    .map(detail ->
                            ingest.reject(origin, DeadLetter.Code.INVALID, detail, line.json(), line.knownAtMillis()))
                    .orElseGet(() -> ingest.ingest(line.json(), headers(line), origin, line.knownAtMillis())));
        }
    }

    private Map<String, String> headers(ReplayLine line) {
        return stream == ReplayStream.DECISIONS ? DecisionLine.headers(line.json()) : Map.of();
    }

    /** What is wrong with a line's {@code known_at}, which is not part of its record, so that the record's reader passes over it. */
    private static Optional<String> mistakenTime(ReplayLine line) {
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
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
