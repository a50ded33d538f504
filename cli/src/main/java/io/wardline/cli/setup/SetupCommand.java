// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.setup;

import io.wardline.cli.UserError;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./wardline setup}. */
@Command(
        name = "setup",
        description = "Creates the topics and registers the subjects, or says what differs.",
        synopsisSubcommandLabel = "topics|subjects",
        subcommands = {SetupTopicsCommand.class, SetupSubjectsCommand.class})
public final class SetupCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before run()
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to set up: topics or subjects");
    }

    /**
     * Prints every difference, and fails when there is one.
     *
     * @param things what was looked at, such as {@code topics}
     * @param remedy what to do about differences other than something that is missing
     */
    static void conclude(PrintWriter out, String things, List<Difference> differences, String remedy) {
        differences.forEach(out::println);
        if (differences.isEmpty()) {
            out.println("all " + things + " are as the contract asks");
        }
        out.flush();
        if (!differences.isEmpty()) {
            boolean onlyMissing = differences.stream().allMatch(Difference::isMissing);
            throw new UserError("the %s differ from the contract in %d point(s): %s"
                    .formatted(
                            things,
                            differences.size(),
                            onlyMissing ? "run this without --check to create what is missing" : remedy));
        }
    }

    /** Properties of a connection, from an option's file; none without one. */
    public static Properties load(@Nullable Path file, String option) {
        Properties properties = new Properties();
        if (file != null) {
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            } catch (IOException e) {
                throw new UserError("cannot read " + file + ": give " + option + " a readable properties file", e);
            }
        }
        return properties;
    }
}
