// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.cli.kafka.LocalKafka;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class WardlineTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void helpsOnEveryCommand() {
        for (List<String> path : commandPaths()) {
            List<String> args = new ArrayList<>(path);
            args.add("--help");
            assertThat(run(args.toArray(String[]::new))).as("%s", args).isZero();
            assertThat(out.toString())
                    .as("%s", args)
                    .contains("Usage: " + ("wardline " + String.join(" ", path)).strip());
        }
    }

    @Test
    void refusesAWrongCommandLineInOneLineWithExitCode2() {
        for (String wrong :
                List.of("", "detect", "patterns", "setup", "setup topics", "setup subjects", "--no-such-option")) {
            err.getBuffer().setLength(0);
            assertThat(run(wrong.isEmpty() ? new String[0] : wrong.split(" ")))
                    .as(wrong)
                    .isEqualTo(2);
            assertThat(err.toString().lines())
                    .as(wrong)
                    .singleElement()
                    .asString()
                    .contains("--help");
        }
    }

    @Test
    void tellsAnErrorInOneLineAndItsStackTraceOnlyWhenAsked() {
        String[] nowhere = {"setup", "topics", "--bootstrap-servers", "no port here"};

        assertThat(run(nowhere)).isEqualTo(1);
        assertThat(err.toString().lines()).singleElement().asString().contains("check --bootstrap-servers");

        err.getBuffer().setLength(0);
        assertThat(run("--debug", nowhere[0], nowhere[1], nowhere[2], nowhere[3]))
                .isEqualTo(1);
        assertThat(err.toString()).contains("\tat io.wardline.cli");
    }

    @Test
    void setsUpTopicsAndSaysWhatDiffers() {
        try (LocalKafka kafka = LocalKafka.start()) {
            String[] topics = {
                "setup", "topics", "--bootstrap-servers", kafka.bootstrapServers(), "--partitions=1", "--replication=1"
            };
            String[] check = {"setup", "topics", "--bootstrap-servers", kafka.bootstrapServers(), "--check"};

            assertThat(run(check)).isEqualTo(1);
            assertThat(out.toString()).contains("wardline.alerts: topic is missing");
            assertThat(err.toString()).contains("without --check");
            assertThat(run(topics)).isZero();
            assertThat(out.toString()).contains("created wardline.alerts");
            assertThat(run(check)).isZero();
        }
    }

    private int run(String... args) {
        return Wardline.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
    }

    private static List<List<String>> commandPaths() {
        List<List<String>> paths = new ArrayList<>();
        collect(Wardline.commandLine(), List.of(), paths);
        return paths;
    }

    private static void collect(CommandLine command, List<String> path, List<List<String>> into) {
        into.add(path);
        command.getSubcommands().forEach((name, sub) -> {
            List<String> longer = new ArrayList<>(path);
            longer.add(name);
            collect(sub, longer, into);
        });
    }
}
