// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.patterns;

import io.wardline.cli.UserError;
import io.wardline.cli.kafka.KafkaConnection;
import io.wardline.pattern.catalog.PatternCatalog;
import io.wardline.pattern.lint.PatternSelection;
import io.wardline.pattern.lint.PublishGate;
import io.wardline.pattern.parse.Durations;
import io.wardline.v1.PatternRevision;
import io.wardline.v1.PatternState;
import io.wardline.v1.PatternStatus;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./wardline patterns publish}. */
@Command(
        name = "publish",
        description = {
            "Publishes a pattern to the running job, and waits until every subtask has it. Refused unless lint finds no error and all",
            "cases of its tests.yaml come out as they claim."
        })
public final class PublishCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "PATH",
            description = "The pattern's folder or pattern.yaml; --retire and --rollback take its id too.")
    private String path = "";

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Action action = new Action();

    /** What is done to the pattern. */
    private static final class Action {
        @Option(names = "--shadow", description = "Tell to the shadow topic only, beside the revision that is live.")
        private boolean shadow;

        @Option(names = "--live", description = "Tell alerts, in place of the revision before.")
        private boolean live;

        @Option(names = "--retire", description = "Stop the pattern, also a bundled one, and every shadow of it.")
        private boolean retire;

        @Option(
                names = "--rollback",
                description = "Publish the text that was live before once more, under the next number.")
        private boolean rollback;
    }

    @Option(names = "--to", paramLabel = "REVISION", description = "With --rollback: the revision to go back to.")
    private @Nullable Integer to;

    @Mixin
    private KafkaConnection connection = new KafkaConnection();

    @Option(
            names = "--author",
            paramLabel = "NAME",
            defaultValue = "${sys:user.name}",
            description = "Who publishes (default: the user of this machine).")
    private String author = "";

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "60s",
            description = "How long to wait for the subtasks (default: ${DEFAULT-VALUE}).")
    private String timeout = "";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (to != null && !action.rollback) {
            throw new ParameterException(spec.commandLine(), "--to goes with --rollback");
        }
        Duration patience = Durations.read(timeout)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "--timeout '" + timeout + "' is not a time such as 60s"));
        Optional<PatternCatalog.Entry> entry = action.shadow || action.live ? Optional.of(gated()) : Optional.empty();
        String id = entry.map(found -> found.spec().id()).orElseGet(this::patternId);
        try (PatternTopics topics = new PatternTopics(connection.open());
                PatternTopics.Publication publication = topics.begin()) {
            NextRevision next = new NextRevision(
                    id, topics.taken(id), PatternCatalog.bundled().find(id), author, now());
            PatternRevision revision = revision(next, entry);
            announce(revision, next.current());
            topics.followStatuses();
            publication.write(revision);
            await(topics, revision, patience);
        }
        return 0;
    }

    private PatternRevision revision(NextRevision next, Optional<PatternCatalog.Entry> entry) {
        return entry.map(found -> next.of(found, action.live ? PatternState.LIVE : PatternState.SHADOW))
                .orElseGet(() -> action.retire ? next.retired() : next.rolledBack(Optional.ofNullable(to)));
    }

    /** The pattern, when lint and tests let it through. */
    private PatternCatalog.Entry gated() {
        PatternSelection selection = Selections.at(Path.of(path));
        if (selection.chosen().size() != 1) {
            throw new UserError("%s holds %d patterns: publish one at a time"
                    .formatted(path, selection.chosen().size()));
        }
        PublishGate.Verdict verdict =
                PublishGate.check(selection, selection.chosen().get(0));
        String found = verdict.render();
        if (!found.isEmpty()) {
            spec.commandLine().getErr().println(found);
        }
        if (!verdict.open()) {
            throw new UserError(
                    "%s is not published: mend what lint and test say above".formatted(verdict.patternId()));
        }
        return verdict.entry().orElseThrow();
    }

    /** Of a path, the folder's name, which is the id. */
    private String patternId() {
        Path given = Path.of(path);
        if (!Files.exists(given)) {
            return path;
        }
        Path place = given.toAbsolutePath().normalize();
        Path folder = Files.isDirectory(place) ? place : place.getParent();
        return folder == null ? path : String.valueOf(folder.getFileName());
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    private void announce(PatternRevision revision, Optional<PatternRevision> current) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("publishing %s revision %d as %s, by %s, deciding events from %s on"
                .formatted(
                        revision.getPatternId(),
                        revision.getRevision(),
                        revision.getState(),
                        revision.getAuthor(),
                        revision.getEffectiveFrom()));
        current.ifPresent(last -> out.println("  after revision %d, %s, by %s at %s"
                .formatted(last.getRevision(), last.getState(), last.getAuthor(), last.getPublishedAt())));
        if (action.rollback) {
            out.println("  with the text that was live before; alerts told meanwhile stay told");
        }
        if (action.retire) {
            out.println("  nothing of this pattern is told from then on, live or shadow");
        }
        out.flush();
    }

    private void await(PatternTopics topics, PatternRevision revision, Duration patience) {
        PrintWriter out = spec.commandLine().getOut();
        SubtaskReports reports = new SubtaskReports(revision);
        long start = System.nanoTime();
        while (!reports.isComplete() && System.nanoTime() - start < patience.toNanos()) {
            for (PatternStatus status : topics.nextStatuses()) {
                if (reports.take(status)) {
                    out.println("  subtask %d of %d: %s"
                            .formatted(status.getSubtask(), status.getParallelism(), status.getState()));
                    out.flush();
                }
            }
        }
        String name = revision.getPatternId() + " revision " + revision.getRevision();
        if (reports.isTaken()) {
            out.println("%s is %s on all %d subtasks".formatted(name, revision.getState(), reports.parallelism()));
            out.flush();
            return;
        }
        reports.diagnostics().forEach(spec.commandLine().getErr()::println);
        if (!reports.isComplete()) {
            throw new UserError(missing(name, reports, patience));
        }
        throw new UserError(
                name + " was not taken by every subtask, and what was live before stays so: mend what it says above"
                        + " and publish again");
    }

    private static String missing(String name, SubtaskReports reports, Duration patience) {
        if (reports.parallelism() == 0) {
            return "%s is written, but no subtask told of it within %d s: is the job running? See ./wardline patterns status"
                    .formatted(name, patience.toSeconds());
        }
        List<String> subtasks = new ArrayList<>();
        reports.missing().forEach(subtask -> subtasks.add(Integer.toString(subtask)));
        return "%s is written, but of %d subtasks these told nothing within %d s: %s. See ./wardline patterns status"
                .formatted(name, reports.parallelism(), patience.toSeconds(), String.join(", ", subtasks));
    }
}
