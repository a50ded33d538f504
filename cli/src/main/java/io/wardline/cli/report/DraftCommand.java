// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.report;

import io.wardline.cli.OutFolder;
import io.wardline.cli.UserError;
import io.wardline.report.FileDetails;
import io.wardline.report.ReportDraft;
import io.wardline.report.SchemaCheck;
import io.wardline.v1.Case;
import io.wardline.v1.CaseStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./wardline report draft}. */
@Command(
        name = "draft",
        description = {
            "Writes the draft of a CyberTipline report for each case: DIR/<case_id>.xml, with all that the case knows. Nothing is sent.",
            "Each draft is checked against the schema that the settings name. Exit code 1 when one is not valid, or a case can't be read."
        })
final class DraftCommand implements Callable<Integer> {
    private static final String FILE_NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,127}";
    /** Of cases that something has to be said of. */
    private static final int MOST_NAMED = 5;

    @ArgGroup(multiplicity = "1")
    private CaseOptions cases = new CaseOptions();

    @Option(names = "--case", paramLabel = "ID", description = "Only this case.")
    private @Nullable String only;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Where the drafts go; those of the same cases are replaced.")
    private Path out = Path.of("");

    @Option(
            names = "--settings",
            paramLabel = "FILE",
            description =
                    "Who reports, and where the schema is; start from deploy/report.yaml. Without it drafts have a placeholder.")
    private @Nullable Path settingsFile;

    @Option(
            names = "--schema",
            paramLabel = "FILE",
            description = "The schema that NCMEC publishes (XSD), in place of the one that the settings name.")
    private @Nullable Path schemaFile;

    @Option(
            names = "--file-details",
            description =
                    "Also write what a filing would say of each media item: DIR/<case_id>.files/1.xml and so on, without the ids that the CyberTipline gives.")
    private boolean fileDetails;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before call()
    private CommandSpec spec;

    private int drafted;
    private int invalid;
    private int unnamed;
    /** Cases of which every victim is known to be an adult. */
    private final List<String> ofAdults = new ArrayList<>();
    /** Filed or dismissed cases. */
    private final List<String> closed = new ArrayList<>();
    /** Cases that happened after now, which the CyberTipline refuses. */
    private final List<String> inFuture = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        ReportSettings settings = settingsFile == null ? ReportSettings.NONE : ReportSettings.load(settingsFile);
        Optional<SchemaCheck> check = check(settings);
        OutFolder.require(out);
        try (CaseSource source = cases.open(spec.commandLine().getErr())) {
            PriorReports prior = new PriorReports();
            source.each(prior::add);
            Files.createDirectories(out);
            source.each(one -> {
                if (only == null || only.equals(one.getCaseId())) {
                    draft(one, settings, prior, check);
                }
            });
            if (only != null && drafted == 0) {
                throw new UserError(
                        "there is no case " + only + " in " + source.place() + ": see ./wardline report list");
            }
            tell(settings, check, source.unread());
            return source.unread() + invalid + unnamed == 0 ? 0 : 1;
        }
    }

    private Optional<SchemaCheck> check(ReportSettings settings) {
        Optional<Path> schema = Optional.ofNullable(schemaFile).or(settings::schema);
        try {
            return schema.isEmpty() ? Optional.empty() : Optional.of(SchemaCheck.of(schema.get()));
        } catch (IOException e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        }
    }

    private void draft(Case one, ReportSettings settings, PriorReports prior, Optional<SchemaCheck> check) {
        PrintWriter err = spec.commandLine().getErr();
        if (!one.getCaseId().matches(FILE_NAME)) {
            unnamed++;
            err.println("a case has an id that is no file's name, passed over: " + Printable.of(one.getCaseId()));
            return;
        }
        ReportDraft draft = ReportDraft.of(one, settings.reporter(), prior.before(one));
        Path target = out.resolve(one.getCaseId() + ".xml");
        write(draft.xml(), target);
        drafted++;
        boolean isValid = isValid(draft.xml(), target, check);
        if (fileDetails) {
            isValid &= detail(one, check);
        }
        if (!isValid) {
            invalid++;
        }
        if (draft.isAboutAdults()) {
            ofAdults.add(one.getCaseId());
        }
        if (one.getStatus() == CaseStatus.FILED || one.getStatus() == CaseStatus.DISMISSED) {
            closed.add(one.getCaseId());
        }
        if (draft.incidentAt().isAfter(Instant.now())) {
            inFuture.add(one.getCaseId());
        }
    }

    /** Whether nothing is wrong with a document; else it is told. */
    private boolean isValid(String xml, Path target, Optional<SchemaCheck> check) {
        Optional<String> problem = check.flatMap(schema -> schema.problem(xml));
        problem.ifPresent(what -> spec.commandLine().getErr().println(target + ": not valid: " + what));
        return problem.isEmpty();
    }

    /** Writes what is said of each media item. Returns whether all of it is valid. */
    private boolean detail(Case one, Optional<SchemaCheck> check) {
        Path folder = out.resolve(one.getCaseId() + ".files");
        boolean isValid = true;
        int number = 0;
        for (FileDetails item : MediaFolder.items(one)) {
            number++;
            Path target = folder.resolve(number + ".xml");
            String xml = item.xml(0, "0");
            write(xml, target);
            isValid &= isValid(xml, target, check);
        }
        return isValid;
    }

    /** Moved to its place when it is whole: somebody may be reading the one before. */
    private static void write(String xml, Path target) {
        try {
            Files.createDirectories(target.toAbsolutePath().getParent());
            Path part = target.resolveSibling(target.getFileName() + ".part");
            Files.writeString(part, xml, StandardCharsets.UTF_8);
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UserError(target + " can't be written (" + e.getClass().getSimpleName() + "): look at --out", e);
        }
    }

    private void warn(List<String> ids, String what, String then) {
        if (!ids.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println("warning: " + ids.size() + " of them " + what + ": "
                            + ids.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
                            + (ids.size() > MOST_NAMED ? ", …" : "") + "; " + then);
        }
    }

    private void tell(ReportSettings settings, Optional<SchemaCheck> check, int unread) {
        PrintWriter err = spec.commandLine().getErr();
        if (settings.reporter().isPlaceholder()) {
            err.println("warning: the drafts name a placeholder as the reporter and can't be filed: give --settings");
        }
        if (check.isEmpty()) {
            err.println("warning: not validated: name the schema in the settings, or with --schema");
        }
        warn(ofAdults, "about adults only", "the CyberTipline takes reports about children");
        warn(closed, "filed or dismissed already", "look before one is filed again");
        warn(inFuture, "about an incident after now", "look at the clocks of what reported it");
        String validity = check.isEmpty() ? "not validated" : (drafted - invalid) + " valid, " + invalid + " not valid";
        spec.commandLine()
                .getOut()
                .println("drafted " + drafted + " reports in " + out + ": " + validity
                        + (unread == 0 ? "" : "; " + unread + " could not be read"));
        spec.commandLine().getOut().flush();
        err.flush();
    }
}
