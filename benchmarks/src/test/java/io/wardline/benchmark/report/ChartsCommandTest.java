// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wardline.cli.UserError;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ChartsCommandTest {
    private final StringWriter printed = new StringWriter();

    /** What commands threw: how it is told is a matter of the program that they are part of. */
    private final List<Exception> failures = new ArrayList<>();

    @TempDir
    private Path folder = Path.of("");

    @Test
    void writesOneChartForEachQuestion() throws Exception {
        Path first = results("first", figure("contenders", "wardline", 0, "events/s", 1_000));
        Path second = results(
                "second",
                figure("disorder", "wardline", 0, "events/s", 5),
                figure("disorder", "wardline", 3600, "events/s", 3),
                figure("something_new", "wardline", 7, "widgets", 3),
                figure("contenders", "esper", 0, "events/s", 70_000));
        Path out = folder.resolve("a/b");
        assertThat(run("--out", out.toString(), first.toString(), second.toString()))
                .isZero();
        assertThat(printed.toString().lines())
                .containsExactly(
                        "wrote " + out.resolve("contenders.svg"),
                        "wrote " + out.resolve("disorder.svg"),
                        "wrote " + out.resolve("something_new.svg"));

        Drawn contenders = Drawn.of(Files.readString(out.resolve("contenders.svg")));
        assertThat(contenders.texts("value")).containsExactly("1,000", "70,000");
        Drawn disorder = Drawn.of(Files.readString(out.resolve("disorder.svg")));
        assertThat(disorder.texts("x")).containsExactly("0", "1 h");
        assertThat(disorder.only("desc")).startsWith("Throughput (events/s) by How late an event may arrive.");
        Drawn unknown = Drawn.of(Files.readString(out.resolve("something_new.svg")));
        assertThat(unknown.only("title")).isEqualTo("Something new");
        assertThat(unknown.only("desc")).isEqualTo("Measured (widgets) by x. wardline: 3 at 7.");
    }

    @Test
    void theLastFigureForAPlaceCounts() throws Exception {
        Map<String, String> drawn = Charts.draw(List.of(
                figure("whole_path", "wardline", 0, "events/s", 1),
                figure("whole_path", "esper", 0, "events/s", 2),
                figure("whole_path", "wardline", 0, "events/s", 3)));
        assertThat(drawn).containsOnlyKeys("whole_path");
        assertThat(Drawn.of(drawn.getOrDefault("whole_path", "")).texts("value"))
                .containsExactly("3", "2");
    }

    @Test
    void figuresInSeveralUnitsAreRefused() {
        assertThatThrownBy(() -> Charts.draw(List.of(
                        figure("latency", "wardline p50", 1, "ms", 1), figure("latency", "wardline p50", 2, "s", 2))))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("latency was measured in several units (ms, s)");
    }

    @Test
    void whatCannotBeDrawnIsToldInOneLine() throws IOException {
        Path file = results("file", figure("../up", "wardline", 0, "events/s", 1));
        Path none = Files.writeString(folder.resolve("none.jsonl"), "{\"machine\":\"m\"}\n");
        assertThat(failure("--out", folder.toString(), none.toString())).contains("no measurement in the files: name");
        assertThat(failure("--out", folder.toString(), file.toString())).contains("question '../up' can't name a file");
        assertThat(failure("--out", none.toString(), file.toString())).contains("is a file: name a folder for --out");
        assertThat(failure("--out", folder.toString(), folder.resolve("missing").toString()))
                .contains("missing can't be read");
    }

    private Path results(String name, Measurement... measurements) {
        Path file = folder.resolve(name + ".jsonl");
        try (JsonLines lines = JsonLines.open(new PrintWriter(new StringWriter()), file)) {
            for (Measurement measurement : measurements) {
                lines.write(measurement);
            }
        }
        return file;
    }

    private static Measurement figure(String question, String series, double x, String unit, double value) {
        return Measurement.of(question, series, x, unit, value);
    }

    private String failure(String... args) {
        failures.clear();
        assertThat(run(args)).isNotZero();
        assertThat(failures).singleElement().isInstanceOf(UserError.class);
        return ((UserError) failures.get(0)).line();
    }

    private int run(String... args) {
        CommandLine line = new CommandLine(new ChartsCommand());
        line.setOut(new PrintWriter(printed));
        line.setExecutionExceptionHandler((e, cmd, parsed) -> {
            failures.add(e);
            return 1;
        });
        return line.execute(args);
    }
}
