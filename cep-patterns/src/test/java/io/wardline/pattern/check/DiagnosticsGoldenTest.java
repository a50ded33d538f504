// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.wardline.pattern.Checked;
import io.wardline.pattern.Diagnostic;
import io.wardline.pattern.PatternSpec;
import io.wardline.pattern.catalog.PatternCatalog;
import io.wardline.pattern.condition.ConditionLibrary;
import io.wardline.pattern.parse.SourceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What an author is told, word for word and place for place: one wrong file per case, and beside it what must be said of it. After a
 * change that is meant, {@code mvn verify -Dgolden=refresh} writes them anew; read the diff as code.
 */
class DiagnosticsGoldenTest {
    private static final Path CASES = Path.of("src/test/resources/diagnostics");
    private static final ConditionLibrary SHARED = PatternCatalog.bundled().conditions();

    @TestFactory
    Stream<DynamicTest> everyMistakeIsToldInItsPlace() throws IOException {
        return cases().stream()
                .map(file -> dynamicTest(String.valueOf(file.getFileName()), () -> {
                    String told = Diagnostic.render(check(file).diagnostics()) + "\n";
                    Path golden = Path.of(file.toString().replace(".yaml", ".golden"));
                    if (System.getProperty("golden", "").equals("refresh")) {
                        Files.writeString(golden, told);
                    }
                    assertThat(told).isEqualTo(Files.readString(golden));
                }));
    }

    @Test
    void everyCaseShowsTheCodeOfItsName() throws IOException {
        for (Path file : cases()) {
            assertThat(check(file).diagnostics()).as(file.toString()).anyMatch(diagnostic -> file.getFileName()
                    .toString()
                    .startsWith(diagnostic.code().name()));
        }
    }

    @Test
    void everyCodeHasACase() throws IOException {
        String names =
                cases().stream().map(file -> String.valueOf(file.getFileName())).collect(Collectors.joining(" "));
        for (Diagnostic.Code code : Diagnostic.Code.values()) {
            // The linter's own, from P040 on, are shown by its folder of broken patterns.
            boolean linters = code.compareTo(Diagnostic.Code.P040) >= 0 && code.compareTo(Diagnostic.Code.P051) <= 0;
            assertThat(linters || names.contains(code.name())).as(code.name()).isTrue();
        }
    }

    @Test
    void anErrorRefusesThePatternAndAWarningDoesNot() throws IOException {
        for (Path file : cases()) {
            Checked<PatternSpec> checked = check(file);
            assertThat(checked.value().isEmpty())
                    .as(file.toString())
                    .isEqualTo(Diagnostic.anyError(checked.diagnostics()));
        }
    }

    private static Checked<PatternSpec> check(Path file) {
        try {
            SourceFile source = new SourceFile("example/pattern.yaml", Files.readString(file));
            return PatternChecker.check(source, "example", SHARED);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static List<Path> cases() throws IOException {
        try (Stream<Path> files = Files.list(CASES)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }
}
