// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.backtest;

import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./wardline patterns generate}. */
@Command(
        name = "generate",
        description = {
            "Writes an invented week of a platform, to try backtests on: conversations that overlap, one event in twenty evidence,",
            "one conversation in five hundred a crime. The same seed gives the same week."
        })
public final class WeekCommand implements Callable<Integer> {
    @Option(
            names = "--events",
            defaultValue = "1000000",
            paramLabel = "N",
            description = "How many (default: ${DEFAULT-VALUE}).")
    private long events;

    @Option(names = "--seed", defaultValue = "1", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--start",
            defaultValue = "2026-11-02T00:00:00Z",
            paramLabel = "TIME",
            description = "When the week begins (default: ${DEFAULT-VALUE}).")
    private Instant start = Instant.EPOCH;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "An Avro container file (*.avro) or JSON lines (any other name).")
    private Path out = Path.of("");

    @Option(names = "--labels", paramLabel = "FILE", description = "Write what each conversation is there, as CSV.")
    private @Nullable Path labels;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before call()
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Progress progress = new Progress(
                spec.commandLine().getErr(),
                spec.commandLine().getColorScheme().ansi().enabled());
        progress.begin("writing", events);
        try (EventFile file = EventFile.create(out);
                LabelFile truth = LabelFile.create(labels)) {
            Week week = new Week(seed, start, events, truth);
            for (long i = 0; i < events; i++) {
                file.append(week.next());
                if (i % 10_000 == 0) {
                    progress.advance(10_000);
                }
            }
        }
        progress.end();
        return 0;
    }
}
