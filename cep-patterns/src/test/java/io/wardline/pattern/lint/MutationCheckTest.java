// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.pattern.catalog.PatternCatalog.Entry;
import io.wardline.pattern.parse.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cases that prove little are found out, by name. */
class MutationCheckTest {
    private static final String PATTERN =
            """
            id: example
            title: An example
            revision: 1
            status: draft
            owner: child-safety
            why: An example.
            window: 4h
            sequence:
              - step: request
                by: offender
                when: image_request
              - step: threat
                by: offender
                when: threat && signals.spam < 0.5
                within: 1h
                emit: {severity: LOW, explanation: "{offender} threatens."}
            """;
    private static final String WEAK =
            """
            cases:
              - name: tells at once
                events:
                  - {at: 0m, id: request, by: offender, signals: {image_request: 0.9}}
                  - {at: 1m, id: threat, by: offender, signals: {threat_exposure: 0.9}}
                tells: [{step: threat, evidence: [request, threat]}]
              - name: stays silent alone
                events:
                  - {at: 0m, id: threat, by: offender, signals: {threat_exposure: 0.9}}
                silent: true
            """;

    @TempDir
    Path folder = Path.of("");

    @Test
    void everyMutantOfTheBundledSetIsNoticed() {
        PatternSelection bundled = PatternSelection.bundled();
        for (Entry entry : bundled.catalog().entries()) {
            MutationCheck.Result result = MutationCheck.run(entry, bundled.cleanCorpus());
            assertThat(result.mutants()).isGreaterThanOrEqualTo(4);
            assertThat(result.survivors())
                    .extracting(Mutant::name)
                    .as(entry.spec().id())
                    .isEmpty();
        }
    }

    @Test
    void namesWhatNoCaseNoticesAndTheCaseThatWould() throws IOException {
        // Told at once and alone: neither the times nor the condition's parts are shown.
        assertThat(run(WEAK).survivors())
                .extracting(Mutant::name)
                .containsExactly(
                        "double the window",
                        "halve the window",
                        "drop the gap before 'threat'",
                        "drop 'threat' from 'threat'",
                        "drop 'signals.spam < 0.5' from 'threat'");
        assertThat(run(WEAK).survivors().get(2).caughtBy())
                .isEqualTo(
                        "a silent case in which 'threat' comes 1h or more after the step before, and within the window");
    }

    @Test
    void whatAnAuthorAllowsIsCountedApart() throws IOException {
        MutationCheck.Result result =
                run("allow_mutants:\n  - {mutant: halve the window, reason: an example}\n" + WEAK);
        assertThat(result.allowed()).extracting(Mutant::name).containsExactly("halve the window");
        assertThat(result.survivors()).hasSize(4).extracting(Mutant::name).doesNotContain("halve the window");
    }

    @Test
    void aCaseToDoNoticesNothing() throws IOException {
        String todo = WEAK.replace("    tells: [", "    todo: true\n    tells: [");
        // What is told by a case to do might as well not be told.
        assertThat(run(todo).survivors()).extracting(Mutant::name).contains("drop step 'threat'");
    }

    private MutationCheck.Result run(String tests) throws IOException {
        Path place = Files.createDirectories(folder.resolve("example"));
        Files.writeString(place.resolve("pattern.yaml"), PATTERN);
        Files.writeString(place.resolve("tests.yaml"), tests);
        PatternSelection selection = PatternSelection.at(place);
        return MutationCheck.run(selection.catalog().entries().get(0), new SourceFile("none", ""));
    }
}
