// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wardline.cli.UserError;
import io.wardline.pattern.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goal: the numbers of the reports are those of the alerts. Expected values are arithmetic on paper. */
class SummaryTest {
    private static final Instant MONDAY = Instant.parse("2026-11-02T23:59:59Z");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @Test
    void countsByDayOfTheDecidingEventInUtcWithTheDaysBetween() {
        Summary summary = summary(
                told("c1", Severity.HIGH, MONDAY, Duration.ZERO),
                told("c2", Severity.HIGH, MONDAY.plusSeconds(1), Duration.ZERO),
                told("c3", Severity.LOW, MONDAY.plus(Duration.ofDays(3)), Duration.ZERO));

        assertThat(summary.byDay())
                .isEqualTo(Map.of(
                        LocalDate.parse("2026-11-02"), Map.of(Severity.HIGH, 1L),
                        LocalDate.parse("2026-11-03"), Map.of(Severity.HIGH, 1L),
                        LocalDate.parse("2026-11-04"), Map.of(),
                        LocalDate.parse("2026-11-05"), Map.of(Severity.LOW, 1L)));
        assertThat(summary.bySeverity()).isEqualTo(Map.of(Severity.HIGH, 2L, Severity.LOW, 1L));
    }

    @Test
    void sortsLeadTimesIntoBucketsThatEachHoldAnAlertOnce() {
        Summary summary = summary(
                told("c1", Severity.HIGH, MONDAY, Duration.ofMinutes(9)),
                told("c2", Severity.HIGH, MONDAY, Duration.ofMinutes(10)),
                told("c3", Severity.HIGH, MONDAY, Duration.ofHours(23)),
                told("c4", Severity.HIGH, MONDAY, Duration.ofDays(8)));

        assertThat(summary.leadTimes())
                .containsExactly(
                        Map.entry("< 10 min", 1L),
                        Map.entry("< 1 h", 1L),
                        Map.entry("< 6 h", 0L),
                        Map.entry("< 24 h", 1L),
                        Map.entry("< 7 d", 0L),
                        Map.entry("longer", 1L));
        assertThat(summary.leadMillis(50)).isEqualTo(Duration.ofHours(23).toMillis());
    }

    @Test
    void scoresByConversation() throws IOException {
        Path labels = Files.writeString(
                folder.resolve("labels.csv"),
                "conversation_id,label,kind\nfound,guilty,x\nmissed,guilty,x\nmissed-too,guilty\naccused,innocent\nquiet,innocent\n");
        Findings findings = findings(
                told("found", Severity.HIGH, MONDAY, Duration.ZERO),
                told("found", Severity.HIGH, MONDAY.plusSeconds(1), Duration.ZERO),
                told("accused", Severity.LOW, MONDAY, Duration.ZERO),
                told("unknown", Severity.LOW, MONDAY, Duration.ZERO));

        Labels.Score score = Labels.load(labels).score(findings.told());

        assertThat(score).isEqualTo(new Labels.Score(1, List.of("missed", "missed-too"), List.of("accused"), 1));
        assertThat(score.precision()).isEqualTo(0.5);
        assertThat(score.recall()).isEqualTo(1.0 / 3);
    }

    @Test
    void saysWhichLineOfALabelFileIsWrong() throws IOException {
        Path labels = Files.writeString(folder.resolve("labels.csv"), "a,guilty\nb,maybe\n");

        assertThatThrownBy(() -> Labels.load(labels))
                .isInstanceOf(UserError.class)
                .hasMessage(labels + ":2: a line is conversation_id,guilty or conversation_id,innocent");
    }

    @Test
    void thePageHoldsEveryNumberAndNoMarkupOfAnId() throws IOException {
        Findings findings = findings(told("c<script>1", Severity.CRITICAL, MONDAY, Duration.ofMinutes(5)));
        findings.compare(findings.told(), List.of());
        Path page = folder.resolve("page.html");

        PageReport.write(page, Summary.of(findings, Optional.empty()), true);

        assertThat(Files.readString(page))
                .contains("+1", "-0", "full-sequence/threat", "c&lt;script&gt;1", "11-02")
                .doesNotContain("<script");
    }

    private static Summary summary(Told... told) {
        return Summary.of(findings(told), Optional.empty());
    }

    private static Findings findings(Told... told) {
        Findings findings = new Findings();
        findings.add(List.of(told));
        return findings;
    }

    private static Told told(String conversation, Severity severity, Instant at, Duration lead) {
        Told.Key key = new Told.Key(conversation, "offender", "full-sequence", "threat", conversation + at);
        return new Told(key, severity, false, at.toEpochMilli(), lead.toMillis());
    }
}
