// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.wardline.pattern.Checked;
import io.wardline.pattern.Diagnostic;
import io.wardline.pattern.Vocabulary;
import io.wardline.pattern.check.LibraryChecker;
import io.wardline.pattern.check.PatternChecker;
import io.wardline.pattern.condition.ConditionLibrary.SharedCondition;
import io.wardline.pattern.parse.SourceFile;
import io.wardline.pattern.testing.ScenarioReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The reference says what is so: its snippets check, and its tables list what there is. */
class LanguageReferenceTest {
    private static final Path REFERENCE = Path.of("../docs/patterns/language.md");
    private static final Pattern SNIPPET = Pattern.compile("```yaml(.*)\\n([\\s\\S]*?)```");
    private static final PatternCatalog BUNDLED = PatternCatalog.bundled();

    @TestFactory
    Stream<DynamicTest> everySnippetChecks() throws IOException {
        List<MatchResult> snippets = SNIPPET.matcher(text()).results().toList();
        assertThat(snippets).hasSizeGreaterThanOrEqualTo(4);
        return snippets.stream()
                .map(snippet -> dynamicTest(snippet.group(2).lines().findFirst().orElse("empty"), () -> assertThat(
                                Diagnostic.render(check(snippet.group(1).strip(), snippet.group(2))
                                        .diagnostics()))
                        .isEmpty()));
    }

    private static Checked<?> check(String language, String yaml) {
        SourceFile file = new SourceFile("language.md", yaml);
        return switch (language) {
            case "pattern" ->
                PatternChecker.check(
                        file, yaml.lines().findFirst().orElse("").replace("id: ", ""), BUNDLED.conditions());
            case "conditions" -> LibraryChecker.check(file);
            case "tests" -> ScenarioReader.check(file);
            default -> throw new AssertionError("a snippet says what it is: pattern, conditions or tests");
        };
    }

    @Test
    void listsEverySignalAndEveryValueOfAField() throws IOException {
        String text = text();
        Stream.of(Vocabulary.SIGNALS, Vocabulary.KINDS, Vocabulary.PAYMENT_DIRECTIONS, Vocabulary.PAYMENT_METHODS)
                .flatMap(List::stream)
                .forEach(name -> assertThat(text).contains("`" + name + "`"));
    }

    @Test
    void listsEveryPatternConditionAndCode() throws IOException {
        String text = text();
        BUNDLED.specs().forEach(spec -> assertThat(text).contains("| `" + spec.id() + "` |"));
        for (SharedCondition shared : BUNDLED.conditions().all()) {
            assertThat(text).contains("`" + shared.name() + "`");
        }
        Arrays.stream(Diagnostic.Code.values())
                .forEach(code -> assertThat(text).contains("| %s | %s |".formatted(code, code.title())));
    }

    private static String text() throws IOException {
        return Files.readString(REFERENCE);
    }
}
