// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.report;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./wardline report}. */
@Command(
        name = "report",
        description =
                "Tells which cases are due, drafts their reports to NCMEC's CyberTipline, and files one when a person says so.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DraftCommand.class,
            FileCommand.class,
            ListCommand.class,
            RetractCommand.class,
            ServerCommand.class,
            ShowCommand.class,
            StatsCommand.class
        })
public final class ReportCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before run()
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do about reports: name a command");
    }
}
