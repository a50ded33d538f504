// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.report;

import io.wardline.cli.UserError;
import io.wardline.filing.CyberTipline;
import io.wardline.filing.Dossier;
import io.wardline.filing.Filing;
import io.wardline.filing.FilingException;
import io.wardline.filing.Journal;
import io.wardline.filing.Retry;
import io.wardline.v1.Case;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./wardline report file}. */
@Command(
        name = "file",
        description = {
            "Files the report of one case with NCMEC's CyberTipline, by a named person, and tells the job that it is filed.",
            "Without --confirm it says what it would file, and sends nothing. After a crash or a lost line, run it again: it goes on where",
            "it was, and what is filed is not filed again."
        })
final class FileCommand implements Callable<Integer> {
    @Option(names = "--case", required = true, paramLabel = "ID", description = "The case.")
    private String caseId = "";

    @ArgGroup(multiplicity = "1")
    private FilingEnds ends = new FilingEnds();

    @Option(
            names = "--settings",
            required = true,
            paramLabel = "FILE",
            description = "Who reports, and where the schema is; start from deploy/report.yaml.")
    private Path settingsFile = Path.of("");

    @Option(
            names = "--filing",
            required = true,
            paramLabel = "FILE",
            description = "Where reports are filed, and as whom; start from deploy/filing.yaml.")
    private Path filingFile = Path.of("");

    @Option(
            names = "--by",
            required = true,
            paramLabel = "NAME",
            description = "Who files: a person's name or id at the platform. It goes into the case's history.")
    private String by = "";

    @Option(names = "--confirm", description = "Send it. A filed report can't be taken back.")
    private boolean confirm;

    @Option(
            names = "--production",
            description = "Needed in addition where the settings say 'environment: production'.")
    private boolean production;

    @Option(
            names = "--media",
            paramLabel = "DIR",
            description =
                    "Send the case's media, too: files in DIR, each named by its media_id or sha256. Without it media are told by their hashes.")
    private @Nullable Path media;

    @Option(names = "--supplement", description = "File once more though a report of the case is filed.")
    private boolean supplement;

    @Option(
            names = "--even-about-adults",
            description =
                    "File though every victim is known to be an adult: the CyberTipline takes reports about children.")
    private boolean evenAboutAdults;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (by.isBlank()) {
            throw new ParameterException(spec.commandLine(), "--by has to name who files");
        }
        try {
            return run();
        } catch (FilingException e) {
            throw new UserError(e.getMessage(), e);
        }
    }

    private int run() {
        FilingSettings filing = FilingSettings.load(filingFile);
        filing.require(production);
        ReportSettings settings = ReportSettings.load(settingsFile);
        CyberTipline server = CyberTipline.at(filing.base(), filing.username(), filing.password(), filing.timeout());
        try (FilingEnds.Open open = ends.open(spec.commandLine().getErr());
                Journal journal = Journal.open(filing.journal())) {
            Filing run = filing(filing, server, journal, open);
            if (confirm && !supplement) {
                Optional<Filing.Filed> settled = run.settle(caseId);
                if (settled.isPresent()) {
                    return tell(settled.get(), null, open);
                }
            }
            FilingGate gate = new FilingGate(settings, production, supplement, evenAboutAdults);
            FilingGate.Passed passed = gate.look(open.cases(), caseId, journal, server.base(), media);
            if (!confirm) {
                preview(passed, filing);
                throw new UserError("nothing is sent: add --confirm to file it");
            }
            Dossier dossier = new Dossier(caseId, passed.draft().xml(), passed.attachments());
            return tell(run.file(dossier, by.strip(), supplement), passed.what(), open);
        }
    }

    private Filing filing(FilingSettings filing, CyberTipline server, Journal journal, FilingEnds.Open open) {
        PrintWriter out = spec.commandLine().getOut();
        String note =
                filing.environment() == FilingSettings.Environment.TEST ? "filed for trial, at " + server.base() : null;
        return new Filing(
                server,
                journal,
                open.events(),
                new Retry(filing.attempts(), Retry.Pause.real()),
                InstantSource.system(),
                line -> {
                    out.println(line);
                    out.flush();
                },
                note);
    }

    private void preview(FilingGate.Passed passed, FilingSettings filing) {
        Case what = passed.what();
        List<String> lines = new ArrayList<>();
        lines.add("case     " + caseId + ", " + what.getStatus() + ", " + what.getSeverity() + ", "
                + left(what, Instant.now()));
        lines.add("to       " + filing.base()
                + (filing.environment() == FilingSettings.Environment.TEST ? ", a test environment" : ", for real"));
        lines.add("by       " + by.strip());
        lines.add("missing  " + (passed.missing().isEmpty() ? "nothing" : String.join(", ", passed.missing())));
        lines.add("media    " + passed.items() + (passed.items() == 1 ? " item" : " items") + ", "
                + (media == null
                        ? "told by hashes where they are known: with --media DIR the files go along"
                        : passed.attachments().size() + " to send"));
        lines.forEach(line -> spec.commandLine().getOut().println(Printable.of(line)));
        spec.commandLine().getOut().flush();
    }

    /** @param what null when it was not looked at */
    private int tell(Filing.Filed filed, @Nullable Case what, FilingEnds.Open open) {
        String name = "report " + filed.reportId() + " by " + filed.actor() + " at " + filed.at();
        String line = filed.before()
                ? "already filed as " + name
                : "filed case " + caseId + " as " + name
                        + (what == null ? "" : ", " + left(what, filed.at()))
                        + "; told " + open.place();
        spec.commandLine().getOut().println(Printable.of(line));
        spec.commandLine().getOut().flush();
        return 0;
    }

    private static String left(Case what, Instant at) {
        Instant deadline = what.getDeadline();
        if (deadline == null) {
            return "without a deadline";
        }
        Duration left = Duration.between(at, deadline);
        Duration size = left.abs();
        String told = size.toHours() > 0
                ? "%dh %02dm".formatted(size.toHours(), size.toMinutesPart())
                : "%dm %02ds".formatted(size.toMinutes(), size.toSecondsPart());
        return left.isNegative() ? told + " after its deadline" : told + " before its deadline";
    }
}
