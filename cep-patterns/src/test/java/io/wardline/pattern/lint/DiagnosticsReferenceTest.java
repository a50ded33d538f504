// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.wardline.pattern.Diagnostic;
import io.wardline.pattern.Diagnostic.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page of codes says what is so: each wrong version gives its code and no other, each right version gives nothing. A snippet
 * stands for the page's own pattern (or tests) with the keys of the snippet in place of its own.
 */
class DiagnosticsReferenceTest {
    private static final Path PAGE = Path.of("../docs/patterns/diagnostics.md");
    private static final Pattern SNIPPET = Pattern.compile("```yaml (\\w+) ?(\\w*)\\n([\\s\\S]*?)```");
    private static final Pattern SECTION = Pattern.compile("(?m)^## (P\\d{3})\\n([\\s\\S]*?)(?=^## |\\z)");

    @TempDir
    Path folder = Path.of("");

    @TestFactory
    Stream<DynamicTest> everyVersionGivesWhatItSays() throws IOException {
        String page = Files.readString(PAGE);
        Map<String, String> base = new LinkedHashMap<>();
        snippets(page).stream()
                .filter(snippet -> snippet.group(1).equals("base"))
                .forEach(snippet -> base.put(snippet.group(2), snippet.group(3)));
        List<DynamicTest> tests = new ArrayList<>();
        sections(page).forEach((code, text) -> snippets(text).forEach(snippet -> {
            boolean wrong = snippet.group(1).equals("wrong");
            tests.add(dynamicTest(code + " " + snippet.group(1), () -> assertThat(
                            lint(base, snippet.group(2), snippet.group(3)).stream()
                                    .map(told -> told.code().name())
                                    .distinct())
                    .as(Diagnostic.render(lint(base, snippet.group(2), snippet.group(3))))
                    .isEqualTo(wrong ? List.of(code) : List.of())));
        }));
        return tests.stream();
    }

    @Test
    void everyCodeHasASectionWithBothVersions() throws IOException {
        Map<String, String> sections = sections(Files.readString(PAGE));
        List<String> missing = Arrays.stream(Code.values())
                .filter(code -> {
                    List<String> kinds = snippets(sections.getOrDefault(code.name(), "")).stream()
                            .map(snippet -> snippet.group(1))
                            .toList();
                    return !kinds.contains("wrong") || !kinds.contains("right");
                })
                .map(code ->
                        "## %s\n\n%s. (say what to do)\n\n```yaml wrong\n(keys that matter)\n```\n\n```yaml right\n```\n"
                                .formatted(code, code.title()))
                .toList();
        assertThat(missing)
                .as("add these sections to docs/patterns/diagnostics.md, in order")
                .isEmpty();
    }

    private List<Diagnostic> lint(Map<String, String> base, String file, String snippet) throws IOException {
        Path place = Files.createDirectories(folder.resolve("example"));
        boolean ofTests = file.equals("tests");
        Files.writeString(place.resolve("pattern.yaml"), ofTests ? text(base, "") : merged(text(base, ""), snippet));
        Path tests = place.resolve("tests.yaml");
        Files.deleteIfExists(tests);
        if (!file.equals("untested")) {
            Files.writeString(tests, ofTests ? merged(text(base, "tests"), snippet) : text(base, "tests"));
        }
        return new PatternLinter(PatternSelection.at(place)).lint();
    }

    private static String text(Map<String, String> base, String file) {
        return base.getOrDefault(file, "");
    }

    /** The base without the keys that the snippet has, then the snippet. */
    private static String merged(String base, String snippet) {
        List<String> written = keys(snippet);
        StringBuilder merged = new StringBuilder();
        boolean kept = true;
        for (String line : base.lines().toList()) {
            Matcher key = Pattern.compile("^(\\w+):.*").matcher(line);
            if (key.matches()) {
                boolean replaced = written.contains(key.group(1));
                // One pattern has a sequence or alternatives.
                boolean other = key.group(1).equals("sequence") && written.contains("alternatives");
                kept = !replaced && !other;
            }
            if (kept) {
                merged.append(line).append('\n');
            }
        }
        return merged + snippet;
    }

    private static List<String> keys(String yaml) {
        return Pattern.compile("(?m)^(\\w+):")
                .matcher(yaml)
                .results()
                .map(key -> key.group(1))
                .toList();
    }

    private static List<MatchResult> snippets(String text) {
        return SNIPPET.matcher(text).results().toList();
    }

    private static Map<String, String> sections(String page) {
        Map<String, String> sections = new LinkedHashMap<>();
        SECTION.matcher(page).results().forEach(section -> sections.put(section.group(1), section.group(2)));
        return sections;
    }
}
