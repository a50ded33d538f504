// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.patterns;

import io.wardline.cli.backtest.BacktestCommand;
import io.wardline.cli.backtest.WeekCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./wardline patterns}. */
@Command(
        name = "patterns",
        description =
                "Writes, checks, tests, explains and publishes patterns. Only publish, status and pull need a job that runs.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            NewCommand.class,
            LintCommand.class,
            TestCommand.class,
            ExplainCommand.class,
            BacktestCommand.class,
            WeekCommand.class,
            PublishCommand.class,
            StatusCommand.class,
            PullCommand.class
        })
public final class PatternsCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before run()
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do with patterns: name a command");
    }
}
