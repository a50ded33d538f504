// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.setup;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./wardline setup}. */
@Command(
        name = "setup",
        description = "Creates the topics and registers the subjects, or says what differs.",
        synopsisSubcommandLabel = "topics|subjects",
        subcommands = {SetupTopicsCommand.class})
public final class SetupCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before run()
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to set up: topics");
    }
}
