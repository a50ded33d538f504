// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.pattern.PatternSpec;
import io.wardline.pattern.catalog.PatternCatalog;
import io.wardline.pattern.catalog.PatternCatalog.Entry;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** Words and pictures of the bundled patterns: every step is in them, and nothing from elsewhere. */
class DrawingTest {
    private static final PatternCatalog BUNDLED = PatternCatalog.bundled();

    @Test
    void drawsABoxForEachStepAndAHeavyOneWhereItTells() {
        assertThat(AutomatonText.of(spec("threat-after-image"), true))
                .containsExactly(
                        "┌────────────────────────────────────────────┐",
                        "│ image by the victim                        │",
                        "│ image                                      │",
                        "└─────────────────────┬──────────────────────┘",
                        "                      │",
                        "┏━━━━━━━━━━━━━━━━━━━━━▼━━━━━━━━━━━━━━━━━━━━━━┓",
                        "┃ threat by the offender                     ┃ ━▶ tells HIGH",
                        "┃ threat                                     ┃",
                        "┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛",
                        "less than 7d from first to last");
    }

    @Test
    void needsNoMoreThanAsciiWhereThereIsNoMore() {
        for (Entry entry : BUNDLED.entries()) {
            assertThat(String.join("\n", AutomatonText.of(entry.spec(), false)))
                    .matches("\\p{ASCII}*")
                    .contains("#", "> tells ");
        }
    }

    @Test
    void everySvgIsWellFormedAndAsksForNothing() throws Exception {
        for (Entry entry : BUNDLED.entries()) {
            String svg = AutomatonSvg.of(entry.spec());
            Document document = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
            int steps = entry.spec().alternatives().stream()
                    .mapToInt(sequence -> sequence.steps().size())
                    .sum();
            assertThat(document.getElementsByTagName("rect").getLength()).isEqualTo(steps);
            assertThat(svg.replace("http://www.w3.org/2000/svg", "")).doesNotContain("http", "href", "@import");
        }
    }

    @Test
    void escapesWhatAnAuthorWrote() {
        assertThat(AutomatonSvg.of(spec("threat-and-demand"))).contains("threat &amp;&amp; demand");
    }

    @Test
    void saysInWordsWhoDoesWhatAndWhatIsTold() {
        assertThat(String.join("\n", PatternProse.of(spec("self-harm-after-threat"), BUNDLED.conditions())))
                .contains(
                        "less than 7d in all",
                        "1. threat: the offender does something for which `threat` holds",
                        "2. self-harm: the victim does something for which `self_harm` holds",
                        "CRITICAL is told, as a crisis, and the filing clock starts",
                        "self_harm: Words of self-harm or suicide.",
                        "the last event comes 7d or more after the first");
    }

    private static PatternSpec spec(String id) {
        return BUNDLED.find(id).orElseThrow().spec();
    }
}
