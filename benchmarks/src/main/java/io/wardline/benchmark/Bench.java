// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark;

import io.wardline.benchmark.account.AccountsCommand;
import io.wardline.benchmark.detector.CountsCommand;
import io.wardline.benchmark.detector.DetectorCommand;
import io.wardline.benchmark.report.ChartsCommand;
import io.wardline.benchmark.topology.TopologyCommand;
import io.wardline.cli.UserError;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The {@code ./wardline bench} command. Results are JSON lines on stdout, progress is on stderr. Exit codes: 0 only on success, 2 when the
 * command line is wrong, 1 for everything else, also when somebody told other matches or decisions than
 * are right.
 */
@Command(
        name = "wardline bench",
        description = "Measures against the peers, in one run: one JSON object a line.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        usageHelpAutoWidth = true,
        subcommands = {
            DetectorCommand.class,
            TopologyCommand.class,
            AccountsCommand.class,
            CountsCommand.class,
            ChartsCommand.class
        })
public final class Bench implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before run()
    private CommandSpec spec;

    public static void main(String[] args) {
        CommandLine line = new CommandLine(new Bench());
        line.setParameterExceptionHandler((e, arguments) -> {
            String help = e.getCommandLine().getCommandSpec().qualifiedName() + " --help";
            return tell(e.getCommandLine(), e.getMessage() + " (see " + help + ")", CommandLine.ExitCode.USAGE);
        });
        line.setExecutionExceptionHandler((e, command, parsed) -> {
            if (!(e instanceof UserError)) {
                e.printStackTrace(command.getErr());
            }
            return tell(command, String.valueOf(e.getMessage()), CommandLine.ExitCode.SOFTWARE);
        });
        System.exit(line.execute(args));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a benchmark");
    }

    private static int tell(CommandLine command, String line, int code) {
        PrintWriter err = command.getErr();
        err.println("wardline bench: " + line);
        err.flush();
        return code;
    }
}
