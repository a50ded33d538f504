// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.wardline.pattern.PatternSpec;
import io.wardline.pattern.catalog.PatternCatalog;
import io.wardline.pattern.check.PatternChecker;
import io.wardline.pattern.flink.PatternCompiler;
import io.wardline.pattern.parse.SourceFile;
import io.wardline.pattern.testing.Rehearsal.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The page on tests says what is so: each of its cases is run against its pattern. */
class TestingReferenceTest {
    private static final Path PAGE = Path.of("../docs/patterns/testing.md");

    @TestFactory
    Stream<DynamicTest> everyCaseOfThePageDoesWhatItSays() throws IOException {
        String page = Files.readString(PAGE);
        Map<String, PatternSpec> patterns = new LinkedHashMap<>();
        for (String yaml : snippets(page, "pattern")) {
            PatternSpec spec = PatternChecker.check(
                            new SourceFile("testing.md", yaml),
                            yaml.lines().findFirst().orElse("").replace("id: ", ""),
                            PatternCatalog.bundled().conditions())
                    .orThrow();
            PatternCompiler.compile(spec).forEach(automaton -> patterns.put(automaton.step(), spec));
        }
        List<List<Scenario>> files = snippets(page, "tests").stream()
                .map(tests -> ScenarioReader.check(new SourceFile("testing.md", tests))
                        .orThrow())
                .toList();
        assertThat(files.stream().flatMap(List::stream))
                .hasSizeGreaterThanOrEqualTo(10)
                .anyMatch(Scenario::todo);
        return files.stream().flatMap(cases -> cases.stream()
                .map(scenario -> dynamicTest(scenario.name(), () -> check(toldBy(cases, patterns), scenario))));
    }

    /** A page's cases are of the pattern that tells the steps they name. */
    private static PatternSpec toldBy(List<Scenario> cases, Map<String, PatternSpec> patterns) {
        String step = cases.stream()
                .flatMap(scenario -> scenario.tells().stream())
                .map(Scenario.Expectation::step)
                .findFirst()
                .orElseThrow();
        return Optional.ofNullable(patterns.get(step)).orElseThrow();
    }

    private static void check(PatternSpec spec, Scenario scenario) {
        try (Rehearsal rehearsal = new Rehearsal(PatternCompiler.compile(spec))) {
            Outcome outcome = rehearsal.run(scenario);
            assertThat(outcome.passed()).as(outcome.problems().toString()).isEqualTo(!scenario.todo());
        }
    }

    private static List<String> snippets(String page, String language) {
        return Pattern.compile("```yaml " + language + "\\n([\\s\\S]*?)```")
                .matcher(page)
                .results()
                .map(snippet -> snippet.group(1))
                .toList();
    }
}
