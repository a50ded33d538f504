// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.report;

import io.wardline.cli.UserError;
import io.wardline.filing.Announcer;
import io.wardline.filing.CyberTipline;
import io.wardline.filing.Filing;
import io.wardline.filing.FilingException;
import io.wardline.filing.Journal;
import io.wardline.filing.Retry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
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
    @Option(names = "--case", required = true, paramLabel = "ID", description = "The case.")
    private String caseId = "";

    @ArgGroup(multiplicity = "1")
    private FilingEnds ends = new FilingEnds();

    @Option(
            names = "--filing",
            required = true,
            paramLabel = "FILE",
            description = "Where reports are filed, and as whom; start from deploy/filing.yaml.")
    private Path filingFile = Path.of("");

    @Option(names = "--by", required = true, paramLabel = "NAME", description = "Who does it.")
    private String by = "";

    @Option(names = "--confirm", description = "Do it.")
    private boolean confirm;

    @Option(
            names = "--production",
            description = "Needed in addition where the settings say 'environment: production'.")
    private boolean production;

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
        if (by.isBlank()) {
            throw new ParameterException(spec.commandLine(), "--by has to name who does it");
        }
        if (note != null && !withdrawn) {
            throw new ParameterException(spec.commandLine(), "--note goes with --withdrawn");
        }
        if (!confirm) {
            throw new UserError(
                    withdrawn
                            ? "nothing is told: add --confirm to tell the job that NCMEC withdrew the report"
                            : "nothing is sent: add --confirm to retract the report");
        }
        try {
            return run();
        } catch (FilingException e) {
            throw new UserError(e.getMessage(), e);
        }
    }

    private int run() {
        FilingSettings settings = FilingSettings.load(filingFile);
        settings.require(production);
        CyberTipline server =
                CyberTipline.at(settings.base(), settings.username(), settings.password(), settings.timeout());
        try (FilingEnds.Open open = ends.open(spec.commandLine().getErr());
                Journal journal = Journal.open(settings.journal())) {
            Filing filing = filing(settings, server, journal, open.events());
            String told = withdrawn ? filing.withdraw(caseId, by.strip(), note) : filing.retract(caseId);
            spec.commandLine().getOut().println(Printable.of(told));
            spec.commandLine().getOut().flush();
            return 0;
        }
    }

    private static Filing filing(FilingSettings settings, CyberTipline server, Journal journal, Announcer events) {
        return new Filing(
                server,
                journal,
                events,
                new Retry(settings.attempts(), Retry.Pause.real()),
                InstantSource.system(),
                line -> {},
                null);
    }
}
