// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.pattern.catalog.PatternCatalog;
import io.wardline.pattern.check.PatternChecker;
import io.wardline.pattern.flink.PatternCompiler;
import io.wardline.pattern.parse.SourceFile;
import io.wardline.pattern.testing.Rehearsal.Outcome;
import io.wardline.pattern.testing.Rehearsal.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a case may claim beyond what stands in the end: when it is told, how gravely, and that it is taken back. */
class RehearsalTest {
    /** A late second event moves the third out of its gap, so that what was told vanishes. */
    private static final String PATTERN =
            """
            id: example
            title: An example
            revision: 1
            status: live
            owner: child-safety
            why: An example.
            window: 1d
            sequence:
              - step: first
                by: offender
                when: image_request
              - step: second
                by: offender
                when: threat
              - step: third
                by: offender
                when: demand
                within: 1h
                emit: {severity: HIGH, explanation: "{offender} demands."}
            """;

    private static final String EVENTS =
            """
            cases:
              - name: example
                events:
                  - {at: 0m, id: a, by: offender, signals: {image_request: 0.9}}
                  - {at: 10m, id: late, by: offender, signals: {threat_exposure: 0.9}}
                  - {at: 2h, id: b, by: offender, signals: {threat_exposure: 0.9}}
                  - {at: 2h30m, id: c, by: offender, signals: {payment_request: 0.9}}
            """;

    @Test
    void tellsWhatStandsAndWhen() {
        passes(
                """
                    arrives: [a, b, c]
                    tells:
                      - {step: third, evidence: [a, b, c], after: c, severity: HIGH}
                """);
        passes(
                """
                    arrives: [c, b, a]
                    tells:
                      - {step: third, evidence: [a, b, c], after: a}
                """);
    }

    @Test
    void saysWhichArrivalToldIt() {
        assertThat(
                        problems(
                                """
                            arrives: [c, b, a]
                            tells:
                              - {step: third, evidence: [a, b, c], after: c}
                        """))
                .containsExactly(new Problem(10, "third is told when 'a' arrives, not 'c'"));
    }

    @Test
    void saysAnotherSeverity() {
        assertThat(
                        problems(
                                """
                            arrives: [a, b, c]
                            tells:
                              - {step: third, evidence: [a, b, c], severity: CRITICAL}
                        """))
                .containsExactly(new Problem(10, "third is told with severity HIGH, not CRITICAL"));
    }

    @Test
    void whatALateEventTakesBackIsWithdrawn() {
        passes(
                """
                    arrives: [a, b, c, late]
                    tells:
                      - {step: third, evidence: [a, b, c], withdrawn: true, after: late}
                """);
    }

    @Test
    void whatWasTakenBackWasToldOfAllTheSame() {
        assertThat(problems("    arrives: [a, b, c, late]\n    silent: true\n"))
                .containsExactly(
                        new Problem(
                                2,
                                "told and withdrawn, but the case does not say so: third of offender by [a, b, c]; if that is right, add it with 'withdrawn: true'"));
    }

    @Test
    void whatStandsIsNotWithdrawn() {
        assertThat(
                        problems(
                                """
                            arrives: [a, b, c]
                            tells:
                              - {step: third, evidence: [a, b, c], withdrawn: true}
                        """))
                .extracting(Problem::message)
                .containsExactly(
                        "told, but not expected: third of offender by [a, b, c]",
                        "not told and then withdrawn: third of offender by [a, b, c]");
    }

    @Test
    void aCopyChangesNothing() {
        passes(
                """
                    arrives: [a, b, a, c, b, c]
                    tells:
                      - {step: third, evidence: [a, b, c], after: c}
                """);
    }

    @Test
    void aCaseMayBeToDo() {
        assertThat(scenario("    silent: true\n    todo: true\n    arrives: [a, b, c]\n")
                        .todo())
                .isTrue();
    }

    private static void passes(String rest) {
        assertThat(problems(rest)).isEmpty();
    }

    private static List<Problem> problems(String rest) {
        try (Rehearsal rehearsal = new Rehearsal(PatternCompiler.compile(PatternChecker.check(
                        new SourceFile("pattern.yaml", PATTERN),
                        "example",
                        PatternCatalog.bundled().conditions())
                .orThrow()))) {
            Outcome outcome = rehearsal.run(scenario(rest));
            return outcome.problems();
        }
    }

    /** Only the events that arrive are written. */
    private static Scenario scenario(String rest) {
        String events = rest.contains("late") ? EVENTS : EVENTS.replaceAll("(?m)^.*id: late.*\\n", "      # none\n");
        return ScenarioReader.check(new SourceFile("tests.yaml", events + rest))
                .orThrow()
                .get(0);
    }
}
