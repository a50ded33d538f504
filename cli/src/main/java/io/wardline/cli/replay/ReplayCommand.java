// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.replay;

import io.wardline.cli.OutFolder;
import io.wardline.cli.TempFolder;
import io.wardline.cli.UserError;
import io.wardline.pattern.Checked;
import io.wardline.pattern.Diagnostic;
import io.wardline.pattern.catalog.PatternCatalog;
import io.wardline.topology.JobConfig;
import io.wardline.topology.Policy;
import io.wardline.topology.account.IdentifierKeys;
import io.wardline.topology.account.LinkPolicy;
import io.wardline.topology.account.Linking;
import io.wardline.topology.cases.CaseLogic;
import io.wardline.topology.cases.Keeping;
import io.wardline.topology.cases.Ladder;
import io.wardline.topology.revision.PatternFolder;
import io.wardline.topology.revision.PatternStart;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./wardline replay}. */
@Command(
        name = "replay",
        description = {
            "Runs recorded events through the job: bounded, and the same answer every time.",
            "Inputs are JSON lines of the contract's records. A line may tell known_at, else it is occurred_at; records are taken in",
            "the order of known_at, and the order of lines means nothing. What is decided about accounts comes back, as in the live job:",
            "the lines are replayed again with the decisions until these stay the same."
        })
public final class ReplayCommand implements Callable<Integer> {
    /** The state of a replay ends with it, so nothing has to be kept from anyone; and the same answer every time. */
    private static final byte[] NO_SECRET = new byte[IdentifierKeys.MIN_SECRET_BYTES];

    @Option(names = "--events", paramLabel = "FILE", description = "ConversationEvent lines.")
    private @Nullable Path events;

    @Option(names = "--accounts", paramLabel = "FILE", description = "AccountEvent lines.")
    private @Nullable Path accounts;

    @Option(names = "--reports", paramLabel = "FILE", description = "ReportEvent lines.")
    private @Nullable Path reports;

    @Option(
            names = "--patterns",
            paramLabel = "DIR",
            description =
                    "A folder of patterns; the bundled ones without it. Earlier revisions lie beside pattern.yaml as pattern@N.yaml.")
    private @Nullable Path patterns;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description =
                    "Nothing known or due after it counts, such as 2026-11-08T00:00:00Z. Default: the last known_at.")
    private @Nullable String until;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Where the six result files go; those that are there are replaced.")
    private Path out = Path.of("");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before call()
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (events == null && accounts == null && reports == null) {
            throw new ParameterException(spec.commandLine(), "give at least one of --events, --accounts, --reports");
        }
        Optional<Instant> horizon = horizon();
        Policy policy = policy();
        OutFolder.require(out);
        ReplaySpool spool = new ReplaySpool();
        add(spool, ReplayStream.ACCOUNTS, accounts, horizon);
        add(spool, ReplayStream.EVENTS, events, horizon);
        add(spool, ReplayStream.REPORTS, reports, horizon);
        long end = horizon.map(Instant::toEpochMilli)
                .orElseGet(() -> spool.lastKnownAtMillis().orElse(0));
        try (TempFolder work = TempFolder.create("wardline-replay")) {
            ReplayResult result = new ReplayResult(work.path());
            ReplayJob job = new ReplayJob(policy, end);
            boolean settled =
                    spool.size() == 0 || ReplayRounds.settle(new SpooledRound(job, spool, work.path(), result));
            tell(spool.size(), settled, result.putInto(out));
        }
        return 0;
    }

    private static void add(ReplaySpool spool, ReplayStream stream, @Nullable Path file, Optional<Instant> horizon) {
        if (file != null) {
            spool.add(stream, file, horizon);
        }
    }

    private Optional<Instant> horizon() {
        try {
            // Nothing carries more than milliseconds, nor a time outside of their range.
            return Optional.ofNullable(until)
                    .map(given -> Instant.ofEpochMilli(Instant.parse(given).toEpochMilli()));
        } catch (DateTimeParseException | ArithmeticException e) {
            throw new ParameterException(
                    spec.commandLine(), "--until '" + until + "' is not a UTC time such as 2026-11-08T00:00:00Z", e);
        }
    }

    private Policy policy() {
        CaseLogic cases = new CaseLogic(Ladder.DEFAULT, JobConfig.WAIT_FOR_CASE, Keeping.DEFAULT);
        Linking linking = new Linking(LinkPolicy.DEFAULT, new IdentifierKeys(NO_SECRET), JobConfig.KEEP_PROFILES);
        return new Policy(start(), Policy.RETENTION, Policy.MAX_EVIDENCE, Policy.DIGEST_BYTES, cases, linking);
    }

    private PatternStart start() {
        if (patterns == null) {
            return PatternStart.of(PatternCatalog.bundled().texts());
        }
        if (!Files.isDirectory(patterns)) {
            throw new UserError(patterns + ": no such folder: name a folder of patterns, or leave --patterns out");
        }
        Checked<PatternStart> start;
        try {
            start = PatternFolder.load(patterns);
        } catch (IOException e) {
            throw new UserError(patterns + ": can't be read as a folder of patterns", e);
        }
        if (start.value().isEmpty()) {
            spec.commandLine().getErr().println(Diagnostic.render(start.diagnostics()));
        }
        PatternStart found = start.value()
                .orElseThrow(() -> new UserError(
                        "the patterns in " + patterns + " have mistakes: mend them and run the replay again"));
        if (found.load().revisions().stream()
                .allMatch(revision -> revision.automata().isEmpty())) {
            spec.commandLine()
                    .getErr()
                    .println("no pattern in " + patterns + " is live or in shadow, so nothing will be told: write"
                            + " 'status: live' into what is to run, or try a draft with ./wardline patterns backtest");
        }
        return found;
    }

    private void tell(int lines, boolean settled, Map<ReplayResult.File, Integer> counts) {
        List<String> parts = new ArrayList<>();
        counts.forEach((file, count) -> parts.add(count + " in " + file.fileName()));
        PrintWriter err = spec.commandLine().getErr();
        if (!settled) {
            err.println(
                    "decisions on accounts still changed each other in the last round that is tried: its answer is written");
        }
        err.println("replayed " + lines + " lines to " + out + ": " + String.join(", ", parts));
        err.flush();
    }
}
