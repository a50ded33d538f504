// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.wardline.pattern.Diagnostic;
import io.wardline.pattern.Diagnostic.Code;
import io.wardline.pattern.flink.Automaton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of an author's own: what is right is loaded, what is wrong is told of, and neither stops the other. */
class CatalogTest {
    private static final String RIGHT =
            """
            id: quick-threat
            title: A threat
            revision: 3
            status: live
            owner: child-safety
            why: An example.
            window: 2h
            crisis: true
            sequence:
              - step: threat
                by: offender
                when: threat
                emit: {severity: MEDIUM, explanation: "{offender} threatens.", crisis: false}
              - step: self-harm
                by: victim
                when: self_harm
                emit: {severity: CRITICAL, explanation: "{victims} may come to harm.", reportable: false}
            """;

    @TempDir
    Path folder = Path.of("");

    @Test
    void aWrongPatternIsToldOfAndTheOthersStay() throws IOException {
        write("a/quick-threat", RIGHT);
        write("a/wrong", RIGHT.replace("quick-threat", "wrong").replace("by: victim", "by: nobody"));
        PatternCatalog catalog = PatternCatalog.load(folder);
        assertThat(catalog.specs()).extracting("id").containsExactly("quick-threat");
        assertThat(catalog.diagnostics()).singleElement().satisfies(told -> {
            assertThat(told.file()).isEqualTo("a/wrong/pattern.yaml");
            assertThat(told.line()).isEqualTo(15);
            assertThat(told.code()).isEqualTo(Code.P007);
        });
    }

    @Test
    void aStepMayTellOtherwiseThanItsPattern() throws IOException {
        write("a/quick-threat", RIGHT);
        assertThat(PatternCatalog.load(folder).automata())
                .extracting(Automaton::step, Automaton::crisis, Automaton::reportable, Automaton::shadow)
                .containsExactly(tuple("threat", false, true, false), tuple("self-harm", true, false, false));
    }

    @Test
    void anAutomatonIsTheSequenceUpToItsStep() throws IOException {
        write("a/quick-threat", RIGHT);
        assertThat(PatternCatalog.load(folder).automata())
                .extracting(automaton -> automaton.variants().get(0).steps().size())
                .containsExactly(1, 2);
    }

    @Test
    void statusDecidesWhatRuns() throws IOException {
        write("a/quick-threat", RIGHT.replace("status: live", "status: shadow"));
        assertThat(PatternCatalog.load(folder).automata()).hasSize(2).allMatch(Automaton::shadow);
        for (String status : new String[] {"draft", "retired"}) {
            write("a/quick-threat", RIGHT.replace("status: live", "status: " + status));
            PatternCatalog catalog = PatternCatalog.load(folder);
            assertThat(catalog.automata()).isEmpty();
            assertThat(catalog.find("quick-threat").orElseThrow().automata()).hasSize(2);
        }
    }

    @Test
    void twoFoldersOfOneNameAreToldOf() throws IOException {
        write("a/quick-threat", RIGHT);
        write("b/quick-threat", RIGHT);
        PatternCatalog catalog = PatternCatalog.load(folder);
        assertThat(catalog.entries()).hasSize(1);
        assertThat(catalog.diagnostics())
                .extracting(Diagnostic::file, Diagnostic::code)
                .containsExactly(tuple("b/quick-threat/pattern.yaml", Code.P005));
    }

    @Test
    void aBrokenLibraryIsTheOnlyThingToldOf() throws IOException {
        write("a/quick-threat", RIGHT);
        Files.writeString(folder.resolve("conditions.yaml"), "kind: {title: t, when: signals.nudty >= 0.5}\n");
        PatternCatalog catalog = PatternCatalog.load(folder);
        assertThat(catalog.entries()).isEmpty();
        assertThat(catalog.diagnostics())
                .extracting(Diagnostic::file, Diagnostic::code, Diagnostic::column)
                .containsExactly(tuple("conditions.yaml", Code.P007, 1), tuple("conditions.yaml", Code.P014, 32));
    }

    @Test
    void aConditionMayUseThoseAboveItOnly() throws IOException {
        write("a/quick-threat", RIGHT);
        Files.writeString(
                folder.resolve("conditions.yaml"),
                """
                self_harm: {title: t, when: threat}
                threat: {title: t, when: signals.threat_exposure >= 0.5}
                """);
        assertThat(PatternCatalog.load(folder).diagnostics()).singleElement().satisfies(told -> assertThat(
                        told.render())
                .startsWith("conditions.yaml:1:29 error P014: unknown name 'threat'"));
    }

    @Test
    void theHashIsOfTheTextAndBlindToLineEnds() {
        assertThat(PatternCatalog.hash("a\r\nb\n"))
                .isEqualTo(PatternCatalog.hash("a\nb\n"))
                .hasSize(64);
        assertThat(PatternCatalog.hash("a\nb\n")).isNotEqualTo(PatternCatalog.hash("a\nc\n"));
    }

    private void write(String path, String yaml) throws IOException {
        Path pattern = folder.resolve(path);
        Files.createDirectories(pattern);
        Files.writeString(pattern.resolve("pattern.yaml"), yaml);
    }
}
