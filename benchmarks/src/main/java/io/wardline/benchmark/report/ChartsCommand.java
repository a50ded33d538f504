// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.report;

import io.wardline.cli.OutFolder;
import io.wardline.cli.UserError;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws the charts of results that were measured before. */
@Command(
        name = "charts",
        description = {
            "Draws results as charts, one SVG for each question that they answer.",
            "Of several figures for the same place in a chart the last counts, in the order of the files."
        })
public final class ChartsCommand implements Callable<Integer> {
    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*");

    @Parameters(
            paramLabel = "RESULTS.jsonl",
            arity = "1..*",
            description = "Files that benchmarks wrote their results to.")
    private List<Path> results = new ArrayList<>();

    @Option(
            names = "--out",
            defaultValue = "docs/performance",
            paramLabel = "DIR",
            description = "Write QUESTION.svg into this folder (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        OutFolder.require(out);
        List<Measurement> measurements = new ArrayList<>();
        results.forEach(file -> measurements.addAll(Results.read(file)));
        if (measurements.isEmpty()) {
            throw new UserError("no measurement in the files: name files that benchmarks wrote their results to");
        }
        Map<String, String> drawn = Charts.draw(measurements);
        drawn.keySet().forEach(ChartsCommand::requireFileName);
        PrintWriter told = spec.commandLine().getOut();
        drawn.forEach((question, svg) -> told.println("wrote " + write(question, svg)));
        told.flush();
        return 0;
    }

    private Path write(String question, String svg) {
        Path file = out.resolve(question + ".svg");
        try {
            Files.createDirectories(out);
            return Files.writeString(file, svg);
        } catch (IOException e) {
            throw new UserError(file + " can't be written: choose another folder for --out", e);
        }
    }

    private static void requireFileName(String question) {
        if (!FILE_NAME.matcher(question).matches()) {
            throw new UserError(
                    "question '%s' can't name a file: use letters, digits, '_' and '-' only".formatted(question));
        }
    }
}
