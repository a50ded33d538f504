// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.pattern.Checked;
import io.wardline.pattern.PatternSpec;
import io.wardline.pattern.catalog.PatternCatalog;
import io.wardline.pattern.parse.SourceFile;
import io.wardline.pattern.parse.YamlReader;
import io.wardline.pattern.testing.ScenarioReader;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Nothing an author writes makes the checker throw. Method: bundled files with characters, lines and ends torn out of them. */
class NeverThrowsTest {
    private static final PatternCatalog BUNDLED = PatternCatalog.bundled();
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
