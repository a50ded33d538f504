// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.report;

import io.wardline.cli.UserError;
import io.wardline.filing.Dossier;
import io.wardline.filing.Filing;
import io.wardline.v1.Case;
import io.wardline.v1.CaseStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
    @Mixin
    private FilingOptions options = new FilingOptions();

    @Option(
            names = "--settings",
            required = true,
            paramLabel = "FILE",
            description = "Who reports, and where the schema is; start from deploy/report.yaml.")
    private Path settingsFile = Path.of("");

    @Option(names = "--confirm", description = "Send it. A filed report can't be taken back.")
    private boolean confirm;

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
        return options.work(spec, this::file);
    }

    private int file(FilingOptions.Desk desk) {
        ReportSettings settings = ReportSettings.load(settingsFile);
        if (confirm && !supplement) {
            Optional<Filing.Filed> settled = desk.filing().settle(options.caseId());
            if (settled.isPresent()) {
                requireStanding(settled.get(), desk.ends().cases());
                return tell(settled.get(), null, desk.ends());
            }
        }
        FilingGate gate = new FilingGate(settings, options.isProduction(), supplement, evenAboutAdults);
        FilingGate.Passed passed = gate.look(
                desk.ends().cases(),
                options.caseId(),
                desk.journal(),
                desk.filing().base(),
                media);
        if (!confirm) {
            preview(passed, desk.settings());
            throw new UserError("nothing is sent: add --confirm to file it");
        }
        Dossier dossier = new Dossier(options.caseId(), passed.draft().xml(), passed.attachments());
        return tell(desk.filing().file(dossier, options.by(), supplement), passed.what(), desk.ends());
    }

    /** What NCMEC rejected is no report that police have, whatever the journal says. */
    private void requireStanding(Filing.Filed filed, CaseSource cases) {
        cases.each(one -> {
            if (one.getCaseId().equals(options.caseId())
                    && one.getStatus() == CaseStatus.OPEN
                    && FiledHistory.of(one).isTakenBack()) {
                throw new UserError("report " + filed.reportId()
                        + " is filed, but was rejected or retracted since, and the case is open:"
                        + " add --supplement to file once more");
            }
        });
    }

    private void preview(FilingGate.Passed passed, FilingSettings filing) {
        Case what = passed.what();
        List<String> lines = new ArrayList<>();
        lines.add("case     " + options.caseId() + ", " + what.getStatus() + ", " + what.getSeverity() + ", "
                + left(what, Instant.now()));
        lines.add("to       " + filing.base()
                + (filing.environment() == FilingSettings.Environment.TEST ? ", a test environment" : ", for real"));
        lines.add("by       " + options.by());
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
                : "filed case " + options.caseId() + " as " + name
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
