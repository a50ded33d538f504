// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.report;

import static io.wardline.cli.report.ReportCommandTest.open;
import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.cli.RunOfWardline;
import io.wardline.schema.AvroJson;
import io.wardline.v1.Case;
import io.wardline.v1.CaseStatus;
import io.wardline.v1.HistoryItem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goal: whether cases are reported in time can be read off, with figures reckoned by hand. */
class StatsCommandTest {
    private static final Instant KNOWN_AT = Instant.parse("2026-03-01T10:00:00Z");
    private static final Instant DEADLINE = KNOWN_AT.plus(Duration.ofDays(3));

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit injects it before each test
    private Path folder;

    private static Instant hour(int hours) {
        return KNOWN_AT.plus(Duration.ofHours(hours));
    }

    private static Case filed(String id, int hours) {
        return open(id, "offender", DEADLINE)
                .setStatus(CaseStatus.FILED)
                .setFiledAt(hour(hours))
                .setBreached(hours > 72)
                .build();
    }

    private static HistoryItem item(int hours, String what) {
        return HistoryItem.newBuilder()
                .setAt(hour(hours))
                .setWhat(what)
                .setActor(null)
                .setNote(null)
                .build();
    }

    private List<String> stats(List<Case> cases, String... options) throws IOException {
        Path file = Files.write(
                folder.resolve("cases.jsonl"),
                cases.stream().map(AvroJson::write).toList(),
                StandardCharsets.UTF_8);
        List<String> args = new ArrayList<>(List.of("report", "stats", "--cases", file.toString()));
        args.addAll(List.of(options));
        RunOfWardline run = RunOfWardline.of(args.toArray(String[]::new));
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run.out().lines().map(line -> line.replaceAll(" {2,}", ": ")).toList();
    }

    /** Of 1 to 20 hours the tenth is the median and the nineteenth the 95th percentile. */
    @Test
    void theTimesFromKnowingToFilingAreTold() throws IOException {
        List<Case> cases = new ArrayList<>(IntStream.rangeClosed(1, 20)
                .mapToObj(hours -> filed("case-" + hours, hours))
                .toList());

        assertThat(stats(cases))
                .contains(
                        "filed in time: 20",
                        "filed late: 0",
                        "hours from knowing to filing, median: 10.0",
                        "hours from knowing to filing, p95: 19.0");
        cases.add(filed("late", 100));
        assertThat(stats(cases)).contains("filed in time: 20", "filed late: 1");
    }

    @Test
    void openCasesAreToldByAge() throws IOException {
        List<Case> cases = List.of(
                open("due", "a", DEADLINE).build(),
                open("none", "a", null).build(),
                open("gone", "a", DEADLINE).setStatus(CaseStatus.DISMISSED).build());

        for (String told : List.of(
                "0 below 24 h",
                "23 below 24 h",
                "24 24 h to 48 h",
                "48 48 h to 66 h",
                "66 66 h to its deadline",
                "71 66 h to its deadline",
                "72 after its deadline")) {
            int space = told.indexOf(' ');
            String now = hour(Integer.parseInt(told.substring(0, space))).toString();

            assertThat(stats(cases, "--now", now))
                    .as(told)
                    .contains("open, " + told.substring(space + 1) + ": 1")
                    .contains("open, without a deadline: 1", "dismissed: 1")
                    .filteredOn(line -> line.startsWith("open, ") && !line.endsWith(": 0"))
                    .hasSize(2);
        }
    }

    /** The last report's time is the case's; the first that stands is what counts. */
    @Test
    void aSupplementMakesNothingLaterAndARetractedReportNothingEarlier() throws IOException {
        Case supplement = Case.newBuilder(filed("supplement", 90))
                .setBreached(false)
                .setHistory(List.of(item(5, "filed"), item(90, "filed")))
                .build();
        assertThat(stats(List.of(supplement)))
                .contains("filed in time: 1", "hours from knowing to filing, median: 5.0");

        Case again = Case.newBuilder(filed("again", 50))
                .setHistory(List.of(item(5, "filed"), item(6, "retracted"), item(50, "filed")))
                .build();
        assertThat(stats(List.of(again))).contains("hours from knowing to filing, median: 50.0");
    }

    @Test
    void onlyCasesSinceATimeAndNoneAtAll() throws IOException {
        assertThat(stats(List.of(filed("case", 1)), "--since", hour(1).toString()))
                .contains("filed in time: 0", "hours from knowing to filing, p95: -");
        assertThat(stats(List.of())).contains("filed in time: 0", "open, below 24 h: 0");
    }
}
