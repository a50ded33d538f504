// SPDX-License-Identifier: Apache-2.0
package io.wardline.filing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wardline.filing.JournalEntry.State;
import io.wardline.filing.LocalFaults.Fault;
import io.wardline.filing.LocalReports.LocalFile;
import io.wardline.filing.LocalReports.LocalReport;
import io.wardline.v1.ReportEvent;
import io.wardline.v1.ReportEventKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: whatever happens on the way, a case ends with one finished report, and the job is told once. Method: the local server goes wrong at
 * a chosen request, and the case is filed again.
 */
class FilingTest {
    private Lab lab;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        lab = new Lab(folder);
    }

    @AfterEach
    void close() {
        lab.close();
    }

    private LocalReport theOnlyFinished() {
        assertThat(lab.reports.finished()).hasSize(1);
        return lab.reports.finished().get(0);
    }

    @Test
    void aReportIsSubmittedWithItsFilesAndFinishedAndTold() throws Exception {
        Dossier dossier = lab.dossier("m1", "m2");

        Filing.Filed filed = lab.file(dossier);

        assertThat(lab.faults.came())
                .containsExactly("/status", "/submit", "/upload", "/fileinfo", "/upload", "/fileinfo", "/finish");
        LocalReport report = theOnlyFinished();
        assertThat(report.id()).isEqualTo(filed.reportId());
        assertThat(report.files())
                .extracting(LocalFile::sha256)
                .containsExactly(
                        dossier.attachments().get(0).sha256(),
                        dossier.attachments().get(1).sha256());
        assertThat(report.files()).allSatisfy(file -> assertThat(file.details()).isPresent());
        assertThat(lab.events).hasSize(1);
        ReportEvent event = lab.events.get(0);
        assertThat(event.getKind()).isEqualTo(ReportEventKind.FILED);
        assertThat(event.getCaseId()).isEqualTo("case-1");
        assertThat(event.getReportId()).isEqualTo(Long.toString(filed.reportId()));
        assertThat(event.getActor()).isEqualTo("a responder");
        assertThat(event.getOccurredAt()).isEqualTo(Lab.START).isEqualTo(filed.at());
        assertThat(filed.before()).isFalse();
    }

    @Test
    void aSecondRunSendsNothing() throws Exception {
        lab.file(lab.dossier("m1"));
        int requests = lab.server.requests();

        Filing.Filed again = lab.file(lab.dossier("m1"));

        assertThat(again.before()).isTrue();
        assertThat(lab.server.requests()).isEqualTo(requests);
        assertThat(lab.events).hasSize(1);
    }

    @Test
    void whatTheServerCantTakeNowIsSentAgainWithGrowingPauses() throws Exception {
        lab.faults
                .before("/submit", 1, Fault.BUSY)
                .before("/submit", 2, Fault.BROKEN)
                .before("/finish", 1, Fault.DROP);

        lab.file(lab.dossier());

        theOnlyFinished();
        assertThat(lab.pauses).startsWith(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void aServerThatIsNeverReadyIsLeftAfterSoManyAttempts() throws Exception {
        lab.faults.before("/submit", 0, Fault.BUSY);
        Dossier dossier = lab.dossier();

        assertThatThrownBy(() -> lab.file(dossier))
                .isInstanceOf(FilingException.class)
                .hasMessageContaining("'submit'")
                .hasMessageContaining("code 1000")
                .hasMessageContaining("nothing is filed");

        assertThat(lab.faults.came()).containsExactly("/status", "/submit", "/submit", "/submit");
        assertThat(lab.events).isEmpty();
    }

    @Test
    void aLostAnswerToFinishIsAskedForAgainAndMayBeThatItWasFinished() throws Exception {
        lab.faults.after("/finish", 1, Fault.DROP);

        lab.file(lab.dossier());

        theOnlyFinished();
        assertThat(lab.faults.came()).endsWith("/finish", "/finish");
        assertThat(lab.events).hasSize(1);
    }

    @Test
    void aFinishWithoutAnyAnswerIsNoFilingUntilTheServerSaysSo() throws Exception {
        lab.faults.after("/finish", 0, Fault.BROKEN);
        Dossier dossier = lab.dossier();

        assertThatThrownBy(() -> lab.file(dossier))
                .hasMessageContaining("whether report 1000001 is filed is not known");
        assertThat(lab.events).isEmpty();
        lab.faults = new Lab.Faults();
        // The case has changed meanwhile: what may be filed is asked for first all the same.
        Filing.Filed filed = lab.file(lab.dossier(Lab.open().setCrisis(true).build()));

        assertThat(filed.reportId()).isEqualTo(theOnlyFinished().id());
        assertThat(lab.faults.came()).containsExactly("/finish");
        assertThat(lab.events).hasSize(1);
    }

    @Test
    void aLostAnswerToAnUploadBeginsTheReportAnewAndNoFileIsThereTwice() throws Exception {
        lab.faults.after("/upload", 2, Fault.DROP);

        lab.file(lab.dossier("m1", "m2"));

        assertThat(theOnlyFinished().files()).hasSize(2);
        assertThat(lab.reports.all())
                .extracting(LocalReport::state)
                .containsExactly(LocalReports.State.RETRACTED, LocalReports.State.FINISHED);
        assertThat(lab.states()).containsExactly(State.RETRACTED, State.ANNOUNCED);
    }

    @Test
    void uploadsThatNeverComeThroughAreGivenUp() throws Exception {
        lab.faults.after("/upload", 0, Fault.DROP);
        Dossier dossier = lab.dossier("m1");

        assertThatThrownBy(() -> lab.file(dossier)).hasMessageContaining("began 3 reports");

        assertThat(lab.reports.finished()).isEmpty();
        assertThat(lab.faults.came().stream().filter("/submit"::equals)).hasSize(Filing.MOST_STARTS);
    }

    @Test
    void aServerThatEndsBetweenUploadAndFinishIsGoneOnWithWhenItIsBack() throws Exception {
        lab.faults.before("/finish", 1, Fault.UNAUTHORIZED);
        Dossier dossier = lab.dossier("m1");
        assertThatThrownBy(() -> lab.file(dossier)).hasMessageContaining("HTTP 401");
        lab.restart();
        lab.faults = new Lab.Faults();

        lab.file(dossier);

        assertThat(theOnlyFinished().files()).hasSize(1);
        assertThat(lab.faults.came()).containsExactly("/finish");
    }

    @Test
    void aReportThatWasLeftOpenIsGoneOnWithWhereItWas() throws Exception {
        lab.faults.before("/fileinfo", 0, Fault.BROKEN);
        Dossier dossier = lab.dossier("m1", "m2");
        assertThatThrownBy(() -> lab.file(dossier)).hasMessageContaining("report 1000001 is open");
        lab.faults = new Lab.Faults();

        lab.file(dossier);

        assertThat(lab.faults.came()).containsExactly("/fileinfo", "/upload", "/fileinfo", "/finish");
        assertThat(theOnlyFinished().files()).hasSize(2);
    }

    @Test
    void aReportThatTheServerDroppedAfterADayIsBegunAnew() throws Exception {
        lab.faults.before("/fileinfo", 0, Fault.BROKEN);
        Dossier dossier = lab.dossier("m1");
        assertThatThrownBy(() -> lab.file(dossier)).hasMessageContaining("is open");
        lab.faults = new Lab.Faults();
        lab.now = Lab.START.plus(Duration.ofHours(24)).plusMillis(1);

        Filing.Filed filed = lab.file(dossier);

        assertThat(theOnlyFinished().id()).isEqualTo(filed.reportId());
        assertThat(filed.at()).isEqualTo(lab.now);
        assertThat(lab.states()).containsExactly(State.LOST, State.ANNOUNCED);
    }

    /** What was not finished in time was never filed. */
    @Test
    void aFinishThatCameTooLateIsFollowedByANewReport() throws Exception {
        lab.faults.before("/finish", 0, Fault.BROKEN);
        assertThatThrownBy(() -> lab.file(lab.dossier())).hasMessageContaining("not known");
        lab.faults = new Lab.Faults();
        lab.now = Lab.START.plus(Duration.ofHours(25));

        lab.file(lab.dossier());

        theOnlyFinished();
        assertThat(lab.states()).containsExactly(State.LOST, State.ANNOUNCED);
        assertThat(lab.events).hasSize(1);
    }

    @Test
    void aCaseThatChangedSinceItWasSubmittedIsRetractedAndSubmittedAnew() throws Exception {
        lab.faults.before("/fileinfo", 0, Fault.BROKEN);
        assertThatThrownBy(() -> lab.file(lab.dossier("m1"))).hasMessageContaining("is open");
        lab.faults = new Lab.Faults();
        Dossier changed = lab.dossier(Lab.open("m1").setCrisis(true).build());

        lab.file(changed);

        assertThat(theOnlyFinished().sha256())
                .isEqualTo(Lab.hash("SHA-256", changed.report().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        assertThat(lab.faults.came()).startsWith("/retract", "/status", "/submit");
        assertThat(lab.states()).containsExactly(State.RETRACTED, State.ANNOUNCED);
    }

    @Test
    void aReportThatSomebodyRetractedIsBegunAnew() throws Exception {
        lab.faults.plan("/fileinfo", 1, true, Fault.NONE, () -> lab.reports.retract(1_000_001));

        lab.file(lab.dossier("m1"));

        assertThat(lab.states()).containsExactly(State.RETRACTED, State.ANNOUNCED);
        theOnlyFinished();
    }

    @Test
    void wrongCredentialsEndItBeforeAnythingIsOpened() throws Exception {
        Dossier dossier = lab.dossier();

        assertThatThrownBy(() -> lab.file(dossier, lab.client("wrong"), false))
                .hasMessageContaining("code 3000")
                .hasMessageContaining("check 'username' and 'password_file'")
                .hasMessageNotContaining("wrong");

        assertThat(lab.faults.came()).containsExactly("/status");
        assertThat(lab.states()).isEmpty();
    }

    @Test
    void anAnswerWithoutABodyIsUnderstood() throws Exception {
        lab.faults.before("/submit", 1, Fault.UNAUTHORIZED);
        Dossier dossier = lab.dossier();

        assertThatThrownBy(() -> lab.file(dossier))
                .hasMessageContaining("HTTP 401")
                .hasMessageContaining("check 'username'");
        assertThat(lab.faults.came()).containsExactly("/status", "/submit");
    }

    @Test
    void whatTheServerRefusesIsToldWithoutItsWords() {
        Dossier invalid = new Dossier("case-1", "<report><canary/></report>", java.util.List.of());

        assertThatThrownBy(() -> lab.file(invalid))
                .hasMessageContaining("code 4100")
                .hasMessageContaining("nothing is filed")
                .hasMessageNotContaining("canary")
                .hasMessageNotContaining("cvc");
        assertThat(lab.states()).containsExactly(State.LOST);
    }

    @Test
    void aFileThatChangedOnTheWayIsNotFiled() throws Exception {
        Dossier dossier = lab.dossier("m1");
        Files.writeString(lab.folder.resolve("m1"), "other bytes");

        assertThatThrownBy(() -> lab.file(dossier)).hasMessageContaining("another at the server");

        assertThat(lab.reports.all()).extracting(LocalReport::state).containsExactly(LocalReports.State.RETRACTED);
        assertThat(lab.events).isEmpty();
    }

    @Test
    void whatIsFiledAndNotToldIsOnlyToldByTheNextRun() throws Exception {
        Dossier dossier = lab.dossier();
        try (Journal journal = Journal.open(lab.journal())) {
            Filing broken = lab.filing(lab.client(), journal, event -> {
                throw new IllegalStateException("no broker");
            });
            assertThatThrownBy(() -> broken.file(dossier, "a responder", false))
                    .hasMessageContaining("is filed, but the job could not be told (no broker)");
        }
        lab.faults = new Lab.Faults();
        lab.now = Lab.START.plusSeconds(60);

        Filing.Filed filed = lab.file(dossier);

        assertThat(lab.faults.came()).isEmpty();
        assertThat(filed.before()).isTrue();
        assertThat(lab.events).extracting(ReportEvent::getOccurredAt).containsExactly(Lab.START);
    }

    @Test
    void aSupplementIsFiledOnceForWhatIsNew() throws Exception {
        lab.file(lab.dossier());
        Dossier more = lab.dossier(Lab.open().setCrisis(true).build());

        lab.supplement(more);
        lab.supplement(more);

        assertThat(lab.reports.finished()).hasSize(2);
        assertThat(lab.events)
                .extracting(ReportEvent::getEventId)
                .doesNotHaveDuplicates()
                .hasSize(2);
    }

    @Test
    void aSupplementThatCameToNothingLeavesTheReportThatStands() throws Exception {
        Filing.Filed first = lab.file(lab.dossier());
        lab.faults = new Lab.Faults().before("/submit", 0, Fault.BUSY);
        assertThatThrownBy(() ->
                        lab.supplement(lab.dossier(Lab.open().setCrisis(true).build())))
                .hasMessageContaining("nothing is filed");

        assertThat(lab.file(lab.dossier()))
                .isEqualTo(new Filing.Filed(first.reportId(), "a responder", Lab.START, true));
        theOnlyFinished();
    }

    @Test
    void anOpenReportIsRetractedAndMayBeFiledAnew() throws Exception {
        lab.faults.before("/finish", 0, Fault.UNAUTHORIZED);
        assertThatThrownBy(() -> lab.file(lab.dossier())).hasMessageContaining("401");
        lab.faults = new Lab.Faults().after("/retract", 1, Fault.DROP);

        try (Journal journal = Journal.open(lab.journal())) {
            // The lost answer is asked for again, and that it is retracted already is as good.
            assertThat(lab.filing(lab.client(), journal, lab.events::add).retract("case-1"))
                    .contains("report 1000001")
                    .contains("is retracted");
        }
        lab.faults = new Lab.Faults();
        lab.file(lab.dossier());

        theOnlyFinished();
        assertThat(lab.states()).containsExactly(State.RETRACTED, State.ANNOUNCED);
    }

    @Test
    void aFiledReportIsNotRetractedButMayBeToldAsWithdrawn() throws Exception {
        Filing.Filed filed = lab.file(lab.dossier());
        try (Journal journal = Journal.open(lab.journal())) {
            Filing filing = lab.filing(lab.client(), journal, lab.events::add);
            assertThatThrownBy(() -> filing.retract("case-1"))
                    .hasMessageContaining("is filed since")
                    .hasMessageContaining("--withdrawn");
            filing.withdraw("case-1", "another", "asked for");
            assertThatThrownBy(() -> filing.withdraw("case-1", "another", null))
                    .hasMessageContaining("nothing to retract");
        }

        assertThat(lab.events)
                .extracting(ReportEvent::getKind)
                .containsExactly(ReportEventKind.FILED, ReportEventKind.RETRACTED);
        assertThat(lab.events.get(1).getActor()).isEqualTo("another");
        assertThat(lab.events.get(1).getReportId()).isEqualTo(Long.toString(filed.reportId()));
        assertThat(lab.file(lab.dossier()).reportId()).isNotEqualTo(filed.reportId());
        assertThat(lab.reports.finished()).hasSize(2);
    }

    /** A retraction that comes after a finish whose answer was lost must not make room for a second report. */
    @Test
    void aReportThatMayBeFinishedIsNotTakenForRetracted() throws Exception {
        lab.faults.after("/finish", 0, Fault.BROKEN);
        assertThatThrownBy(() -> lab.file(lab.dossier())).hasMessageContaining("not known");
        lab.faults = new Lab.Faults();
        try (Journal journal = Journal.open(lab.journal())) {
            Filing filing = lab.filing(lab.client(), journal, lab.events::add);
            assertThatThrownBy(() -> filing.retract("case-1")).hasMessageContaining("so it is filed");
        }

        lab.file(lab.dossier());

        theOnlyFinished();
        assertThat(lab.events).hasSize(1);
    }

    @Test
    void theSameCaseAtAnotherAddressIsAnotherMatter() throws Exception {
        lab.file(lab.dossier());
        try (LocalCyberTipline other = lab.start(0, null);
                Journal journal = Journal.open(lab.journal())) {
            CyberTipline client = CyberTipline.at(other.base(), Lab.USER, Lab.PASSWORD, Duration.ofSeconds(5));

            Filing.Filed filed = lab.filing(client, journal, lab.events::add).file(lab.dossier(), "a responder", false);

            assertThat(filed.before()).isFalse();
        }
    }

    @Test
    void theEventIsTheSameHoweverOftenItIsMade() {
        JournalEntry entry =
                new JournalEntry(1, "case-1", 1, "b", State.FINISHED, "n", false, "d", 7, Lab.START, null, null);

        assertThat(Announcement.filed(entry, null)).isEqualTo(Announcement.filed(entry, null));
        assertThat(Announcement.filed(entry, null).getEventId())
                .matches("[0-9a-f]{32}")
                .isNotEqualTo(Announcement.withdrawn(
                                new JournalEntry(
                                        1,
                                        "case-1",
                                        1,
                                        "b",
                                        State.WITHDRAWING,
                                        "n",
                                        false,
                                        "d",
                                        7,
                                        Lab.START,
                                        "n",
                                        Lab.START),
                                null)
                        .getEventId());
    }
}
