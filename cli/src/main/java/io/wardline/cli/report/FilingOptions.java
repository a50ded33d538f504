// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.report;

import io.wardline.cli.UserError;
import io.wardline.filing.CyberTipline;
import io.wardline.filing.Filing;
import io.wardline.filing.FilingException;
import io.wardline.filing.Journal;
import io.wardline.filing.Retry;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What filing and retracting have in common: which case, who does it, and where reports go. */
final class FilingOptions {
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

    @Option(
            names = "--by",
            required = true,
            paramLabel = "NAME",
            description = "Who does it: a person's name or id at the platform. It goes into the case's history.")
    private String by = "";

    @Option(
            names = "--production",
            description = "Needed in addition where the settings say 'environment: production'.")
    private boolean production;

    /** What is there while a command works. */
    record Desk(Filing filing, Journal journal, FilingEnds.Open ends, FilingSettings settings) {}

    /** What a command does there; returns its exit code. */
    @FunctionalInterface
    interface Work {
        int at(Desk desk);
    }

    String caseId() {
        return caseId;
    }

    String by() {
        return by.strip();
    }

    boolean isProduction() {
        return production;
    }

    /** Opens what the settings name, and works there. */
    int work(CommandSpec spec, Work work) {
        if (by.isBlank()) {
            throw new ParameterException(spec.commandLine(), "--by has to name who does it");
        }
        try {
            FilingSettings settings = FilingSettings.load(filingFile);
            settings.require(production);
            try (FilingEnds.Open open = ends.open(spec.commandLine().getErr());
                    Journal journal = Journal.open(settings.journal())) {
                return work.at(new Desk(filing(settings, journal, open, spec), journal, open, settings));
            }
        } catch (FilingException e) {
            throw new UserError(e.getMessage(), e);
        }
    }

    private static Filing filing(FilingSettings settings, Journal journal, FilingEnds.Open open, CommandSpec spec) {
        PrintWriter out = spec.commandLine().getOut();
        boolean isTest = settings.environment() == FilingSettings.Environment.TEST;
        return new Filing(
                CyberTipline.at(settings.base(), settings.username(), settings.password(), settings.timeout()),
                journal,
                open.events(),
                new Retry(settings.attempts(), Retry.Pause.real()),
                InstantSource.system(),
                line -> {
                    out.println(line);
                    out.flush();
                },
                isTest ? "filed for trial, at " + settings.base() : null);
    }
}
