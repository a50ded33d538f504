// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.report;

import io.wardline.cli.kafka.KafkaConnection;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where cases are: in a file, or in Kafka. */
final class CaseOptions {
    @Option(
            names = "--cases",
            required = true,
            paramLabel = "FILE",
            description = "Cases as JSON lines, such as a replay's cases.jsonl.")
    private @Nullable Path file;

    @ArgGroup(exclusive = false)
    private @Nullable KafkaConnection kafka;

    /** @param err where it is told what can't be read */
    CaseSource open(PrintWriter err) {
        return kafka == null ? new CaseFile(Objects.requireNonNull(file), err) : new CaseTopic(kafka.open(), err);
    }
}
