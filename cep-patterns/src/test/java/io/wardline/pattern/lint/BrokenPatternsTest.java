// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.pattern.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A folder of patterns, each with one mistake that analysts make, linted in one run. {@code expected.txt} says by hand which mistake
 * and where; {@code expected.golden} is every word, written anew by {@code mvn verify -Dgolden=refresh} and read as code.
 */
class BrokenPatternsTest {
    private static final Path FOLDER = Path.of("src/test/resources/broken");
    private static final List<Diagnostic> TOLD = lint();

    @Test
    void eachMistakeIsToldOnceAndInItsPlace() throws IOException {
        List<String> expected = Files.readAllLines(FOLDER.resolve("expected.txt")).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
        assertThat(expected).hasSizeGreaterThanOrEqualTo(30);
        assertThat(TOLD.stream().map(BrokenPatternsTest::place)).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void everyWordIsMeant() throws IOException {
        String told = Diagnostic.render(TOLD) + "\n";
        Path golden = FOLDER.resolve("expected.golden");
        if (System.getProperty("golden", "").equals("refresh")) {
            Files.writeString(golden, told);
        }
        assertThat(told).isEqualTo(Files.readString(golden));
    }

    @Test
    void everyFolderHasOneMistake() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDER).filter(Files::isDirectory)) {
            List<String> broken =
                    TOLD.stream().map(told -> told.file().replaceAll("/.*", "")).toList();
            assertThat(folders.map(folder -> String.valueOf(folder.getFileName())))
                    .containsExactlyInAnyOrderElementsOf(broken);
        }
    }

    private static String place(Diagnostic told) {
        return "%s:%d:%d %s %s"
                .formatted(
                        told.file(),
                        told.line(),
                        told.column(),
                        told.level().name().toLowerCase(Locale.ROOT),
                        told.code());
    }

    private static List<Diagnostic> lint() {
        try {
            return new PatternLinter(PatternSelection.at(FOLDER)).lint();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
