// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.pattern.Checked;
import io.wardline.pattern.Diagnostic;
import io.wardline.pattern.catalog.PatternCatalog;
import io.wardline.pattern.check.PatternChecker;
import io.wardline.pattern.flink.Automaton;
import io.wardline.pattern.flink.PatternCompiler;
import io.wardline.pattern.flink.StockDetection;
import io.wardline.pattern.parse.SourceFile;
import io.wardline.pattern.testing.Rehearsal.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The clock of a case: arrivals move it, waits end between them, and in the end it runs on. Times are added by hand. */
class RehearsalClockTest {
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
              - step: image
                by: victim
                when: image
              - step: threat
                by: offender
                when: threat
                emit: {severity: MEDIUM, explanation: "{offender} threatens."}
              - absent: no-help
                by: victim
                when: user_report
                for: 1h
                emit: {severity: HIGH, explanation: "{victims} did not report."}
            """;
    private static final String IMAGE = "      - {at: 0m, id: image, by: victim, kind: MEDIA}\n";
    private static final String THREAT =
            "      - {at: 10m, id: threat, by: offender, signals: {threat_exposure: 0.9}}\n";

    @Test
    void timePassesAfterTheLastArrivalUntilNothingIsWaitedFor() {
        assertThat(
                        problems(
                                IMAGE + THREAT,
                                """
                        tells:
                          - {step: threat, evidence: [image, threat], after: threat, at: 10m}
                          - {step: no-help, evidence: [image, threat], at: 1h10m}
                    """))
                .isEmpty();
    }

    @Test
    void whatPreventsItMustComeBeforeTheTimeHasPassed() {
        String told = "    tells:\n      - {step: threat, evidence: [image, threat]}\n";
        String waited = "      - {step: no-help, evidence: [image, threat], at: 1h10m}\n";
        assertThat(problems(IMAGE + THREAT + report("1h9m59s"), told)).isEmpty();
        // Exactly an hour later is too late, so it is told before the report is looked at.
        assertThat(problems(IMAGE + THREAT + report("1h10m"), told + waited)).isEmpty();
    }

    @Test
    void aLateArrivalTellsAtTheClockThatOthersMoved() {
        assertThat(
                        problems(
                                IMAGE + THREAT + report("3h"),
                                """
                        arrives: [threat, report, image]
                        tells:
                          - {step: threat, evidence: [image, threat], after: image, at: 3h}
                          - {step: no-help, evidence: [image, threat], after: image, at: 3h}
                    """))
                .isEmpty();
    }

    @Test
    void whatIsNotEvidenceMovesTheClockToo() {
        assertThat(
                        problems(
                                IMAGE + THREAT + report("30m") + "      - {at: 2h, id: hello, by: offender}\n",
                                """
                        arrives: [image, threat, hello, report]
                        tells:
                          - {step: threat, evidence: [image, threat]}
                          - {step: no-help, evidence: [image, threat], withdrawn: true, after: report, at: 2h}
                    """))
                .isEmpty();
    }

    @Test
    void saysAtWhichTimeItIsToldInstead() {
        assertThat(
                        problems(
                                IMAGE + THREAT,
                                """
                        tells:
                          - {step: threat, evidence: [image, threat], at: 11m}
                          - {step: no-help, evidence: [image, threat], at: 1h, after: threat}
                    """))
                .extracting(Problem::message)
                .containsExactly(
                        "threat is told at 10m, not at 11m",
                        "no-help is told when its wait is over, and no event arrives then, not 'threat'",
                        "no-help is told at 1h10m, not at 1h");
    }

    @Test
    void stockFlinkTellsTheSameInTheEnd() {
        Scenario scenario = scenario(
                        IMAGE + THREAT,
                        """
                    tells:
                      - {step: threat, evidence: [image, threat]}
                      - {step: no-help, evidence: [image, threat]}
                """)
                .orThrow()
                .get(0);
        assertThat(new ScenarioRunner(new StockDetection())
                        .run("example", automata(), scenario)
                        .render())
                .isEmpty();
    }

    @Test
    void nothingIsToldBeforeItsEvidence() {
        Checked<List<Scenario>> read = scenario(
                IMAGE + THREAT,
                """
                    tells:
                      - {step: threat, evidence: [image, threat], at: 9m}
                """);
        assertThat(read.diagnostics())
                .extracting(Diagnostic::message)
                .containsExactly(
                        "nothing is told at 9m by 'threat', which happens at 10m; write when it is told, not before its evidence");
    }

    private static String report(String at) {
        return "      - {at: %s, id: report, by: victim, kind: USER_REPORT}\n".formatted(at);
    }

    private static List<Problem> problems(String events, String rest) {
        try (Rehearsal rehearsal = new Rehearsal(automata())) {
            return rehearsal.run(scenario(events, rest).orThrow().get(0)).problems();
        }
    }

    private static List<Automaton> automata() {
        return PatternCompiler.compile(PatternChecker.check(
                        new SourceFile("pattern.yaml", PATTERN),
                        "example",
                        PatternCatalog.bundled().conditions())
                .orThrow());
    }

    private static Checked<List<Scenario>> scenario(String events, String rest) {
        String yaml = "cases:\n  - name: example\n    events:\n" + events + rest;
        return ScenarioReader.check(new SourceFile("tests.yaml", yaml));
    }
}
