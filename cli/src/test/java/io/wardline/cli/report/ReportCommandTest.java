// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.cli.RunOfWardline;
import io.wardline.schema.AvroJson;
import io.wardline.v1.AgeBand;
import io.wardline.v1.Case;
import io.wardline.v1.CaseStatus;
import io.wardline.v1.Party;
import io.wardline.v1.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goal: on a file of cases the commands tell what is due and write what can be filed, and one bad line costs nothing else. */
class ReportCommandTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit injects it before each test
    private Path folder;

    static Case.Builder open(String id, String offender, @Nullable Instant deadline) {
        return Case.newBuilder()
                .setCaseId(id)
                .setStatus(CaseStatus.OPEN)
                .setSeverity(Severity.HIGH)
                .setCrisis(false)
                .setOffender(party(offender))
                .setVictims(List.of(party("victim")))
                .setConversationId("conv-" + id)
                .setOpenedAt(START)
                .setKnownAt(START)
                .setDeadline(deadline)
                .setBreached(false)
                .setEvidenceThinned(false);
    }

    private static Party party(String id) {
        return Party.newBuilder()
                .setAccountId(id)
                .setAgeBand(AgeBand.UNKNOWN)
                .setAgeSource(null)
                .setCountry(null)
                .build();
    }

    private Path cases(String... lines) throws IOException {
        return Files.write(folder.resolve("cases.jsonl"), List.of(lines), StandardCharsets.UTF_8);
    }

    private Path cases(Case.Builder... cases) throws IOException {
        return cases(Stream.of(cases).map(one -> AvroJson.write(one.build())).toArray(String[]::new));
    }

    private RunOfWardline draft(Path cases, String... more) {
        List<String> args = new ArrayList<>(List.of(
                "report",
                "draft",
                "--cases",
                cases.toString(),
                "--out",
                folder.resolve("drafts").toString()));
        args.addAll(List.of(more));
        return RunOfWardline.of(args.toArray(String[]::new));
    }

    private String drafted(String id) throws IOException {
        return Files.readString(folder.resolve("drafts").resolve(id + ".xml"));
    }

    @Test
    void eachCaseBecomesAFileAndTheWarningsSayWhyItCantBeFiled() throws IOException {
        RunOfWardline run = draft(cases(open("one", "a", null), open("two", "b", null)));

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("drafted 2 reports").contains("not validated");
        assertThat(run.err()).contains("placeholder").contains("not validated: name the schema");
        assertThat(drafted("one")).contains("<espIdentifier>a</espIdentifier>").contains("PLACEHOLDER");
        assertThat(folder.resolve("drafts")).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void settingsNameTheReporter() throws IOException {
        Path settings = Files.writeString(
                folder.resolve("report.yaml"),
                "platform: Place\nreporter: {email: reports@example.org, last_name: Team}\n");

        RunOfWardline run = draft(cases(open("one", "a", null)), "--settings", settings.toString());

        assertThat(run.err()).doesNotContain("placeholder");
        assertThat(drafted("one"))
                .contains("<platform>Place</platform>")
                .contains("<email>reports@example.org</email>")
                .doesNotContain("PLACEHOLDER");
    }

    @Test
    void theSettingsThatAreShippedAreRead() throws IOException {
        assertThat(draft(cases(open("one", "a", null)), "--settings", "../deploy/report.yaml")
                        .exitCode())
                .isZero();
        assertThat(drafted("one")).contains("<legalURL>https://example.org/law-enforcement</legalURL>");
    }

    @Test
    void mistakesInTheSettingsAreToldAtOnce() throws IOException {
        Path settings = Files.writeString(folder.resolve("report.yaml"), "platfrom: Place\nreporter: {phone: \"1\"}\n");

        RunOfWardline run = draft(cases(open("one", "a", null)), "--settings", settings.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("platform").contains("email").contains("platfrom");
        assertThat(folder.resolve("drafts")).doesNotExist();
    }

    @Test
    void aLineThatIsNoCaseIsToldAndTheOthersAreDrafted() throws IOException {
        String good = AvroJson.write(open("one", "a", null).build());

        RunOfWardline run = draft(cases("{\"case_id\": 7}", "", good, "no JSON"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("cases.jsonl:1:")
                .contains("cases.jsonl:4:")
                .doesNotContain("cases.jsonl:2:");
        assertThat(run.out()).contains("drafted 1 reports").contains("2 could not be read");
        assertThat(drafted("one")).isNotEmpty();
    }

    @Test
    void ofOneCaseTheLastLineCounts() throws IOException {
        RunOfWardline run = draft(cases(open("one", "a", null), open("one", "b", null)));

        assertThat(run.out()).contains("drafted 1 reports");
        assertThat(drafted("one")).contains("<espIdentifier>b</espIdentifier>");
    }

    /** The CyberTipline is about children. */
    @Test
    void thatAllVictimsAreAdultsIsTold() throws IOException {
        Party adult =
                Party.newBuilder(party("victim")).setAgeBand(AgeBand.ADULT).build();
        Case.Builder adults = open("adults", "a", null).setVictims(List.of(adult));

        assertThat(draft(cases(adults, open("unknown", "a", null))).err())
                .contains("1 of them about adults only: adults");
        assertThat(draft(cases(open("mixed", "a", null).setVictims(List.of(adult, party("other")))))
                        .err())
                .doesNotContain("adults only");
    }

    @Test
    void aDraftOfWhatIsClosedOrLiesInTheFutureIsTold() throws IOException {
        Instant later = Instant.parse("2999-01-01T00:00:00Z");
        RunOfWardline run = draft(cases(
                open("done", "a", null).setStatus(CaseStatus.FILED),
                open("ahead", "a", null).setOpenedAt(later),
                open("usual", "a", null)));

        assertThat(run.exitCode()).isZero();
        assertThat(run.err())
                .contains("1 of them filed or dismissed already: done;")
                .contains("1 of them about an incident after now: ahead;");
    }

    @Test
    void aCaseWhoseStatusALaterReleaseNamesMayBeDue() throws IOException {
        assertThat(list(cases(open("later", "a", START).setStatus(CaseStatus.UNKNOWN)))
                        .out())
                .contains("later, a");
    }

    @Test
    void nobodysIdWritesLinesOnTheTerminal() throws IOException {
        RunOfWardline run = list(cases(open("one", "a\n0h 00m  forged\u001b[2J", START)));

        assertThat(run.out().lines()).hasSize(2);
        assertThat(run.out()).doesNotContain("\u001b");
    }

    @Test
    void aCaseIdIsNoPath() throws IOException {
        RunOfWardline run = draft(cases(open("../one", "a", null), open("..", "a", null), open("two", "a", null)));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("no file's name");
        assertThat(folder.resolve("one.xml")).doesNotExist();
        assertThat(drafted("two")).isNotEmpty();
    }

    @Test
    void earlierReportsOnTheOffenderAreTold() throws IOException {
        draft(cases(
                open("one", "a", null).setStatus(CaseStatus.FILED).setReportId("4711"),
                open("two", "a", null).setReportId("no number"),
                open("three", "a", null),
                open("four", "b", null).setReportId("4712")));

        assertThat(drafted("three"))
                .contains("<priorCTReports>4711</priorCTReports>")
                .doesNotContain("4712");
        assertThat(drafted("one")).as("its own is no earlier one").doesNotContain("priorCTReports");
    }

    @Test
    void aDraftThatIsNotValidIsToldAndKept() throws IOException {
        Path schema = Files.writeString(
                folder.resolve("other.xsd"),
                "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\"><xs:element name=\"other\"/></xs:schema>");

        RunOfWardline run = draft(cases(open("one", "a", null)), "--schema", schema.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("one.xml: not valid:");
        assertThat(run.out()).contains("0 valid, 1 not valid");
        assertThat(drafted("one")).isNotEmpty();
    }

    @Test
    void aSchemaThatIsNotThereIsToldBeforeAnythingIsWritten() throws IOException {
        RunOfWardline run = draft(
                cases(open("one", "a", null)),
                "--schema",
                folder.resolve("no.xsd").toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("no.xsd").contains("GET /xsd");
        assertThat(folder.resolve("drafts")).doesNotExist();
    }

    @Test
    void onlyTheCaseThatIsAskedForIsDrafted() throws IOException {
        Path cases = cases(open("one", "a", null), open("two", "b", null));

        assertThat(draft(cases, "--case", "two").out()).contains("drafted 1 reports");
        assertThat(folder.resolve("drafts").resolve("one.xml")).doesNotExist();
        assertThat(draft(cases, "--case", "three").err()).contains("there is no case three");
    }

    @Test
    void theListHasWhatIsDueFirstAtTheTop() throws IOException {
        Path cases = cases(
                open("later", "a", START.plus(DAY.multipliedBy(3))),
                open("never", "b", null),
                open("late", "c", START.minus(Duration.ofMinutes(90))),
                open("filed", "d", START).setStatus(CaseStatus.FILED),
                open("crisis", "a", START.plus(DAY.multipliedBy(3))).setCrisis(true),
                open("last", "c", START.plus(DAY.multipliedBy(4))));

        RunOfWardline run = list(cases);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines().skip(1).map(String::strip))
                .containsExactly(
                        "late 1h 30m   HIGH       OPEN           0 %  late, c",
                        "72h 00m       ! HIGH     OPEN           0 %  crisis, a",
                        "72h 00m       HIGH       OPEN           0 %  later, a",
                        "96h 00m       HIGH       OPEN           0 %  last, c",
                        "-             HIGH       OPEN           0 %  never, b");
        assertThat(list(cases, "--all").out()).contains("filed, d");
        assertThat(list(cases, "--by", "offender").out().lines().skip(1).map(line -> line.replaceAll(".*%  ", "")))
                .containsExactly("late, c", "last, c", "crisis, a", "later, a", "never, b");
    }

    private static RunOfWardline list(Path cases, String... more) {
        List<String> args =
                new ArrayList<>(List.of("report", "list", "--cases", cases.toString(), "--now", START.toString()));
        args.addAll(List.of(more));
        return RunOfWardline.of(args.toArray(String[]::new));
    }

    @Test
    void aCaseIsShownWithWhatItsReportLacks() throws IOException {
        Path cases = cases(open("one", "a", START.plus(DAY)));

        RunOfWardline run = RunOfWardline.of("report", "show", "one", "--cases", cases.toString());

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("case          one, OPEN, HIGH")
                .contains("due           2026-03-02T10:00:00Z")
                .containsPattern("missing       offender.ip, offender.phone.*, offender.date_of_birth\n");
        assertThat(RunOfWardline.of("report", "show", "two", "--cases", cases.toString())
                        .err())
                .contains("there is no case two");
    }
}
