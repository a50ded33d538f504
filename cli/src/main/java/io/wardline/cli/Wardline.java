// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli;

import io.wardline.cli.demo.DemoCommand;
import io.wardline.cli.patterns.PatternsCommand;
import io.wardline.cli.replay.ReplayCommand;
import io.wardline.cli.report.ReportCommand;
import io.wardline.cli.run.RunCommand;
import io.wardline.cli.setup.SetupCommand;
import io.wardline.pattern.parse.Suggestion;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The {@code ./wardline} command. Exit codes: 0 only on success, 2 when the command line is wrong, 1 for everything else. An
 * error is one line on stderr which says what to do; {@code --debug} adds the stack trace.
 */
@Command(
        name = "wardline",
        description = "Tells sextortion while it happens, and holds every case to its filing deadline.",
        mixinStandardHelpOptions = true,
        version = "wardline 0.1.0-SNAPSHOT",
        scope = CommandLine.ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        usageHelpAutoWidth = true,
        subcommands = {
            DemoCommand.class,
            PatternsCommand.class,
            ReplayCommand.class,
            ReportCommand.class,
            RunCommand.class,
            SetupCommand.class
        })
public final class Wardline implements Runnable {
    @Option(
            names = "--debug",
            scope = CommandLine.ScopeType.INHERIT,
            description = "Print the stack trace of an error, for a bug report.")
    private boolean debug;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before run()
    private CommandSpec spec;

    public static void main(String[] args) {
        int code = commandLine().execute(args);
        System.exit(code);
    }

    /** A command within another program. Returns its exit code. */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        return commandLine().setOut(out).setErr(err).execute(args);
    }

    /** The whole command tree, with this project's rules for errors. */
    static CommandLine commandLine() {
        Wardline root = new Wardline();
        CommandLine line = new CommandLine(root);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        // Not by the annotation, whose footer every command below would have too.
        line.getCommandSpec()
                .usageMessage()
                .footer(
                        "%nBeside these, 'wardline bench' measures the job against its peers: see 'wardline bench --help'.");
        line.setParameterExceptionHandler((e, args) -> refuse(e));
        line.setExecutionExceptionHandler((e, cmd, parsed) -> fail(e, cmd, root.debug));
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a command");
    }

    private static int refuse(ParameterException e) {
        CommandLine cmd = e.getCommandLine();
        String suggestion = e instanceof UnmatchedArgumentException unmatched
                ? Suggestion.of(
                        unmatched.getUnmatched().get(0), cmd.getSubcommands().keySet())
                : "";
        // Of a missing group of options picocli begins with a word that every line of ours says by its form.
        String problem = String.valueOf(e.getMessage()).replaceFirst("^Error: ", "");
        tell(cmd, problem + suggestion + " (see " + cmd.getCommandSpec().qualifiedName() + " --help)");
        return CommandLine.ExitCode.USAGE;
    }

    private static int fail(Exception e, CommandLine cmd, boolean debug) {
        // Anything but a UserError is a mistake of ours: name it, for the one line is all that most people will report.
        String line = e instanceof UserError told
                ? told.line()
                : e + " (this is a bug: run again with --debug and report it)";
        tell(cmd, line);
        if (debug) {
            PrintWriter err = cmd.getErr();
            e.printStackTrace(err);
            err.flush();
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static void tell(CommandLine cmd, String line) {
        PrintWriter err = cmd.getErr();
        err.println("wardline: " + UserError.oneLine(line));
        err.flush();
    }
}
