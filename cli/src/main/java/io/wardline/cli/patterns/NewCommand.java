// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.patterns;

import io.wardline.cli.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./wardline patterns new}. */
@Command(
        name = "new",
        description = {
            "Writes a folder with a pattern and its tests that pass as they are.",
            "Nothing that is there is overwritten."
        })
final class NewCommand implements Callable<Integer> {
    private static final String NAME = "[a-z][a-z0-9]*(-[a-z0-9]+)*";

    @Parameters(paramLabel = "ID", description = "What the pattern is called for ever, such as gift-before-threat.")
    private String id = "";

    @Option(names = "--dir", paramLabel = "DIR", description = "The folder of patterns. Default: ${DEFAULT-VALUE}")
    private Path dir = Path.of("patterns");

    @Option(names = "--family", paramLabel = "NAME", description = "A folder between, for patterns of one kind.")
    private @Nullable String family;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        require("ID", id);
        if (family != null) {
            require("--family", family);
        }
        Path folder = (family == null ? dir : dir.resolve(family)).resolve(id);
        try {
            Files.createDirectories(folder);
            write(folder.resolve("pattern.yaml"));
            write(folder.resolve("tests.yaml"));
        } catch (FileAlreadyExistsException e) {
            throw new UserError(e.getMessage() + " is there already: choose another ID, or edit it", e);
        } catch (IOException e) {
            throw new UserError(folder + " can't be written: choose another --dir", e);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("wrote " + folder.resolve("pattern.yaml") + " and tests.yaml beside it");
        out.println("next: change both, then ./wardline patterns lint " + folder + " and ./wardline patterns test "
                + folder);
        out.flush();
        return 0;
    }

    private void require(String what, String name) {
        if (!name.matches(NAME) || name.length() > 60) {
            throw new ParameterException(
                    spec.commandLine(),
                    what + " is kebab-case, at most 60 characters, such as gift-before-threat; not '" + name + "'");
        }
    }

    private void write(Path file) throws IOException {
        String template = "new-" + file.getFileName();
        try (InputStream in = NewCommand.class.getResourceAsStream(template)) {
            if (in == null) {
                throw new IllegalStateException("this build lacks its template " + template);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("PATTERN_ID", id);
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        }
    }
}
