// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.report;

import io.wardline.cli.kafka.KafkaConnection;
import io.wardline.cli.kafka.KafkaRecords;
import io.wardline.filing.Announcer;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where a filing reads its case and tells what came of it: Kafka, or files. */
final class FilingEnds {
    @ArgGroup(exclusive = false)
    private @Nullable InFiles files;

    @ArgGroup(exclusive = false)
    private @Nullable KafkaConnection kafka;

    /** Both or none. */
    private static final class InFiles {
        @Option(
                names = "--cases",
                required = true,
                paramLabel = "FILE",
                description = "Cases as JSON lines, such as a replay's cases.jsonl.")
        private Path cases = Path.of("");

        @Option(
                names = "--events",
                required = true,
                paramLabel = "FILE",
                description = "Where the report event is added as a JSON line, for ./wardline replay --reports.")
        private Path events = Path.of("");
    }

    /** Both ends, open. */
    record Open(CaseSource cases, Announcer events, String place) implements AutoCloseable {
        @Override
        public void close() {
            cases.close();
        }
    }

    /** @param err where it is told what can't be read */
    Open open(PrintWriter err) {
        if (kafka == null) {
            InFiles given = Objects.requireNonNull(files);
            return new Open(new CaseFile(given.cases, err), new ReportEventFile(given.events), given.events.toString());
        }
        KafkaRecords records = kafka.open();
        try {
            ReportEventTopic events = new ReportEventTopic(records);
            return new Open(new CaseTopic(records, err), events, events.place());
        } catch (RuntimeException e) {
            records.close();
            throw e;
        }
    }
}
