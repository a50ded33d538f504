// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.report;

import io.wardline.cli.RunOfWardline;
import io.wardline.filing.LocalCyberTipline;
import io.wardline.filing.LocalFaults;
import io.wardline.filing.LocalReports;
import io.wardline.schema.AvroJson;
import io.wardline.schema.InvalidRecordException;
import io.wardline.v1.AgeBand;
import io.wardline.v1.Case;
import io.wardline.v1.CaseEvidence;
import io.wardline.v1.EventKind;
import io.wardline.v1.Media;
import io.wardline.v1.Party;
import io.wardline.v1.ReportEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that {@code ./wardline report file} needs, in a folder, beside a local server. */
final class FilingLab implements AutoCloseable {
    static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final String PASSWORD = "pass word";

    final Path folder;
    String by = "a responder";
    final LocalReports reports = new LocalReports(InstantSource.system());
    LocalFaults faults = LocalFaults.NONE;
    final LocalCyberTipline server;

    FilingLab(Path folder) throws IOException {
        this.folder = folder;
        this.server = LocalCyberTipline.start(
                new LocalCyberTipline.Options(0, "user", PASSWORD, null, reports, new LocalFaults() {
                    @Override
                    public Fault before(int number, String path) {
                        return faults.before(number, path);
                    }

                    @Override
                    public Fault after(int number, String path) {
                        return faults.after(number, path);
                    }
                }));
        Files.write(folder.resolve("local.xsd"), LocalCyberTipline.ownSchema());
        password(PASSWORD, "rw-------");
        reporter("platform: Example", "reporter: {email: reports@example.org}", "schema: local.xsd");
        settings("base: " + server.base(), "environment: test");
    }

    Path password(String password, String permissions) throws IOException {
        Path file = Files.writeString(folder.resolve("password"), password + "\nignored\n");
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        }
        return file;
    }

    void reporter(String... lines) throws IOException {
        Files.write(folder.resolve("report.yaml"), List.of(lines));
    }

    /** Beside what each has. */
    void settings(String... lines) throws IOException {
        List<String> all = new ArrayList<>(
                List.of("username: user", "password_file: password", "journal: journal", "attempts: 1"));
        all.addAll(List.of(lines));
        Files.write(folder.resolve("filing.yaml"), all);
    }

    void cases(Case.Builder... cases) throws IOException {
        Files.write(
                folder.resolve("cases.jsonl"),
                Arrays.stream(cases).map(one -> AvroJson.write(one.build())).toList());
    }

    Path events() {
        return folder.resolve("events.jsonl");
    }

    List<ReportEvent> told() throws IOException, InvalidRecordException {
        List<ReportEvent> told = new ArrayList<>();
        for (String line : Files.readAllLines(events(), StandardCharsets.UTF_8)) {
            told.add(AvroJson.read(ReportEvent.class, line));
        }
        return told;
    }

    /** The command without {@code --confirm}. */
    RunOfWardline look(String... more) {
        return run("file", "--settings", folder.resolve("report.yaml").toString(), more);
    }

    RunOfWardline file(String... more) {
        List<String> all = new ArrayList<>(List.of("--confirm"));
        all.addAll(List.of(more));
        return look(all.toArray(String[]::new));
    }

    RunOfWardline retract(String... more) {
        return run("retract", "--confirm", null, more);
    }

    private RunOfWardline run(String command, String option, @Nullable String value, String... more) {
        List<String> args = new ArrayList<>(List.of(
                "report",
                command,
                "--case",
                "one",
                "--by",
                by,
                "--cases",
                folder.resolve("cases.jsonl").toString(),
                "--events",
                events().toString(),
                "--filing",
                folder.resolve("filing.yaml").toString(),
                option));
        if (value != null) {
            args.add(value);
        }
        args.addAll(List.of(more));
        return RunOfWardline.of(args.toArray(String[]::new));
    }

    /** A case of a child, with these media items in one event. */
    static Case.Builder open(Media... media) {
        return ReportCommandTest.open("one", "offender", Instant.parse("2999-01-01T00:00:00Z"))
                .setVictims(List.of(party("victim", AgeBand.AGE_13_15)))
                .setEvidence(List.of(CaseEvidence.newBuilder()
                        .setEventId("e1")
                        .setOccurredAt(START)
                        .setKnownAt(START)
                        .setKind(EventKind.MEDIA)
                        .setSender(party("victim", AgeBand.AGE_13_15))
                        .setRecipients(List.of())
                        .setMedia(List.of(media))
                        .build()));
    }

    static Party party(String id, AgeBand band) {
        return Party.newBuilder()
                .setAccountId(id)
                .setAgeBand(band)
                .setAgeSource(null)
                .setCountry(null)
                .build();
    }

    static Media media(String id, @Nullable String sha256, @Nullable String md5) {
        return Media.newBuilder()
                .setMediaId(id)
                .setMediaType("image/jpeg")
                .setSha256(sha256)
                .setMd5(md5)
                .setViewOnce(false)
                .setViewedByPerson(false)
                .build();
    }

    @Override
    public void close() {
        server.close();
    }
}
