// SPDX-License-Identifier: Apache-2.0
package io.wardline.it;

import io.wardline.filing.LocalCyberTipline;
import io.wardline.filing.LocalFaults;
import io.wardline.filing.LocalReports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** The settings of {@code ./wardline report file} for a local server, in a folder. */
record FilingFolder(Path path) {
    private static final String PASSWORD = "a password";

    static LocalCyberTipline server(LocalReports reports, LocalFaults faults) throws IOException {
        return LocalCyberTipline.start(new LocalCyberTipline.Options(0, "user", PASSWORD, null, reports, faults));
    }

    static FilingFolder of(Path path, LocalCyberTipline server) throws IOException {
        Files.write(path.resolve("local.xsd"), LocalCyberTipline.ownSchema());
        Path password = Files.writeString(path.resolve("password"), PASSWORD);
        if (Files.getFileStore(password).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
        }
        Files.write(
                path.resolve("report.yaml"),
                List.of("platform: Example", "reporter: {email: reports@example.org}", "schema: local.xsd"));
        Files.write(
                path.resolve("filing.yaml"),
                List.of(
                        "base: " + server.base(),
                        "environment: test",
                        "username: user",
                        "password_file: password",
                        "journal: journal"));
        return new FilingFolder(path);
    }

    /** The command line up to where its ends are named. */
    List<String> command(String caseId) {
        return List.of(
                "report",
                "file",
                "--case",
                caseId,
                "--by",
                "a responder",
                "--confirm",
                "--settings",
                path.resolve("report.yaml").toString(),
                "--filing",
                path.resolve("filing.yaml").toString());
    }
}
