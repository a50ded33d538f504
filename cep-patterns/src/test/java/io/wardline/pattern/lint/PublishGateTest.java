// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.pattern.lint.PublishGate.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gate is open for what is right, and says all that keeps it closed. */
class PublishGateTest {
    private static final String PATTERN =
            """
            id: quick-threat
            title: A threat after a request for an image
            revision: 1
            status: shadow
            owner: child-safety
            why: An example.
            window: 2h
            sequence:
              - step: request
                by: offender
                when: image_request
              - step: threat
                by: offender
                when: threat
                emit: {severity: MEDIUM, explanation: "{offender} threatens {victims}."}
            """;
    private static final String TESTS =
            """
            cases:
              - name: tells a threat after a request
                events:
                  - {at: 0m, id: request, by: offender, signals: {image_request: 0.9}}
                  - {at: 5m, id: threat, by: offender, signals: {threat_exposure: 0.9}}
                arrives: [threat, request]
                tells:
                  - {step: threat, evidence: [request, threat]}
              - name: stays silent after two hours
                events:
                  - {at: 0m, id: request, by: offender, signals: {image_request: 0.9}}
                  - {at: 2h, id: threat, by: offender, signals: {threat_exposure: 0.9}}
                silent: true
            """;

    @TempDir
    Path folder = Path.of("");

    @Test
    void isOpenForTheBundledSet() {
        assertThat(PublishGate.check(PatternSelection.bundled()))
                .hasSizeGreaterThanOrEqualTo(9)
                .allSatisfy(verdict -> assertThat(verdict.render()).isEmpty())
                .allMatch(Verdict::open);
    }

    @Test
    void isOpenForAPatternAlone() throws IOException {
        assertThat(ask(PATTERN, TESTS)).satisfies(verdict -> {
            assertThat(verdict.render()).isEmpty();
            assertThat(verdict.open()).isTrue();
        });
    }

    @Test
    void isClosedForAMistakeAndSaysWhere() throws IOException {
        Verdict verdict = ask(PATTERN.replace("when: threat", "when: thret"), TESTS);
        assertThat(verdict.open()).isFalse();
        assertThat(verdict.render())
                .startsWith("pattern.yaml:14:11 error P014: unknown name 'thret' (did you mean 'threat'?)");
    }

    @Test
    void isClosedForACaseThatComesOutOtherwise() throws IOException {
        Verdict verdict = ask(PATTERN, TESTS.replace("at: 2h", "at: 1h59m"));
        assertThat(verdict.open()).isFalse();
        assertThat(verdict.render())
                .isEqualTo(
                        "tests.yaml:9 quick-threat: stays silent after two hours: told, but not expected: threat of offender by [request, threat]");
    }

    @Test
    void isClosedForAnInnocentConversationThatIsToldOf() throws IOException {
        Verdict verdict = ask(
                PATTERN.replace("when: threat", "when: \"payment.direction == 'SENT'\"")
                        .replace("by: offender\n    when: image_request", "by: anyone\n    when: kind == 'MEDIA'"),
                TESTS);
        assertThat(verdict.open()).isFalse();
        assertThat(verdict.render()).contains("clean-corpus.yaml:", "lunch money after an innocuous photo");
    }

    @Test
    void aCaseStillToDoKeepsNothingClosed() throws IOException {
        String todo = TESTS.replace("    silent: true", "    silent: true\n    todo: true");
        assertThat(ask(PATTERN, todo.replace("at: 2h", "at: 1h59m")).open()).isTrue();
    }

    private Verdict ask(String pattern, String tests) throws IOException {
        Path place = Files.createDirectories(folder.resolve("quick-threat"));
        Files.writeString(place.resolve("pattern.yaml"), pattern);
        Files.writeString(place.resolve("tests.yaml"), tests);
        PatternSelection selection = PatternSelection.at(place);
        return PublishGate.check(selection, selection.chosen().get(0));
    }
}
