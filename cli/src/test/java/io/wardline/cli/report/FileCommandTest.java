// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.cli.RunOfWardline;
import io.wardline.filing.LocalCyberTipline;
import io.wardline.filing.LocalFaults;
import io.wardline.filing.LocalReports.LocalFile;
import io.wardline.v1.AgeBand;
import io.wardline.v1.Case;
import io.wardline.v1.CaseEvidence;
import io.wardline.v1.CaseStatus;
import io.wardline.v1.EventKind;
import io.wardline.v1.HistoryItem;
import io.wardline.v1.Media;
import io.wardline.v1.ReportEvent;
import io.wardline.v1.ReportEventKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Goal: a case is filed once, when a named person says so and nothing speaks against it. Method: the command, against the local server. */
class FileCommandTest {
    private FilingLab lab;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        lab = new FilingLab(folder);
        lab.cases(FilingLab.open());
    }

    @AfterEach
    void close() {
        lab.close();
    }

    private void isRefused(RunOfWardline run, String... why) {
        assertThat(run.exitCode()).as(run.out()).isEqualTo(1);
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .startsWith("wardline: ")
                .contains(why);
        assertThat(lab.server.requests()).isZero();
    }

    @Test
    void withoutConfirmationItSaysWhatItWouldFileAndSendsNothing() throws IOException {
        lab.cases(FilingLab.open(FilingLab.media("m1", null, null)));

        RunOfWardline run = lab.look();

        isRefused(run, "add --confirm");
        assertThat(run.out())
                .contains("case     one, OPEN, HIGH, ")
                .contains("before its deadline")
                .contains("to       " + lab.server.base() + ", a test environment")
                .contains("missing  offender.ip")
                .contains("media    1 item, told by hashes where they are known");
        assertThat(lab.events()).isEmptyFile();
    }

    @Test
    void aCaseIsFiledAndToldAndNotFiledAgain() throws Exception {
        RunOfWardline run = lab.file();

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("filed case one as report 1000001 by a responder at ");
        assertThat(lab.reports.finished()).hasSize(1);
        ReportEvent event = lab.told().get(0);
        assertThat(event.getKind()).isEqualTo(ReportEventKind.FILED);
        assertThat(event.getCaseId()).isEqualTo("one");
        assertThat(event.getReportId()).isEqualTo("1000001");
        assertThat(event.getActor()).isEqualTo("a responder");
        assertThat(event.getNote()).isEqualTo("filed for trial, at " + lab.server.base());
        int requests = lab.server.requests();

        RunOfWardline again = lab.file();

        assertThat(again.exitCode()).isZero();
        assertThat(again.out()).contains("already filed as report 1000001 by a responder at " + event.getOccurredAt());
        assertThat(lab.server.requests()).isEqualTo(requests);
        assertThat(lab.told()).hasSize(1);
    }

    @Test
    void somebodyFilesAndSaysWho() {
        lab.by = " ";
        RunOfWardline run = lab.file();

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--by has to name who does it");
        assertThat(lab.server.requests()).isZero();
    }

    @Test
    void aPlaceholderOrAMissingSchemaIsRefused() throws IOException {
        lab.reporter(
                "platform: PLACEHOLDER PLATFORM",
                "reporter: {first_name: PLACEHOLDER, last_name: REPORTER, email: placeholder@example.invalid}",
                "schema: local.xsd");
        isRefused(lab.file(), "placeholder");
        lab.reporter("platform: Example", "reporter: {email: reports@example.org}");
        isRefused(lab.file(), "fetch the schema (GET /xsd");
        lab.reporter("platform: Example", "reporter: {email: reports@example.org}", "schema: none.xsd");
        isRefused(lab.file(), "none.xsd");
    }

    /** The schema changes at the CyberTipline's pace, and not at this project's. */
    @Test
    void aNewerSchemaThatWantsMoreIsToldBeforeAnythingIsSent() throws IOException {
        String own = new String(LocalCyberTipline.ownSchema(), StandardCharsets.UTF_8);
        Files.writeString(
                lab.folder.resolve("local.xsd"),
                own.replace(
                        "<xs:element name=\"reporter\"", "<xs:element name=\"more\"/><xs:element name=\"reporter\""));

        isRefused(lab.file(), "not valid by the schema (cvc-complex-type.2.4.a at line");
    }

    @Test
    void whatSpeaksAgainstAFilingIsTold() throws IOException {
        lab.cases(FilingLab.open().setStatus(CaseStatus.DISMISSED).setReason("a\nprank"));
        isRefused(lab.file(), "is dismissed (a?prank)");
        lab.cases(FilingLab.open().setStatus(CaseStatus.FILED).setReportId("4711"));
        isRefused(lab.file(), "filed as report 4711, and not by this journal", "--supplement");
        lab.cases(FilingLab.open().setEvidence(List.of()).setOpenedAt(Instant.parse("2999-01-01T00:00:00Z")));
        isRefused(lab.file(), "in the future");
        lab.cases(FilingLab.open().setVictims(List.of(FilingLab.party("victim", AgeBand.ADULT))));
        isRefused(lab.file(), "known to be an adult", "--even-about-adults");
        lab.cases(FilingLab.open().setCaseId("two"));
        isRefused(lab.file(), "there is no case one");

        lab.cases(FilingLab.open().setVictims(List.of(FilingLab.party("victim", AgeBand.ADULT))));
        assertThat(lab.file("--even-about-adults").exitCode()).isZero();
    }

    /** What NCMEC rejected is no report that police have. */
    @Test
    void aReportThatWasRejectedIsNotCalledFiledAndIsFiledOnceMore() throws Exception {
        assertThat(lab.file().exitCode()).isZero();
        lab.cases(FilingLab.open().setHistory(List.of(happened(1, "filed"), happened(2, "rejected"))));

        RunOfWardline again = lab.file();

        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.err())
                .contains("report 1000001 is filed, but was rejected or retracted since")
                .contains("add --supplement");
        assertThat(lab.file("--supplement").out()).contains("filed case one as report 1000002");
        assertThat(lab.reports.finished()).hasSize(2);
        lab.cases(FilingLab.open()
                .setHistory(List.of(happened(1, "filed"), happened(2, "rejected"), happened(3, "filed"))));
        assertThat(lab.file().out()).contains("already filed as report 1000002");
    }

    private static HistoryItem happened(int hour, String what) {
        return HistoryItem.newBuilder()
                .setAt(Instant.parse("2026-03-01T10:00:00Z").plusSeconds(3600L * hour))
                .setWhat(what)
                .setActor(null)
                .setNote(null)
                .build();
    }

    @Test
    void aSupplementIsFiledThoughAnotherToolFiled() throws Exception {
        lab.cases(FilingLab.open().setStatus(CaseStatus.FILED).setReportId("4711"));

        assertThat(lab.file("--supplement").exitCode()).isZero();
        assertThat(lab.file("--supplement").out()).contains("already filed");

        assertThat(lab.reports.finished()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "https://report.cybertip.org/ispws, test, '', is the CyberTipline itself",
        "https://Report.CyberTip.org./ispws, test, '', is the CyberTipline itself",
        "https://example.org/ispws, production, '', add --production",
        "https://example.org/ispws, test, --production, leave the flag out",
        "http://example.org/ispws, test, '', has to begin with https://",
        "https://example.org/ispws, production, --production, a placeholder as the reporter",
    })
    void whatIsForRealIsSoOnPurpose(String base, String environment, String flag, String why) throws IOException {
        lab.settings("base: " + base, "environment: " + environment);

        isRefused(flag.isEmpty() ? lab.file() : lab.file(flag), why);
    }

    @Test
    void mistakesInTheSettingsAreToldAtOnce() throws IOException {
        Files.writeString(lab.folder.resolve("filing.yaml"), "bsae: x\nenvironment: trial\nattempts: 0\n");

        RunOfWardline run = lab.file();

        isRefused(
                run,
                "'base' is missing",
                "'environment' is one of test, production",
                "bsae",
                "password_file",
                "attempts");
    }

    @Test
    void theSettingsThatAreShippedAreRead() {
        FilingSettings shipped = FilingSettings.load(Path.of("../deploy/filing.yaml"));

        assertThat(shipped.environment()).isEqualTo(FilingSettings.Environment.TEST);
        assertThat(shipped.attempts()).isEqualTo(5);
    }

    @Test
    void aPasswordThatOthersMayReadIsRefused() throws IOException {
        if (!Files.getFileStore(lab.folder).supportsFileAttributeView("posix")) {
            return;
        }
        for (String open : List.of("rw-r-----", "rw----r--", "rw--w----")) {
            lab.password("secret", open);
            RunOfWardline run = lab.file();
            isRefused(run, "chmod 600");
            assertThat(run.err()).doesNotContain("secret");
        }
        Files.delete(lab.folder.resolve("password"));
        isRefused(lab.file(), "can't be read as text");
        lab.password("", "rw-------");
        isRefused(lab.file(), "no password in its first line");
    }

    @Test
    void wrongCredentialsAreToldAndNothingOfThem() throws IOException {
        lab.password("another secret", "rw-------");

        RunOfWardline run = lab.file();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("code 3000", "password_file").doesNotContain("secret");
        assertThat(lab.reports.all()).isEmpty();
    }

    @Test
    void mediaAreSentAsTheyAre() throws Exception {
        byte[] one = {1, 2, 3};
        byte[] two = {4, 5};
        Path media = Files.createDirectory(lab.folder.resolve("media"));
        Files.write(media.resolve("m1"), one);
        Files.write(media.resolve(hash("SHA-256", two)), two);
        lab.cases(FilingLab.open(
                FilingLab.media("m1", hash("SHA-256", one).toUpperCase(java.util.Locale.ROOT), hash("MD5", one)),
                FilingLab.media("../m2", hash("SHA-256", two), null),
                FilingLab.media("m1", null, null)));

        RunOfWardline run = lab.file("--media", media.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(lab.reports.finished().get(0).files())
                .extracting(LocalFile::sha256)
                .containsExactly(hash("SHA-256", one), hash("SHA-256", two));
        assertThat(lab.reports.finished().get(0).files())
                .allSatisfy(file -> assertThat(file.details()).isPresent());
    }

    @Test
    void mediaThatAreMissingOrOthersAreToldBeforeAnythingIsSent() throws Exception {
        Path media = Files.createDirectory(lab.folder.resolve("media"));
        Files.writeString(lab.folder.resolve("outside"), "x");
        Files.createSymbolicLink(media.resolve("m3"), lab.folder.resolve("outside"));
        Files.writeString(media.resolve("m4"), "x");
        lab.cases(FilingLab.open(
                FilingLab.media("../outside", null, null),
                FilingLab.media("m2\u0007", null, null),
                FilingLab.media("m3", null, null),
                FilingLab.media("m4", "ab".repeat(32), null)));

        isRefused(lab.file("--media", media.toString()), "4 of 4 media items", "../outside is not there");
        isRefused(lab.file("--media", lab.folder.resolve("none").toString()), "is no folder");
    }

    @Test
    void aDraftSaysWhatWouldBeSaidOfEachFile() throws Exception {
        lab.cases(FilingLab.open(FilingLab.media("m1", null, null), FilingLab.media("m2", null, null)));

        RunOfWardline run = RunOfWardline.of(
                "report",
                "draft",
                "--cases",
                lab.folder.resolve("cases.jsonl").toString(),
                "--out",
                lab.folder.resolve("drafts").toString(),
                "--schema",
                lab.folder.resolve("local.xsd").toString(),
                "--file-details");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(lab.folder.resolve("drafts/one.files/2.xml"))
                .content()
                .contains("<reportId>0</reportId>", "<fileViewedByEsp>false</fileViewedByEsp>", "platform: m2");
        assertThat(lab.folder.resolve("drafts/one.files")).isDirectoryContaining("glob:**/1.xml");
    }

    @Test
    void tenThousandMediaItemsAreToldByTheirHashes() throws Exception {
        lab.cases(FilingLab.open(IntStream.range(0, 10_000)
                .mapToObj(i -> FilingLab.media("m" + i, "%064x".formatted(i), null))
                .toArray(Media[]::new)));

        assertThat(lab.look().out()).contains("media    10000 items, told by hashes");
        assertThat(lab.file().exitCode()).isZero();
        assertThat(lab.reports.finished()).hasSize(1);
    }

    @Test
    void aChatOfTenMegabytesIsFiled() throws Exception {
        Case.Builder large = FilingLab.open();
        CaseEvidence words = CaseEvidence.newBuilder(large.getEvidence().get(0))
                .setKind(EventKind.MESSAGE)
                .setText("words ".repeat(20_000))
                .build();
        lab.cases(large.setEvidence(IntStream.range(0, 90)
                .mapToObj(
                        i -> CaseEvidence.newBuilder(words).setEventId("e" + i).build())
                .toList()));

        assertThat(lab.file().exitCode()).isZero();
        assertThat(lab.reports.finished()).hasSize(1);
    }

    @Test
    void anyNameIsFiledAndTold() throws Exception {
        String name = "\uD83D\uDE00\u001b[2J <&\"'> \u0000 \u05D0\nnext";

        lab.by = name;
        RunOfWardline run = lab.file();

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines()).hasSize(1);
        assertThat(run.out()).doesNotContain("\u001b");
        assertThat(lab.told().get(0).getActor()).isEqualTo(name);
    }

    @Test
    void ofTwoRunsAtOnceOneFiles() throws Exception {
        CountDownLatch submitted = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        lab.faults = new LocalFaults() {
            @Override
            public Fault after(int number, String path) {
                if (path.equals("/submit")) {
                    submitted.countDown();
                    await(goOn);
                }
                return Fault.NONE;
            }
        };
        CompletableFuture<RunOfWardline> first = CompletableFuture.supplyAsync(lab::file);
        await(submitted);

        RunOfWardline second = lab.file();
        goOn.countDown();

        assertThat(second.exitCode()).isEqualTo(1);
        assertThat(second.err()).contains("another process files with the journal");
        assertThat(first.get(30, TimeUnit.SECONDS).exitCode()).isZero();
        assertThat(lab.reports.all()).hasSize(1);
        assertThat(lab.file().out()).contains("already filed");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Test
    void whatIsFiledIsToldThoughTheCaseWasDismissedMeanwhile() throws Exception {
        lab.faults = new LocalFaults() {
            @Override
            public Fault after(int number, String path) {
                return path.equals("/finish") ? Fault.DROP : Fault.NONE;
            }
        };
        assertThat(lab.file().err()).contains("whether report 1000001 is filed is not known");
        lab.faults = LocalFaults.NONE;
        lab.cases(FilingLab.open().setStatus(CaseStatus.DISMISSED));

        assertThat(lab.file().out()).contains("filed case one as report 1000001");

        assertThat(lab.told()).hasSize(1);
    }

    @Test
    void aLineThatSomebodyCutOffDoesNotTakeTheEventWithIt() throws Exception {
        Files.writeString(lab.events(), "{\"event_id\":");

        assertThat(lab.file().exitCode()).isZero();

        assertThat(Files.readAllLines(lab.events()))
                .hasSize(2)
                .element(1)
                .asString()
                .startsWith("{\"event_id\":\"");
    }

    @Test
    void anEventsFileThatCantBeWrittenIsToldBeforeAnythingIsSent() throws IOException {
        Files.createDirectory(lab.events());

        isRefused(lab.file(), "events.jsonl can't be written");
    }

    @Test
    void aFiledReportIsNotRetractedAndMayBeToldAsWithdrawn() throws Exception {
        isRefused(lab.retract(), "there is nothing to retract");
        lab.file();

        RunOfWardline refused = lab.retract();
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("the API takes no filed report back", "--withdrawn");
        RunOfWardline told = lab.retract("--withdrawn", "--note", "asked for");
        assertThat(told.exitCode()).as(told.err()).isZero();

        assertThat(lab.told())
                .extracting(ReportEvent::getKind)
                .containsExactly(ReportEventKind.FILED, ReportEventKind.RETRACTED);
        assertThat(lab.told().get(1).getNote()).isEqualTo("asked for");
        assertThat(lab.file().out()).contains("filed case one as report 1000002");
    }

    @Test
    void aReportThatWasLeftOpenIsRetracted() throws Exception {
        lab.faults = new LocalFaults() {
            @Override
            public Fault before(int number, String path) {
                return path.equals("/finish") ? Fault.UNAUTHORIZED : Fault.NONE;
            }
        };
        assertThat(lab.file().err()).contains("report 1000001 is not filed");

        assertThat(lab.retract().out()).contains("report 1000001 of case one is retracted");
        assertThat(lab.retract().err()).contains("nothing to retract");
    }

    private static String hash(String algorithm, byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    }
}
