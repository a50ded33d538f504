// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.pattern.Diagnostic;
import io.wardline.pattern.catalog.PatternCatalog.Entry;
import io.wardline.pattern.catalog.PatternSource;
import io.wardline.pattern.explain.AutomatonSvg;
import io.wardline.pattern.explain.AutomatonText;
import io.wardline.pattern.explain.ConversationReport;
import io.wardline.pattern.explain.PatternProse;
import io.wardline.pattern.lint.CaseReport;
import io.wardline.pattern.lint.Mutant;
import io.wardline.pattern.lint.MutationCheck;
import io.wardline.pattern.lint.PatternCases;
import io.wardline.pattern.lint.PatternLinter;
import io.wardline.pattern.lint.PatternSelection;
import io.wardline.pattern.parse.SourceFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each construct of the language goes through the whole kit: it lints, its cases notice every mutant, and it is explained and drawn. */
class EveryConstructTest {
    private static final Path CONSTRUCTS = Path.of("src/test/resources/constructs");
    private static final Path LANGUAGE = Path.of("../docs/patterns/language.md");

    private static final String IMAGE = "- {at: 0m, id: image, by: victim, kind: MEDIA}\n";
    private static final String THREAT = "- {at: 10m, id: threat, by: offender, signals: {threat_exposure: 0.9}}\n";

    private static final String INNOCENT =
            """
            cases:
              - name: stays silent about an image between friends
                events:
                  - {at: 0m, id: photo, by: alex, kind: MEDIA, signals: {nudity: 0.05}}
                silent: true
            """;

    @TempDir
    Path folder = Path.of("");

    @Test
    void anOptionalStep() throws Exception {
        Kit kit = kit("demand-after-contact");
        assertThat(kit.mutants()).contains("drop step 'image'", "require step 'image'", "drop the gap before 'image'");
        assertThat(kit.prose())
                .contains(
                        "2. image, optional: the victim does something for which `image` holds, less than 6h after the step before");
        assertThat(kit.drawing())
                .contains(
                        "                      ├────────────────────────┐",
                        "│ image by the victim, optional              │ │",
                        "                      │◀───────────────────────┘");
        assertThat(kit.svg()).contains("class=\"optional\"", "class=\"bypass\"");
        assertThat(kit.report("- {at: 0m, id: contact, by: offender, kind: CONTACT}\n"))
                .contains(
                        "  reached contact with contact at 2026-01-01T00:00:00Z, CONTACT by offender",
                        "  waited for demand by the offender, for which `demand` holds");
    }

    @Test
    void aRepetition() throws Exception {
        Kit kit = kit("threats-again-and-again");
        assertThat(kit.mutants()).contains("take 'threat' 2 times", "take 'threat' 4 times");
        assertThat(kit.prose())
                .contains(
                        "2. threat, 3 times: the offender does something for which `threat` holds, the first of them less than 12h after the step before",
                        "threat comes less than 3 times");
        assertThat(kit.drawing())
                .contains(
                        "┃ threat by the offender, 3 times            ┃ ━▶ tells HIGH",
                        "┃ threat                                     ┃ ↺ 3");
        assertThat(kit.svg()).contains("↺ 3");
        assertThat(kit.report(
                        IMAGE + THREAT + "- {at: 20m, id: again, by: offender, signals: {threat_exposure: 0.9}}\n"))
                .contains(
                        "  reached threat (1 of 3) with threat at 2026-01-01T00:10:00Z, MESSAGE by offender",
                        "  reached threat (2 of 3) with again at 2026-01-01T00:20:00Z, MESSAGE by offender",
                        "  waited for threat by the offender, for which `threat` holds, 3 times; 2 came",
                        "    no event came after that");
    }

    @Test
    void aRangeOfRepetitions() throws Exception {
        Kit kit = kit("threats-then-demand");
        assertThat(kit.mutants())
                .contains(
                        "take 'threat' 1 to 3 times",
                        "take 'threat' 3 times",
                        "take 'threat' 2 times",
                        "take 'threat' 2 to 4 times");
        assertThat(kit.prose()).contains("2. threat, 2 to 3 times: the offender");
        assertThat(kit.drawing()).contains("│ threat                                     │ ↺ 2 to 3");
        assertThat(kit.report(IMAGE + THREAT))
                .contains("  waited for threat by the offender, for which `threat` holds, 2 to 3 times; 1 came");
    }

    @Test
    void anAbsenceBetweenSteps() throws Exception {
        Kit kit = kit("demand-without-block");
        assertThat(kit.mutants()).contains("drop the absence 'blocked'", "swap the role of 'blocked'");
        assertThat(kit.prose())
                .contains(
                        "2. blocked: unless the victim does something for which `kind == 'BLOCK'` holds before demand",
                        "an event by the victim for which `kind == 'BLOCK'` holds comes before demand (blocked)");
        assertThat(kit.drawing()).contains("│ ⊘ blocked by the victim                    │");
        assertThat(kit.svg()).contains("class=\"absent\"", "⊘ blocked");
        assertThat(kit.report(THREAT
                        + "- {at: 30m, id: block, by: victim, kind: BLOCK}\n"
                        + "- {at: 1h, id: demand, by: offender, payment: {direction: REQUESTED}}\n"))
                .contains(
                        "NOT TOLD demand of offender",
                        "  prevented by blocked, 20m after threat: block at 2026-01-01T00:30:00Z, BLOCK by victim",
                        "    kind is 'BLOCK'",
                        "    it must not come before demand");
    }

    @Test
    void anAbsenceAtTheEnd() throws Exception {
        Kit kit = kit("no-report-after-threat");
        assertThat(kit.mutants())
                .contains("drop the absence 'no-help'", "double the wait of 'no-help'", "halve the wait of 'no-help'");
        assertThat(kit.prose())
                .contains(
                        "3. no-help: and then no event by the victim for which `kind == 'BLOCK' || user_report` holds within 1h then HIGH is told",
                        "an event by the victim for which `kind == 'BLOCK' || user_report` holds comes less than 1h after the last step (no-help)");
        assertThat(kit.drawing()).contains("┃ ⊘ no-help by the victim, for 1h            ┃ ━▶ tells HIGH");
        assertThat(kit.svg()).contains("class=\"absent tells\"", "for 1h");
    }

    @Test
    void whatTheAbsenceAtTheEndSaysOfAConversation() throws Exception {
        Kit kit = kit("no-report-after-threat");
        assertThat(kit.report(IMAGE + THREAT))
                .contains(
                        "NOT TOLD no-help of offender",
                        "  every step came, but the wait is not over: no-help must stay away until 2026-01-01T01:10:00Z, and what is known ends at 2026-01-01T00:10:00Z");
        assertThat(kit.report(IMAGE + THREAT + "- {at: 1h9m, id: report, by: victim, kind: USER_REPORT}\n"))
                .contains(
                        "  prevented by no-help, 59m after threat: report at 2026-01-01T01:09:00Z, USER_REPORT by victim",
                        "    it must not come for 1h after threat");
        // What is not evidence moves the clock; an hour after the threat is enough.
        assertThat(kit.report(IMAGE + THREAT + "- {at: 1h10m, id: hello, by: offender}\n"))
                .contains("TOLD no-help, HIGH, of offender", "  no-help: none came until 2026-01-01T01:10:00Z")
                .noneMatch(line -> line.startsWith("NOT TOLD"));
    }

    @Test
    void aChoice() throws Exception {
        Kit kit = kit("pressure-after-image");
        assertThat(kit.mutants())
                .contains(
                        "drop 'call' from any of",
                        "drop 'image-request' from any of",
                        "drop any of 'call', 'image-request'");
        assertThat(kit.prose())
                .contains(
                        "2. any of:",
                        "- call: the offender does something for which `kind == 'CALL'` holds",
                        "- image-request: the offender does something for which `image_request` holds");
        assertThat(kit.drawing()).contains("                      │ any of:", "                     or");
        assertThat(kit.svg()).contains("class=\"group\"", ">any of<");
        assertThat(kit.report(IMAGE
                        + "- {at: 5m, id: request, by: offender, signals: {image_request: 0.9}}\n"
                        + "- {at: 6m, id: weak, by: offender, signals: {payment_request: 0.4}}\n"))
                .contains(
                        "  reached image-request with request at 2026-01-01T00:05:00Z, MESSAGE by offender",
                        "  waited for demand by the offender, for which `demand` holds");
    }

    @Test
    void stepsInAnyOrder() throws Exception {
        Kit kit = kit("leverage-then-demand");
        assertThat(kit.mutants()).contains("drop 'image' from all of", "drop 'threat' from all of");
        assertThat(kit.prose()).contains("1. all of, in any order:", "- threat: the offender does something");
        assertThat(kit.drawing()).contains("                        all of, in any order:", "                     and");
        assertThat(kit.svg()).contains("class=\"group\"", ">all of, in any order<");
        assertThat(kit.report(THREAT))
                .contains(
                        "  reached threat with threat at 2026-01-01T00:10:00Z, MESSAGE by offender",
                        "  waited for image by the victim, for which `image` holds");
    }

    @Test
    void aConditionOfThePatternsOwn() throws Exception {
        Kit kit = kit("grave-threat");
        // One event has no span, and without its step there is no pattern.
        assertThat(kit.mutants()).containsExactly("swap the role of 'threat'");
        assertThat(kit.prose())
                .contains(
                        "grave_threat: a condition of this pattern's own. `signals.threat_exposure >= 0.9 && demand`",
                        "demand: A demand for money.");
        assertThat(kit.report("- {at: 0m, id: sure, by: offender, signals: {threat_exposure: 0.8, spam: 0.9}}\n"))
                .anyMatch(line -> line.contains("grave_threat: signals.threat_exposure is 0.8, needs >= 0.9"));
    }

    private Kit kit(String id) throws Exception {
        Path place = Files.createDirectories(folder.resolve(id));
        // An innocent conversation of its own: the bundled ones hold a demand after a contact, which the reference's
        // example tells of.
        Files.writeString(folder.resolve("clean-corpus.yaml"), INNOCENT);
        Files.writeString(place.resolve("pattern.yaml"), pattern(id));
        Files.copy(CONSTRUCTS.resolve(id + ".tests.yaml"), place.resolve("tests.yaml"));
        Kit kit = new Kit(PatternSelection.at(place));
        kit.isRight();
        return kit;
    }

    /** The reference's own example where it has one. */
    private static String pattern(String id) throws IOException {
        Matcher example = Pattern.compile("```yaml pattern\\n(id: " + id + "\\n[\\s\\S]*?)```")
                .matcher(Files.readString(LANGUAGE));
        return example.find() ? example.group(1) : Files.readString(CONSTRUCTS.resolve(id + ".pattern.yaml"));
    }

    /** All that an author asks of one pattern. */
    private record Kit(PatternSelection selection) {
        Entry entry() {
            return selection.catalog().entries().get(0);
        }

        /** Without a remark, with every case as it says, and with every mutant noticed. */
        void isRight() throws Exception {
            PatternSource source = selection.chosen().get(0);
            PatternLinter linter = new PatternLinter(selection);
            assertThat(Diagnostic.render(linter.lint(source))).isEmpty();
            assertThat(linter.cost(source))
                    .hasValueSatisfying(cost -> assertThat(cost.automata()).isEqualTo(1));
            assertThat(PatternCases.run(entry(), selection.cleanCorpus()))
                    .filteredOn(CaseReport::failed)
                    .extracting(CaseReport::render)
                    .isEmpty();
            assertThat(MutationCheck.run(entry(), selection.cleanCorpus()).survivors())
                    .extracting(Mutant::name)
                    .isEmpty();
            assertThat(String.join("", AutomatonText.of(entry().spec(), false))).matches("\\p{ASCII}*");
            DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(svg().getBytes(StandardCharsets.UTF_8)));
        }

        List<String> mutants() {
            return MutationCheck.mutants(entry()).stream().map(Mutant::name).toList();
        }

        String prose() {
            List<String> lines =
                    PatternProse.of(entry().spec(), selection.catalog().conditions());
            return String.join(" ", lines).replaceAll("\\s+", " ");
        }

        List<String> drawing() {
            return AutomatonText.of(entry().spec(), true);
        }

        String svg() {
            return AutomatonSvg.of(entry().spec());
        }

        List<String> report(String events) {
            String tests = "cases:\n  - name: example\n    silent: true\n    events:\n" + events.indent(6);
            List<ScenarioEvent> given = ScenarioReader.check(new SourceFile("tests.yaml", tests))
                    .orThrow()
                    .get(0)
                    .arrived();
            return ConversationReport.of(
                    entry().spec(),
                    entry().automata(),
                    given,
                    Optional.of("offender"),
                    given.get(given.size() - 1).occurredAtMillis());
        }
    }
}
