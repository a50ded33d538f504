// SPDX-License-Identifier: Apache-2.0
package io.wardline.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.cli.Wardline;
import io.wardline.filing.LocalCyberTipline;
import io.wardline.filing.LocalFaults;
import io.wardline.filing.LocalReports;
import io.wardline.schema.AvroJson;
import io.wardline.v1.AgeBand;
import io.wardline.v1.Case;
import io.wardline.v1.CaseEvidence;
import io.wardline.v1.CaseStatus;
import io.wardline.v1.EventKind;
import io.wardline.v1.Media;
import io.wardline.v1.Party;
import io.wardline.v1.ReportEvent;
import io.wardline.v1.ReportEventKind;
import io.wardline.v1.Severity;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Goal: wherever the machine stops while it files, running the command again ends in one finished report, told once, and a further run does
 * nothing. Method: the command in a JVM of its own, killed while the server holds one of its requests, before or after it is handled.
 */
class FilingCrashIT {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final long PATIENCE_SECONDS = 60;

    private final LocalReports reports = new LocalReports(InstantSource.system());
    private final Hold hold = new Hold();
    private Path folder;
    private LocalCyberTipline server;
    private FilingFolder settings;

    /** Holds the n-th request of a path for good, before or after it is handled. */
    private static final class Hold implements LocalFaults {
        private final CountDownLatch held = new CountDownLatch(1);
        private String path = "";
        private int nth;
        private boolean before;
        private int came;

        @Override
        public Fault before(int number, String asked) {
            if (asked.equals(path)) {
                came++;
                hold(before);
            }
            return Fault.NONE;
        }

        @Override
        public Fault after(int number, String asked) {
            if (asked.equals(path)) {
                hold(!before);
            }
            return Fault.NONE;
        }

        private void hold(boolean here) {
            if (here && came == nth) {
                held.countDown();
                try {
                    // Until the server closes: whoever asked is dead by then.
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    @BeforeEach
    void start(@TempDir Path temporary) throws Exception {
        folder = temporary;
        server = FilingFolder.server(reports, hold);
        settings = FilingFolder.of(folder, server);
        Path media = Files.createDirectory(folder.resolve("media"));
        Files.write(media.resolve("m1"), new byte[] {1, 2, 3});
        Files.write(media.resolve("m2"), new byte[] {4, 5, 6});
        Files.writeString(folder.resolve("cases.jsonl"), AvroJson.write(withTwoMediaItems()) + "\n");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/submit, 1, before",
        "/submit, 1, after",
        "/upload, 1, before",
        "/upload, 1, after",
        "/fileinfo, 1, before",
        "/fileinfo, 1, after",
        "/upload, 2, before",
        "/upload, 2, after",
        "/fileinfo, 2, after",
        "/finish, 1, before",
        "/finish, 1, after",
    })
    void aFilingThatWasKilledEndsInOneReport(String path, int nth, String when) throws Exception {
        hold.path = path;
        hold.nth = nth;
        hold.before = when.equals("before");
        Process killed = file();
        assertThat(hold.held.await(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("held")
                .isTrue();
        killed.destroyForcibly();
        assertThat(killed.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(killed.exitValue()).isNotZero();
        assertThat(told()).isEmpty();
        hold.path = "";

        String again = filed();
        int requests = server.requests();
        Set<String> events = told();
        String third = filed();

        assertThat(again).contains("filed case case-1 as report ");
        assertThat(reports.finished()).hasSize(1);
        assertThat(reports.finished().get(0).files()).hasSize(2).allSatisfy(file -> assertThat(file.details())
                .isPresent());
        assertThat(events).hasSize(1);
        assertThat(third)
                .contains("already filed as report " + reports.finished().get(0).id());
        assertThat(server.requests()).isEqualTo(requests);
        assertThat(told()).isEqualTo(events);
        assertThat(reports.finished()).hasSize(1);
    }

    /** Runs the command to its end. Returns what it said. */
    private String filed() throws Exception {
        Process run = file();
        assertThat(run.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        String said = Files.readString(folder.resolve("out"), StandardCharsets.UTF_8);
        assertThat(run.exitValue()).as(said).isZero();
        return said;
    }

    private Process file() throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                Wardline.class.getName()));
        command.addAll(settings.command("case-1"));
        command.addAll(List.of(
                "--cases",
                folder.resolve("cases.jsonl").toString(),
                "--events",
                folder.resolve("events.jsonl").toString(),
                "--media",
                folder.resolve("media").toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
    }

    /** The ids of the FILED events; there are no others. */
    private Set<String> told() throws Exception {
        Set<String> ids = new TreeSet<>();
        for (String line : Files.readAllLines(folder.resolve("events.jsonl"), StandardCharsets.UTF_8)) {
            ReportEvent event = AvroJson.read(ReportEvent.class, line);
            assertThat(event.getKind()).isEqualTo(ReportEventKind.FILED);
            ids.add(event.getEventId());
        }
        return ids;
    }

    private static Case withTwoMediaItems() {
        return Case.newBuilder()
                .setCaseId("case-1")
                .setStatus(CaseStatus.OPEN)
                .setSeverity(Severity.CRITICAL)
                .setCrisis(false)
                .setOffender(party("acc-offender"))
                .setVictims(List.of(party("acc-victim")))
                .setConversationId("conv-1")
                .setOpenedAt(START)
                .setKnownAt(START)
                .setBreached(false)
                .setEvidenceThinned(false)
                .setEvidence(List.of(CaseEvidence.newBuilder()
                        .setEventId("e1")
                        .setOccurredAt(START)
                        .setKnownAt(START)
                        .setKind(EventKind.MEDIA)
                        .setSender(party("acc-victim"))
                        .setRecipients(List.of())
                        .setMedia(List.of(media("m1"), media("m2")))
                        .build()))
                .build();
    }

    private static Media media(String id) {
        return Media.newBuilder()
                .setMediaId(id)
                .setMediaType("image/jpeg")
                .setViewOnce(false)
                .setViewedByPerson(false)
                .build();
    }

    private static Party party(String id) {
        return Party.newBuilder()
                .setAccountId(id)
                .setAgeBand(AgeBand.AGE_13_15)
                .setAgeSource(null)
                .setCountry(null)
                .build();
    }
}
