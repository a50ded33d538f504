// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.pattern.PatternSpec;
import io.wardline.pattern.catalog.PatternCatalog;
import io.wardline.pattern.catalog.PatternCatalog.Entry;
import io.wardline.pattern.check.PatternChecker;
import io.wardline.pattern.flink.PatternCompiler;
import io.wardline.pattern.parse.SourceFile;
import io.wardline.pattern.testing.ScenarioEvent;
import io.wardline.pattern.testing.ScenarioReader;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Why it told, with the values that decided; and why not, with the furthest step and what each later event lacked. */
class ConversationReportTest {
    private static final PatternCatalog BUNDLED = PatternCatalog.bundled();
    private static final PatternSpec WITH_A_GAP = PatternChecker.check(
                    new SourceFile(
                            "pattern.yaml",
                            """
                            id: example
                            title: An example
                            revision: 1
                            status: draft
                            owner: child-safety
                            why: An example.
                            window: 2d
                            sequence:
                              - step: image
                                by: victim
                                when: image
                              - step: threat
                                by: offender
                                when: threat
                                within: 24h
                                emit: {severity: HIGH, explanation: "{offender} threatens."}
                            """),
                    "example",
                    BUNDLED.conditions())
            .orThrow();

    @Test
    void saysWhyItTold() {
        assertThat(
                        report(
                                "threat-after-image",
                                Optional.empty(),
                                """
                        - {at: 0m, id: image, by: victim, kind: MEDIA, signals: {nudity: 0.93}}
                        - {at: 8m, id: threat, by: offender, signals: {threat_exposure: 0.88}}
                        """))
                .containsExactly(
                        "2 events, 2 of them evidence",
                        "",
                        "TOLD threat, HIGH, of offender",
                        "  image: image at 2026-01-01T00:00:00Z, MEDIA by victim",
                        "    signals.nudity is 0.93",
                        "  threat: threat at 2026-01-01T00:08:00Z, MESSAGE by offender",
                        "    signals.threat_exposure is 0.88");
    }

    @Test
    void saysWhatEachLaterEventLacked() {
        assertThat(
                        report(
                                "threat-after-image",
                                Optional.of("offender"),
                                """
                        - {at: 0m, id: image, by: victim, kind: MEDIA, signals: {nudity: 0.93}}
                        - {at: 1m, id: weak, by: offender, signals: {threat_exposure: 0.31}}
                        - {at: 2m, id: hers, by: victim, signals: {threat_exposure: 0.88}}
                        - {at: 3m, id: hello, by: offender}
                        - {at: 7d3h, id: late, by: offender, signals: {threat_exposure: 0.88}}
                        """))
                .containsExactly(
                        "5 events, 3 of them evidence",
                        "",
                        "NOT TOLD threat of offender",
                        "  reached image with image at 2026-01-01T00:00:00Z, MEDIA by victim",
                        "  waited for threat by the offender, for which `threat` holds",
                        "    weak at 2026-01-01T00:01:00Z, MESSAGE by offender",
                        "      not admitted: kind MESSAGE without a payment or a signal of 0.5 or more",
                        "      threat: signals.threat_exposure is 0.31, needs >= 0.5",
                        "    hers at 2026-01-01T00:02:00Z, MESSAGE by victim",
                        "      sent by the victim, must be by the offender",
                        "    late at 2026-01-08T03:00:00Z, MESSAGE by offender",
                        "      outside the window of 7d by 3h",
                        "    and 1 that were not admitted: no kind, payment or signal of 0.5 makes them evidence");
    }

    @Test
    void saysWhenAGapHasPassed() {
        assertThat(ConversationReport.of(
                        WITH_A_GAP,
                        PatternCompiler.compile(WITH_A_GAP),
                        events(
                                """
                                - {at: 0m, id: image, by: victim, kind: MEDIA, signals: {nudity: 0.93}}
                                - {at: 26h, id: threat, by: offender, signals: {threat_exposure: 0.88}}
                                """),
                        Optional.of("offender"),
                        0))
                .contains("      came 1d2h after image, must be within 1d");
    }

    @Test
    void saysWhoIsNotTriedAsTheOffender() {
        // Every step came, and the silent account did none of them as an offender.
        assertThat(
                        report(
                                "self-harm-after-threat",
                                Optional.empty(),
                                """
                        - {at: 0m, id: threat, by: offender, signals: {threat_exposure: 0.88}}
                        - {at: 1h, id: words, by: victim, signals: {self_harm: 0.8}}
                        """))
                .contains("TOLD self-harm, CRITICAL, of offender")
                .noneMatch(line -> line.startsWith("NOT TOLD"));
    }

    @Test
    void tellsOnlyTheFurthestAttempt() {
        assertThat(
                        report(
                                "full-sequence",
                                Optional.of("offender"),
                                """
                        - {at: 0m, id: first, by: offender, kind: CONTACT}
                        - {at: 1m, id: image, by: victim, kind: MEDIA, signals: {nudity: 0.93}}
                        - {at: 2m, id: second, by: offender, kind: CONTACT}
                        """))
                .contains(
                        "NOT TOLD threat (way 1), payment (way 1) of offender",
                        "  reached contact with first at 2026-01-01T00:00:00Z, CONTACT by offender",
                        "  reached image with image at 2026-01-01T00:01:00Z, MEDIA by victim");
    }

    private static List<String> report(String id, Optional<String> offender, String events) {
        Entry entry = BUNDLED.find(id).orElseThrow();
        return ConversationReport.of(entry.spec(), entry.automata(), events(events), offender, end(events(events)));
    }

    private static long end(List<ScenarioEvent> events) {
        return events.stream().mapToLong(ScenarioEvent::occurredAtMillis).max().orElse(0);
    }

    private static List<ScenarioEvent> events(String yaml) {
        String tests = "cases:\n  - name: example\n    silent: true\n    events:\n" + yaml.indent(6);
        return ScenarioReader.check(new SourceFile("tests.yaml", tests))
                .orThrow()
                .get(0)
                .arrived();
    }
}
