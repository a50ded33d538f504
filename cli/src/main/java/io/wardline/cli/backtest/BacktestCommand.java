// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.backtest;

import io.wardline.cli.OutFolder;
import io.wardline.cli.UserError;
import io.wardline.cli.patterns.Selections;
import io.wardline.pattern.Diagnostic;
import io.wardline.pattern.Status;
import io.wardline.pattern.flink.Automaton;
import io.wardline.pattern.lint.PatternSelection;
import io.wardline.topology.ConfigException;
import io.wardline.topology.JobConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./wardline patterns backtest}. */
@Command(
        name = "backtest",
        description = {
            "Says what a set of patterns would have told over recorded events: how many alerts, of what, how soon; what it finds",
            "that the live set does not, and the other way round; and how right it is, where people have labelled conversations.",
            "Nothing is written anywhere but to --out. Text of messages is not read."
        })
public final class BacktestCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..*",
            paramLabel = "FILE",
            description = "Recorded ConversationEvents: Avro container files (*.avro) or JSON lines (any other name).")
    private List<Path> files = List.of();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Read the events from Kafka instead, as the job with this configuration does.")
    private @Nullable Path config;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "With --config: only what Kafka had from this time on.")
    private @Nullable String from;

    @Option(names = "--until", paramLabel = "TIME", description = "With --config: only what Kafka had up to this time.")
    private @Nullable String until;

    @Option(
            names = "--patterns",
            paramLabel = "PATH",
            description =
                    "What to try: a folder of patterns, or one pattern's; all but retired ones. Without it, the bundled set.")
    private @Nullable Path patterns;

    @Option(
            names = "--live",
            paramLabel = "PATH",
            description =
                    "What to compare with: the live patterns of a folder; without it, the bundled set where --patterns is given.")
    private @Nullable Path live;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "CSV lines conversation_id,guilty|innocent for precision and recall.")
    private @Nullable Path labels;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Write backtest.json and backtest.html there, with the whole difference.")
    private @Nullable Path out;

    @Option(names = "--threads", paramLabel = "N", description = "Default: one for each core.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before call()
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (threads < 1) {
            throw new ParameterException(spec.commandLine(), "--threads must be 1 or more");
        }
        List<EventSource> sources = sources();
        List<Automaton> tried = automata(patterns(patterns), status -> status != Status.RETIRED);
        Optional<List<Automaton>> against = patterns == null && live == null
                ? Optional.empty()
                : Optional.of(automata(patterns(live), status -> status == Status.LIVE));
        Optional<Labels> known = labels == null ? Optional.empty() : Optional.of(Labels.load(labels));
        if (out != null) {
            OutFolder.require(out);
        }
        boolean terminal = spec.commandLine().getColorScheme().ansi().enabled();
        Progress progress = new Progress(spec.commandLine().getErr(), terminal);
        Findings findings = new Backtest(threads, progress).run(sources, tried, against);
        Summary summary = Summary.of(findings, known);
        new TableReport(spec.commandLine().getOut()).print(summary, against.isPresent());
        if (out != null) {
            Files.createDirectories(out);
            JsonReport.write(out.resolve("backtest.json"), summary, against.isPresent());
            PageReport.write(out.resolve("backtest.html"), summary, against.isPresent());
            spec.commandLine()
                    .getErr()
                    .println("wrote " + out.resolve("backtest.json") + " and " + out.resolve("backtest.html"));
        }
        return 0;
    }

    private List<EventSource> sources() {
        if (files.isEmpty() == (config == null)) {
            throw new ParameterException(
                    spec.commandLine(), "name files of recorded events, or --config to read them from Kafka");
        }
        if (config != null) {
            try {
                return List.of(new KafkaRange(JobConfig.load(config), time("--from", from), time("--until", until)));
            } catch (ConfigException e) {
                throw new UserError(String.valueOf(e.getMessage()), e);
            }
        }
        List<EventSource> sources = new ArrayList<>();
        for (Path file : files) {
            if (!Files.isRegularFile(file)) {
                throw new UserError(file + ": no such file: name files of recorded events");
            }
            sources.add(file.toString().endsWith(".avro") ? new AvroFile(file) : new JsonLinesFile(file));
        }
        return sources;
    }

    private Optional<Instant> time(String option, @Nullable String given) {
        try {
            return Optional.ofNullable(given).map(Instant::parse);
        } catch (DateTimeParseException e) {
            throw new ParameterException(
                    spec.commandLine(), option + " '" + given + "' is not a UTC time such as 2026-11-08T00:00:00Z", e);
        }
    }

    private PatternSelection patterns(@Nullable Path place) {
        if (place == null) {
            return PatternSelection.bundled();
        }
        PatternSelection selection = Selections.at(place);
        List<Diagnostic> diagnostics = selection.catalog().diagnostics();
        if (Diagnostic.anyError(diagnostics)) {
            spec.commandLine().getErr().println(Diagnostic.render(diagnostics));
            throw new UserError("the patterns in " + place + " have mistakes: mend them and run the backtest again");
        }
        return selection;
    }

    private static List<Automaton> automata(PatternSelection selection, Predicate<Status> counts) {
        return selection.chosen().stream()
                .flatMap(source -> selection.entry(source).stream())
                .filter(entry -> counts.test(entry.spec().status()))
                .flatMap(entry -> entry.automata().stream())
                .toList();
    }
}
