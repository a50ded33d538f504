// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.report;

import io.wardline.cli.UserError;
import io.wardline.filing.Filing;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./wardline report retract}. */
@Command(
        name = "retract",
        description = {
            "Retracts the open report of a case that ./wardline report file left unfinished. The CyberTipline's API takes no filed report",
            "back: ask NCMEC to withdraw it, and then tell the job with --withdrawn, so that the case's clock runs on."
        })
final class RetractCommand implements Callable<Integer> {
    @Mixin
    private FilingOptions options = new FilingOptions();

    @Option(names = "--confirm", description = "Do it.")
    private boolean confirm;

    @Option(names = "--withdrawn", description = "NCMEC has withdrawn the filed report: tell the job so.")
    private boolean withdrawn;

    @Option(
            names = "--note",
            paramLabel = "TEXT",
            description = "With --withdrawn: why. It goes into the case's history.")
    private @Nullable String note;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (note != null && !withdrawn) {
            throw new ParameterException(spec.commandLine(), "--note goes with --withdrawn");
        }
        if (!confirm) {
            throw new UserError(
                    withdrawn
                            ? "nothing is told: add --confirm to tell the job that NCMEC withdrew the report"
                            : "nothing is sent: add --confirm to retract the report");
        }
        return options.work(spec, this::retract);
    }

    private int retract(FilingOptions.Desk desk) {
        Filing filing = desk.filing();
        String told =
                withdrawn ? filing.withdraw(options.caseId(), options.by(), note) : filing.retract(options.caseId());
        spec.commandLine().getOut().println(Printable.of(told));
        spec.commandLine().getOut().flush();
        return 0;
    }
}
