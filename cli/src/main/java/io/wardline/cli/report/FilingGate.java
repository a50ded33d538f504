// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.report;

import io.wardline.cli.UserError;
import io.wardline.filing.Dossier.Attachment;
import io.wardline.filing.Journal;
import io.wardline.filing.JournalEntry;
import io.wardline.report.Completeness;
import io.wardline.report.ReportDraft;
import io.wardline.report.Reporter;
import io.wardline.report.SchemaCheck;
import io.wardline.v1.Case;
import io.wardline.v1.CaseStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What keeps a case from being filed, looked for before anything is sent. */
final class FilingGate {
    /** Domains that nobody has (RFC 2606): the samples' addresses. */
    private static final String NOBODYS = "(?i).*[@.](example\\.(org|com|net)|example|invalid|test|localhost)";

    private final ReportSettings settings;
    private final boolean production;
    private final boolean supplement;
    private final boolean evenAboutAdults;
    private final SchemaCheck schema;

    FilingGate(ReportSettings settings, boolean production, boolean supplement, boolean evenAboutAdults) {
        this.settings = settings;
        this.production = production;
        this.supplement = supplement;
        this.evenAboutAdults = evenAboutAdults;
        reporter(settings.reporter());
        this.schema = schema(settings);
    }

    /**
     * A case that may be filed.
     *
     * @param items how many media items it has
     * @param attachments the files that go along
     * @param missing what its report lacks
     */
    record Passed(Case what, ReportDraft draft, int items, List<Attachment> attachments, List<String> missing) {}

    private void reporter(Reporter reporter) {
        String email = String.valueOf(reporter.person().email()).strip();
        if (reporter.isPlaceholder() || (production && email.matches(NOBODYS))) {
            throw new UserError("the settings name a placeholder as the reporter (" + Printable.of(email)
                    + "): write down who reports, as deploy/report.yaml says");
        }
    }

    private static SchemaCheck schema(ReportSettings settings) {
        Path file = settings.schema()
                .orElseThrow(
                        () -> new UserError("nothing is filed unchecked: fetch the schema (GET /xsd of the reporting"
                                + " API), and name it in 'schema' of the settings"));
        try {
            return SchemaCheck.of(file);
        } catch (IOException e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        }
    }

    /** Reads a case, and what is on the disk of its media. */
    Passed look(CaseSource source, String caseId, Journal journal, String base, @Nullable Path media) {
        PriorReports prior = new PriorReports();
        List<Case> found = new ArrayList<>();
        source.each(one -> {
            prior.add(one);
            if (one.getCaseId().equals(caseId)) {
                found.add(one);
            }
        });
        if (found.isEmpty()) {
            throw new UserError("there is no case " + Printable.of(caseId) + " in " + source.place()
                    + ": see ./wardline report list");
        }
        Case what = found.get(0);
        status(what);
        List<Long> before = new ArrayList<>(prior.before(what));
        before.addAll(filed(journal, caseId, base));
        ReportDraft draft = ReportDraft.of(what, settings.reporter(), before);
        content(draft);
        Optional<String> problem = schema.problem(draft.xml());
        if (problem.isPresent()) {
            throw new UserError("the draft is not valid by the schema (" + problem.get()
                    + "), and nothing is sent: fetch the newest schema, and look at ./wardline report draft");
        }
        int items = MediaFolder.items(what).size();
        List<Attachment> attachments = media == null ? List.of() : new MediaFolder(media).of(what);
        return new Passed(what, draft, items, attachments, Completeness.of(what).missing());
    }

    /** The reports that a supplement adds to. */
    private List<Long> filed(Journal journal, String caseId, String base) {
        return supplement
                ? journal.all(caseId, base).stream()
                        .filter(entry -> entry.state() == JournalEntry.State.ANNOUNCED && !entry.supplement())
                        .map(JournalEntry::reportId)
                        .toList()
                : List.of();
    }

    private void status(Case what) {
        String id = what.getCaseId();
        if (what.getStatus() == CaseStatus.DISMISSED) {
            throw new UserError("case " + id + " is dismissed (" + Printable.of(String.valueOf(what.getReason()))
                    + "): a person decided that; nothing is sent");
        }
        if (what.getStatus() == CaseStatus.FILED && !supplement) {
            throw new UserError("case " + id + " is filed as report " + Printable.of(String.valueOf(what.getReportId()))
                    + ", and not by this journal: add --supplement to file what is new");
        }
    }

    private void content(ReportDraft draft) {
        if (draft.incidentAt().isAfter(Instant.now())) {
            throw new UserError("the incident is in the future (" + draft.incidentAt()
                    + "), which the CyberTipline refuses: look at the clocks of what reported it");
        }
        if (draft.isAboutAdults() && !evenAboutAdults) {
            throw new UserError(
                    "every victim is known to be an adult, and the CyberTipline takes reports about children:"
                            + " add --even-about-adults to file all the same");
        }
    }
}
