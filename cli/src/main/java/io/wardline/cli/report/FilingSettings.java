// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.report;

import io.wardline.cli.UserError;
import io.wardline.pattern.Diagnostic;
import io.wardline.pattern.parse.Fields;
import io.wardline.pattern.parse.Problems;
import io.wardline.pattern.parse.SourceFile;
import io.wardline.pattern.parse.YamlReader;
import io.wardline.pattern.parse.YamlValue.YamlText;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The file that says where reports are filed: {@code deploy/filing.yaml} has every key.
 *
 * @param passwordFile its first line is the password
 * @param journal what was begun and sent
 * @param timeout of a request
 * @param attempts of a request
 */
record FilingSettings(
        String base,
        Environment environment,
        String username,
        Path passwordFile,
        Path journal,
        Duration timeout,
        int attempts) {
    /** Where reports are for real. */
    static final String PRODUCTION_HOST = "report.cybertip.org";

    private static final int DEFAULT_TIMEOUT_SECONDS = 60;
    private static final int DEFAULT_ATTEMPTS = 5;
    private static final int LONGEST_PASSWORD_FILE = 4_096;
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    /** Whether NCMEC acts on what is filed there. */
    enum Environment {
        TEST,
        PRODUCTION
    }

    /** Reads a file; every mistake is told at once. */
    static FilingSettings load(Path file) {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UserError(file + ": can't be read as text; start from deploy/filing.yaml", e);
        }
        Problems problems = new Problems(new SourceFile(file.toString(), text));
        Optional<FilingSettings> settings = YamlReader.read(problems)
                .flatMap(root -> Fields.of(root, "the settings of filing", problems))
                .map(fields -> read(fields, file));
        if (settings.isEmpty() || problems.anyError()) {
            throw new UserError(Diagnostic.render(problems.all()));
        }
        return settings.get();
    }

    private static FilingSettings read(Fields fields, Path file) {
        fields.requirePresent("environment");
        FilingSettings settings = new FilingSettings(
                required(fields, "base"),
                fields.oneOf("environment", Environment.class, false).orElse(Environment.TEST),
                required(fields, "username"),
                file.resolveSibling(required(fields, "password_file")),
                file.resolveSibling(required(fields, "journal")),
                Duration.ofSeconds(fields.number("timeout_seconds", 1, 3_600).orElse(DEFAULT_TIMEOUT_SECONDS)),
                fields.number("attempts", 1, 20).orElse(DEFAULT_ATTEMPTS));
        fields.finish();
        return settings;
    }

    private static String required(Fields fields, String key) {
        return fields.requiredText(key).map(YamlText::value).orElse("");
    }

    /**
     * What is filed for real is so on purpose, and what is tried out is not.
     *
     * @param production whether the command said so
     */
    void require(boolean production) {
        boolean isProductionHost = PRODUCTION_HOST.equals(host());
        if (environment == Environment.TEST && isProductionHost) {
            throw new UserError("'base' is the CyberTipline itself, and 'environment' says test: nothing is tried out"
                    + " there; set the base of the test environment, or 'environment: production'");
        } else if (environment == Environment.TEST && production) {
            throw new UserError("--production, but 'environment' of the settings says test: leave the flag out, or file"
                    + " with the settings of production");
        } else if (environment == Environment.PRODUCTION && !production) {
            throw new UserError(
                    "'environment' of the settings says production, where NCMEC acts on what is filed: add --production");
        }
    }

    private String host() {
        try {
            return String.valueOf(URI.create(base.strip()).getHost())
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("\\.$", "");
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** The password, from a file that nobody else may read. */
    String password() {
        try {
            if (Files.size(passwordFile) > LONGEST_PASSWORD_FILE) {
                throw new UserError(
                        passwordFile + " is too long for a password: name the right file in 'password_file'");
            }
            if (Files.getFileStore(passwordFile).supportsFileAttributeView("posix")
                    && Files.getPosixFilePermissions(passwordFile).stream().anyMatch(OTHERS::contains)) {
                throw new UserError(passwordFile + " can be read or written by others: chmod 600 " + passwordFile);
            }
            String password = Files.readString(passwordFile, StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
            if (password.isBlank()) {
                throw new UserError(passwordFile + " has no password in its first line: write it there");
            }
            return password;
        } catch (IOException e) {
            throw new UserError(passwordFile + " can't be read as text: write the password there, and chmod 600 it", e);
        }
    }
}
