// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.wardline.pattern.catalog.PatternCatalog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goal: a replay over a pattern's history tells each event under the revision that decided at its time, in whatever order it came. */
class ReplayRevisionsTest {
    @TempDir
    private Path folder = Path.of("");

    private Path pattern = Path.of("");

    @BeforeEach
    void writePattern() throws Exception {
        pattern = Files.createDirectories(folder.resolve("patterns/threat-after-image"));
        revision("pattern@1.yaml", 1, "live", Duration.ZERO);
        revision("pattern@2.yaml", 2, "shadow", Duration.ofHours(4));
        revision("pattern.yaml", 3, "live", Duration.ofHours(10));
    }

    private void revision(String file, int number, String status, Duration from) throws Exception {
        String yaml = PatternCatalog.bundled()
                .find("threat-after-image")
                .orElseThrow()
                .yaml()
                .replaceFirst("revision: \\d+", "revision: " + number)
                .replaceFirst("status: \\w+", "status: " + status + "\neffective_from: " + Line.START.plus(from));
        Files.writeString(pattern.resolve(file), yaml);
    }

    @Test
    void eachEventIsToldUnderTheRevisionOfItsTime() {
        ReplayRun run = ReplayRun.ofEvents(
                folder,
                ReplayRun.linesOf(List.of(crime("early", 3), crime("between", 9), crime("late", 10))),
                "--patterns=" + folder.resolve("patterns"));

        assertThat(run.alerts().stream().map(ReplayRevisionsTest::told))
                .containsExactlyInAnyOrder("early by 1", "between by 1", "late by 3");
        assertThat(run.read("shadow-alerts.jsonl").stream().map(ReplayRevisionsTest::told))
                .containsExactly("between by 2");
    }

    @Test
    void aFileOfAnotherNumberThanItsNameSaysIsRefused() throws Exception {
        Files.move(pattern.resolve("pattern@2.yaml"), pattern.resolve("pattern@7.yaml"));

        ReplayRun run = ReplayRun.of(
                folder.resolve("out"),
                "--patterns=" + folder.resolve("patterns"),
                "--events="
                        + ReplayRun.write(
                                folder.resolve("events.jsonl"), crime("any", 1).lines()));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains(
                        "threat-after-image/pattern@7.yaml:1:1 error P009: the file holds revision 2: name it pattern@2.yaml");
    }

    @Test
    void anEarlierRevisionWithoutALaterOneIsRefused() throws Exception {
        revision("pattern@4.yaml", 4, "live", Duration.ZERO);

        ReplayRun run = ReplayRun.of(
                folder.resolve("out"),
                "--patterns=" + folder.resolve("patterns"),
                "--events="
                        + ReplayRun.write(
                                folder.resolve("events.jsonl"), crime("any", 1).lines()));

        assertThat(run.err()).contains("pattern@4.yaml:1:1 error P007");
    }

    private static String told(JsonNode alert) {
        return alert.path("conversation_id").asText() + " by "
                + alert.path("pattern_revision").asInt();
    }

    private static Talk crime(String id, int hour) {
        return Talk.withAdult(id).image("i", Duration.ZERO).threat("t", Duration.ofHours(hour));
    }
}
