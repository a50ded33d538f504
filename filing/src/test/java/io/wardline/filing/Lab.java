// SPDX-License-Identifier: Apache-2.0
package io.wardline.filing;

import io.wardline.filing.Dossier.Attachment;
import io.wardline.report.FileDetails;
import io.wardline.report.ReportDraft;
import io.wardline.report.Reporter;
import io.wardline.v1.AgeBand;
import io.wardline.v1.Case;
import io.wardline.v1.CaseEvidence;
import io.wardline.v1.CaseStatus;
import io.wardline.v1.EventKind;
import io.wardline.v1.Media;
import io.wardline.v1.Party;
import io.wardline.v1.ReportEvent;
import io.wardline.v1.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A local server, a journal, and a clock that is moved by hand: what a filing needs. */
final class Lab implements AutoCloseable {
    static final String USER = "platform";
    static final String PASSWORD = "a password";
    static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final Reporter REPORTER = new Reporter(
            "Example", new Reporter.Person("Trust", "Team", null, "reports@example.org"), null, null, null, null);

    final Path folder;
    Instant now = START;
    final LocalReports reports = new LocalReports(() -> now);
    final List<ReportEvent> events = new ArrayList<>();
    final List<String> progress = new ArrayList<>();
    final List<Duration> pauses = new ArrayList<>();
    Faults faults = new Faults();
    LocalCyberTipline server;

    Lab(Path folder) throws IOException {
        this.folder = folder;
        this.server = start(0, null);
    }

    /** What goes wrong with which requests: the n-th of a path, from 1 on, or each of it. */
    static final class Faults implements LocalFaults {
        private final List<Planned> planned = new ArrayList<>();
        private final List<String> came = new ArrayList<>();

        private record Planned(String path, int nth, boolean before, Fault fault, Runnable then) {}

        Faults before(String path, int nth, Fault fault) {
            return plan(path, nth, true, fault, () -> {});
        }

        Faults after(String path, int nth, Fault fault) {
            return plan(path, nth, false, fault, () -> {});
        }

        /** @param nth 0 for each of the path */
        Faults plan(String path, int nth, boolean before, Fault fault, Runnable then) {
            planned.add(new Planned(path, nth, before, fault, then));
            return this;
        }

        /** The paths that were asked for. */
        synchronized List<String> came() {
            return List.copyOf(came);
        }

        @Override
        public Fault before(int number, String path) {
            synchronized (this) {
                came.add(path);
            }
            return fault(path, true);
        }

        @Override
        public Fault after(int number, String path) {
            return fault(path, false);
        }

        private Fault fault(String path, boolean before) {
            long nth = came().stream().filter(path::equals).count();
            for (Planned plan : planned) {
                if (plan.path.equals(path) && plan.before == before && (plan.nth == 0 || plan.nth == nth)) {
                    plan.then.run();
                    return plan.fault;
                }
            }
            return Fault.NONE;
        }
    }

    LocalCyberTipline start(int port, @Nullable Path schema) throws IOException {
        return LocalCyberTipline.start(
                new LocalCyberTipline.Options(port, USER, PASSWORD, schema, reports, new LocalFaults() {
                    @Override
                    public Fault before(int number, String path) {
                        return faults.before(number, path);
                    }

                    @Override
                    public Fault after(int number, String path) {
                        return faults.after(number, path);
                    }
                }));
    }

    /** The server ends, and another one with its state begins at the same address. */
    void restart() {
        int port = server.port();
        server.close();
        try {
            server = start(port, null);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    CyberTipline client() {
        return client(PASSWORD);
    }

    CyberTipline client(String password) {
        return CyberTipline.at(server.base(), USER, password, Duration.ofSeconds(5));
    }

    Path journal() {
        return folder.resolve("journal.db");
    }

    /** A run of its own, with a journal that is opened for it. */
    Filing.Filed file(Dossier dossier) {
        return file(dossier, client(), false);
    }

    Filing.Filed supplement(Dossier dossier) {
        return file(dossier, client(), true);
    }

    Filing.Filed file(Dossier dossier, CyberTipline client, boolean supplement) {
        try (Journal journal = Journal.open(journal())) {
            return filing(client, journal, events::add).file(dossier, "a responder", supplement);
        }
    }

    Filing filing(CyberTipline client, Journal journal, Announcer announcer) {
        return new Filing(client, journal, announcer, new Retry(3, pauses::add), () -> now, progress::add, null);
    }

    List<JournalEntry.State> states() {
        try (Journal journal = Journal.open(journal())) {
            return journal.all("case-1", server.base()).stream()
                    .map(JournalEntry::state)
                    .toList();
        }
    }

    static Case.Builder open(String... media) {
        List<Media> items = new ArrayList<>();
        for (String id : media) {
            items.add(Media.newBuilder()
                    .setMediaId(id)
                    .setMediaType("image/jpeg")
                    .setViewOnce(false)
                    .setViewedByPerson(false)
                    .build());
        }
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
                        .setMedia(items)
                        .build()));
    }

    private static Party party(String id) {
        return Party.newBuilder()
                .setAccountId(id)
                .setAgeBand(AgeBand.AGE_13_15)
                .setAgeSource(null)
                .setCountry(null)
                .build();
    }

    /** A dossier of a case, with a small file for each media item. */
    Dossier dossier(String... media) throws IOException {
        return dossier(open(media).build());
    }

    Dossier dossier(Case one) throws IOException {
        List<Attachment> attachments = new ArrayList<>();
        for (CaseEvidence event : one.getEvidence()) {
            for (Media item : event.getMedia()) {
                byte[] bytes = ("bytes of " + item.getMediaId()).getBytes(StandardCharsets.UTF_8);
                attachments.add(new Attachment(
                        item.getMediaId(),
                        Files.write(folder.resolve(item.getMediaId()), bytes),
                        hash("SHA-256", bytes),
                        hash("MD5", bytes),
                        new FileDetails(event, item)));
            }
        }
        return new Dossier("case-1", draft(one), attachments);
    }

    static String draft(Case one) {
        return ReportDraft.of(one, REPORTER, List.of()).xml();
    }

    static String hash(String algorithm, byte[] bytes) {
        return HexFormat.of().formatHex(Dossier.digest(algorithm).digest(bytes));
    }

    @Override
    public void close() {
        server.close();
    }
}
