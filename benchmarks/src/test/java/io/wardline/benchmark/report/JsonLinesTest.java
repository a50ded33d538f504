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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesTest {
    private static final Measurement FAST =
            new Measurement("contenders", "wardline", 0, "events/s", 312_400, 299_900, 320_100, 5);
    private static final Measurement LATE = new Measurement("latency", "stock p99", 0.05, "ms", 0.01234, 0.01, 12.5, 3);

    private final StringWriter printed = new StringWriter();

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aLineHasItsFieldsInOrderAndNoExponents() {
        try (JsonLines lines = JsonLines.open(new PrintWriter(printed), null)) {
            lines.write(new Measurement("q", "s", 10_000_000, "bytes", 4_123_456_789.0, 0.00000012345678, 5e9, 3));
        }
        assertThat(printed.toString().strip())
                .isEqualTo("{\"question\":\"q\",\"series\":\"s\",\"x\":10000000,\"unit\":\"bytes\","
                        + "\"median\":4123000000,\"lowest\":0.0000001235,\"highest\":5000000000,\"repetitions\":3}");
    }

    @Test
    void aPositionIsKeptWhenItIsAWholeNumber() {
        try (JsonLines lines = JsonLines.open(new PrintWriter(printed), null)) {
            lines.write(new Measurement("q", "s", 131_072, "s", 131_072, 0, 0, 1));
            lines.write(new Measurement("q", "s", 1.0 / 3, "s", 1, 1, 1, 1));
        }
        assertThat(printed.toString())
                .contains("\"x\":131072,", "\"median\":131100,")
                .contains("\"x\":0.3333,");
    }

    @Test
    void aSummaryKeepsItsOrderAndItsWholeNumbers() {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("seed", 123_456_789L);
        summary.put("machine", "two cores");
        summary.put("share", 0.123456);
        summary.put("shares", List.of(1 / 3.0, Map.of("nested", 2 / 3f)));
        summary.put("unknown", Double.NaN);
        try (JsonLines lines = JsonLines.open(new PrintWriter(printed), null)) {
            lines.write(summary);
            lines.write(Map.of("h", 8, "g", 7, "f", 6, "e", 5, "d", 4, "c", 3, "b", 2, "a", 1));
        }
        assertThat(printed.toString().lines())
                .containsExactly(
                        "{\"seed\":123456789,\"machine\":\"two cores\",\"share\":0.1235,"
                                + "\"shares\":[0.3333,{\"nested\":0.6667}],\"unknown\":null}",
                        "{\"a\":1,\"b\":2,\"c\":3,\"d\":4,\"e\":5,\"f\":6,\"g\":7,\"h\":8}");
    }

    @Test
    void whatWasWrittenIsReadBackWithoutSummaries() {
        Path file = folder.resolve("new/results.jsonl");
        try (JsonLines lines = JsonLines.open(new PrintWriter(printed), file)) {
            lines.write(Map.of("machine", "two cores", "question", "not a figure"));
            lines.write(FAST);
            lines.write(LATE);
        }
        assertThat(Results.read(file)).containsExactly(FAST, LATE);
        assertThat(file).hasContent(printed.toString());
    }

    @Test
    void everyLineIsInTheFileBeforeTheNext() {
        Path file = folder.resolve("results.jsonl");
        try (JsonLines lines = JsonLines.open(new PrintWriter(printed), file)) {
            lines.write(FAST);
            assertThat(Results.read(file)).containsExactly(FAST);
            lines.write(LATE);
            assertThat(Results.read(file)).containsExactly(FAST, LATE);
        }
    }

    @Test
    void aLaterRunIsAppendedOnALineOfItsOwn() throws IOException {
        Path file = folder.resolve("results.jsonl");
        Files.writeString(file, "{\"half a li");
        try (JsonLines lines = JsonLines.open(new PrintWriter(printed), file)) {
            lines.write(FAST);
        }
        try (JsonLines lines = JsonLines.open(new PrintWriter(printed), file)) {
            lines.write(LATE);
        }
        assertThat(Files.readAllLines(file)).hasSize(3).element(0).isEqualTo("{\"half a li");
    }

    @Test
    void aBrokenLineIsNamed() throws IOException {
        Path file = folder.resolve("results.jsonl");
        assertThatBroken(file, "{\"question\":\"q\",\"ser").contains(file + ": line 3 is no JSON object");
        assertThatBroken(file, "17").contains("line 3 is no JSON object");
        assertThatBroken(file, "{\"a\":1} {\"b\":2}").contains("line 3 is no JSON object");
        assertThatBroken(file, "{\"question\":\"q\",\"median\":1}").contains("line 3 has no text 'series'");
        assertThatBroken(
                        file,
                        "{\"question\":\"q\",\"series\":\"s\",\"x\":1,\"unit\":\"s\",\"median\":1,\"lowest\":\"1\"}")
                .contains("line 3 has no number 'lowest'");
    }

    @Test
    void aFileThatIsMissingIsNamed() {
        assertThatThrownBy(() -> Results.read(folder.resolve("none.jsonl")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("none.jsonl can't be read");
    }

    @Test
    void whatCouldNotBeReadBackIsNotWritten() {
        try (JsonLines lines = JsonLines.open(new PrintWriter(printed), null)) {
            assertThatThrownBy(() -> lines.write(Measurement.of("q", "s", 0, "s", Double.NaN)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> lines.write(Map.of("question", "q", "median", 3)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(printed.toString()).isEmpty();
    }

    private static AbstractStringAssert<?> assertThatBroken(Path file, String line) throws IOException {
        Files.writeString(file, "{\"machine\":\"m\"}\n\n" + line + "\n{}\n");
        try {
            Results.read(file);
        } catch (UserError e) {
            return assertThat(e.line());
        }
        throw new AssertionError("read as if nothing were wrong: " + line);
    }
}
