// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.wardline.pattern.Checked;
import io.wardline.pattern.PatternSpec;
import io.wardline.pattern.catalog.PatternCatalog;
import io.wardline.pattern.flink.PatternCompiler;
import io.wardline.pattern.flink.SequenceMatcher;
import io.wardline.pattern.parse.SourceFile;
import io.wardline.pattern.parse.YamlReader;
import io.wardline.pattern.testing.ScenarioReader;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Nothing an author writes makes the checker throw. Method: bundled files with characters, lines and ends torn out of them. */
class NeverThrowsTest {
    private static final PatternCatalog BUNDLED = PatternCatalog.bundled();
    private static final String EMIT = ", emit: {severity: LOW, explanation: text}";
    private static final String BITS = "{}[]:>|-'\"\\&*!%@#,?\t\n .0123abc\u00e9\ud83d\ude00\u0000\u2028";

    @Property(tries = 1_500)
    void tornFilesAreDiagnosed(@ForAll long seed) {
        Random random = new Random(seed);
        List<PatternCatalog.Entry> entries = BUNDLED.entries();
        PatternCatalog.Entry entry = entries.get(random.nextInt(entries.size()));
        SourceFile torn = new SourceFile("torn/pattern.yaml", tear(entry.yaml(), random));
        assertToldOrRight(PatternChecker.check(torn, entry.spec().id(), BUNDLED.conditions()));
        assertToldOrRight(LibraryChecker.check(torn));
        assertToldOrRight(ScenarioReader.check(
                new SourceFile("torn/tests.yaml", tear(entry.tests().text(), random))));
    }

    @Test
    void aHugeFileIsRefusedBeforeItIsRead() {
        String huge = "a".repeat(YamlReader.MAX_CHARACTERS + 1);
        Checked<PatternSpec> checked = PatternChecker.check(new SourceFile("huge", huge), "huge", BUNDLED.conditions());
        assertThat(checked.diagnostics()).singleElement().satisfies(told -> assertThat(told.message())
                .contains("the limit is"));
    }

    @Test
    void aDeepConditionIsRefused() {
        String yaml = BUNDLED.find("threat-after-image")
                .orElseThrow()
                .yaml()
                .replace("when: threat", "when: " + "(".repeat(900) + "threat" + ")".repeat(900));
        assertToldOrRight(
                PatternChecker.check(new SourceFile("deep", yaml), "threat-after-image", BUNDLED.conditions()));
    }

    @Test
    void filesMadeToExhaustTheReaderAreRefusedInTheirPlaceAndFast() {
        Map<String, String> bombs = new LinkedHashMap<>();
        bombs.put("5 MB", "why: " + "a".repeat(5_000_000));
        bombs.put("laughs", "a: &a [x, x]\nb: &b [*a, *a, *a, *a]\nc: [*b, *b, *b, *b]\n");
        bombs.put("merges", "a: &a {x: 1}\nb: {<<: *a}\n");
        bombs.put("brackets", "[".repeat(100_000));
        bombs.put("maps", "{a: ".repeat(50_000));
        bombs.put("dashes", "- ".repeat(100_000));
        bombs.put("groups", with("  - " + "any_of: [{".repeat(500)));
        bombs.put("many steps", with("  - {step: a, by: anyone, when: threat}\n".repeat(5_000)));
        bombs.put(
                "many choices", with("  - any_of: [" + "{step: a, by: anyone, when: threat}, ".repeat(5_000) + "]\n"));
        bombs.put(
                "many conditions",
                with("") + "conditions:\n"
                        + IntStream.range(0, 3_000)
                                .mapToObj("  c%d: {title: t, when: threat}\n"::formatted)
                                .collect(Collectors.joining()));
        bombs.put(
                "many alternatives",
                with("").replace("sequence:", "alternatives:")
                        + "  - {sequence: [{step: a, by: anyone, when: threat}]}\n".repeat(4_000));
        bombs.put("a window of 400 days", with("").replace("window: 7d", "window: 400d"));
        bombs.put("numbers", with("  - {step: a, by: anyone, when: threat, times: 99999999999999999999}\n"));
        bombs.put("backtracking", with("  - {step: a, by: anyone, when: \"kind.matches('(a+)+$')\"}\n"));
        bombs.put("a long condition", with("  - {step: a, by: anyone, when: \"" + "!".repeat(1_900) + "threat\"}\n"));
        bombs.put(
                "a wide condition",
                with("  - {step: a, by: anyone, when: \"" + String.join("||", Collections.nCopies(240, "threat"))
                        + "\"}\n"));
        bombs.forEach((name, bomb) -> assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            Checked<PatternSpec> checked =
                    PatternChecker.check(new SourceFile("bomb", bomb), "example", BUNDLED.conditions());
            assertThat(checked.value()).as(name).isEmpty();
            assertToldOrRight(checked);
            assertToldOrRight(LibraryChecker.check(new SourceFile("bomb", bomb)));
            assertToldOrRight(ScenarioReader.check(new SourceFile("bomb", bomb)));
        }));
    }

    private static String with(String elements) {
        return "id: example\ntitle: t\nrevision: 1\nstatus: live\nowner: o\nwhy: w\nwindow: 7d\nsequence:\n" + elements;
    }

    /** Every mix of keys is told of or right, and what is right compiles. */
    @Property(tries = 300)
    void anyMixOfTheLanguageIsDiagnosedOrCompiles(@ForAll long seed) {
        Random random = new Random(seed);
        StringBuilder elements = new StringBuilder();
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            elements.append("  - ").append(element(random, 2)).append('\n');
        }
        Checked<PatternSpec> checked =
                PatternChecker.check(new SourceFile("mix", with(elements.toString())), "example", BUNDLED.conditions());
        assertToldOrRight(checked);
        checked.value().ifPresent(spec -> PatternCompiler.compile(spec)
                .forEach(automaton ->
                        automaton.variants().forEach(variant -> SequenceMatcher.compile(variant.pattern()))));
    }

    private static String element(Random random, int depth) {
        if (depth > 0 && random.nextInt(4) == 0) {
            String group = random.nextBoolean() ? "any_of" : "all_of";
            return "{%s: [%s, %s]}".formatted(group, element(random, depth - 1), element(random, depth - 1));
        }
        StringBuilder keys = new StringBuilder(random.nextInt(4) == 0 ? "absent: s" : "step: s")
                .append(random.nextInt(50))
                .append(", by: anyone, when: threat");
        List<String> others = List.of(
                ", optional: true", ", times: 2", ", times: {min: 1, max: 3}", ", within: 1h", ", for: 2h", EMIT);
        for (String other : others) {
            keys.append(random.nextInt(4) == 0 ? other : "");
        }
        return "{" + keys + "}";
    }

    private static void assertToldOrRight(Checked<?> checked) {
        assertThat(checked.value().isPresent() || !checked.diagnostics().isEmpty())
                .isTrue();
        checked.diagnostics().forEach(told -> {
            assertThat(told.line()).isPositive();
            assertThat(told.column()).isBetween(1, told.sourceLine().length() + 1);
            assertThat(told.message()).doesNotContain("\n");
        });
    }

    private static String tear(String text, Random random) {
        StringBuilder torn = new StringBuilder(text);
        for (int cuts = 1 + random.nextInt(4); cuts > 0 && !torn.isEmpty(); cuts--) {
            int at = random.nextInt(torn.length());
            switch (random.nextInt(4)) {
                case 0 -> torn.deleteCharAt(at);
                case 1 -> torn.insert(at, BITS.charAt(random.nextInt(BITS.length())));
                case 2 -> torn.delete(at, Math.min(torn.length(), at + random.nextInt(40)));
                default -> torn.setLength(at);
            }
        }
        return torn.toString();
    }
}
