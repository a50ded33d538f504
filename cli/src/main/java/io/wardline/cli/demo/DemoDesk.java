// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.demo;

import io.wardline.cli.Wardline;
import io.wardline.filing.LocalCyberTipline;
import io.wardline.filing.LocalFaults;
import io.wardline.filing.LocalReports;
import io.wardline.v1.Case;
import io.wardline.v1.CaseStatus;
import io.wardline.v1.Escalation;
import io.wardline.v1.Severity;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A responder's desk: a local server in place of the CyberTipline, with all that {@code ./wardline report file} needs. Somebody at the
 * keyboard can file from it; and once the demo does so itself, by the same command, since nobody may be at the keyboard.
 */
final class DemoDesk implements AutoCloseable {
    private static final String USER = "demo";
    private static final String ACTOR = "the demo in place of a person";
    private static final long MOST_SECONDS_TO_END = 5;

    private final Path folder;
    private final LocalCyberTipline server;
    private final String bootstrapServers;
    private final String registry;
    private final Map<String, Case> open = new HashMap<>();
    private final Queue<String> news = new ConcurrentLinkedQueue<>();
    private final ExecutorService work = Executors.newSingleThreadExecutor(run -> {
        Thread thread = new Thread(run, "demo-desk");
        thread.setDaemon(true);
        return thread;
    });
    private boolean hasFiled;

    private DemoDesk(Path folder, LocalCyberTipline server, String bootstrapServers, String registry) {
        this.folder = folder;
        this.server = server;
        this.bootstrapServers = bootstrapServers;
        this.registry = registry;
    }

    /** Starts the server and writes the settings. */
    static DemoDesk open(Path work, String bootstrapServers, String registry) throws IOException {
        Path folder = Files.createDirectory(work.resolve("desk"));
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        LocalCyberTipline server = LocalCyberTipline.start(new LocalCyberTipline.Options(
                0, USER, password, null, new LocalReports(InstantSource.system()), LocalFaults.NONE));
        Files.write(folder.resolve("local.xsd"), LocalCyberTipline.ownSchema());
        Path secret = Files.writeString(folder.resolve("password"), password + "\n");
        if (Files.getFileStore(secret).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        }
        Files.write(
                folder.resolve("report.yaml"),
                List.of("platform: Demo", "reporter:", "  email: reports@example.org", "schema: local.xsd"));
        Files.write(
                folder.resolve("filing.yaml"),
                List.of(
                        "base: " + server.base(),
                        "environment: test",
                        "username: " + USER,
                        "password_file: password",
                        "journal: journal"));
        return new DemoDesk(folder, server, bootstrapServers, registry);
    }

    /** What somebody in a second terminal types. */
    String command() {
        return "./wardline " + String.join(" ", arguments("CASE", "NAME"));
    }

    private List<String> arguments(String caseId, String by) {
        return List.of(
                "report",
                "file",
                "--case",
                caseId,
                "--by",
                by,
                "--confirm",
                "--bootstrap-servers",
                bootstrapServers,
                "--registry",
                registry,
                "--settings",
                folder.resolve("report.yaml").toString(),
                "--filing",
                folder.resolve("filing.yaml").toString());
    }

    /** A case as it is now. */
    void snapshot(Case snapshot) {
        boolean mayFile = snapshot.getStatus() == CaseStatus.OPEN
                && snapshot.getSeverity() == Severity.CRITICAL
                && snapshot.getDeadline() != null;
        if (mayFile) {
            open.put(snapshot.getCaseId(), snapshot);
        } else {
            open.remove(snapshot.getCaseId());
        }
    }

    /** The first that is told of a grave case before its deadline is heeded; the others are left to whoever is at the keyboard. */
    void escalation(Escalation escalation) {
        if (!hasFiled
                && !escalation.getResolved()
                && escalation.getRemainingMs() > 0
                && open.containsKey(escalation.getCaseId())) {
            hasFiled = true;
            work.execute(() -> file(escalation.getCaseId()));
        }
    }

    private void file(String caseId) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> arguments = new ArrayList<>(arguments(caseId, ACTOR));
        int code =
                Wardline.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments.toArray(String[]::new));
        news.add(
                code == 0
                        ? out.toString().strip().replaceFirst("^filed ", "FILED ")
                        : "NOT FILED case " + caseId + ": " + err.toString().strip());
    }

    /** What came of filings, each once. */
    List<String> news() {
        List<String> all = new ArrayList<>();
        for (String next = news.poll(); next != null; next = news.poll()) {
            all.add(next);
        }
        return all;
    }

    @Override
    public void close() {
        work.shutdown();
        try {
            // The journal is in a folder that is about to go.
            boolean unused = work.awaitTermination(MOST_SECONDS_TO_END, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.close();
    }
}
