// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.detect;

import static io.wardline.pattern.detect.Events.image;
import static io.wardline.pattern.detect.Events.threat;
import static io.wardline.pattern.detect.Steps.pattern;
import static io.wardline.pattern.detect.Steps.silent;
import static io.wardline.pattern.detect.Steps.telling;
import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.pattern.Condition;
import io.wardline.pattern.Role;
import io.wardline.pattern.check.PatternChecker;
import io.wardline.pattern.condition.ConditionLibrary;
import io.wardline.pattern.flink.Automaton;
import io.wardline.pattern.flink.PatternCompiler;
import io.wardline.pattern.parse.SourceFile;
import io.wardline.pattern.testing.ScenarioEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A revision decides for an interval of event time: the deciding event must lie in it, whatever the age of the evidence. */
class DecidingIntervalTest {
    private static final long SWITCH = 1_000;
    private static final Condition IMAGE = event -> event.kind().equals("MEDIA");
    private static final Condition THREAT = event -> event.score("threat_exposure") >= 0.5;

    private static final ScenarioEvent BEFORE = image("image", SWITCH - 5, "kim");
    private static final ScenarioEvent AT_LAST = threat("threat-1", SWITCH - 1, "eve");
    /** In the last moment of the first revision, and after its threat by id. */
    private static final ScenarioEvent LAST_BEFORE = image("x-image", SWITCH - 1, "kim");

    private static final ScenarioEvent AT_FIRST = threat("threat-2", SWITCH, "eve");

    @Test
    void theDecidingEventSelectsTheRevisionWhateverTheAgeOfTheEvidence() {
        assertThat(told(List.of(BEFORE, AT_LAST, LAST_BEFORE, AT_FIRST)))
                .containsExactly("1 image threat-1", "2 x-image threat-2");
    }

    @Test
    void doesSoWhateverTheOrderOfArrival() {
        List<ScenarioEvent> events = new ArrayList<>(List.of(BEFORE, AT_LAST, LAST_BEFORE, AT_FIRST));
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(events, new Random(seed));
            assertThat(told(events))
                    .as("shuffled with %d", seed)
                    .containsExactlyInAnyOrder("1 image threat-1", "2 x-image threat-2");
        }
    }

    @Test
    void startsNoAutomatonForAnEventOutsideOfIt() {
        try (Detector<ScenarioEvent> detector =
                Conversation.detector(List.of(threatAfterImage().decidingUntil(SWITCH)))) {
            assertThat(detector.arrive(List.of(BEFORE), AT_FIRST, Long.MIN_VALUE))
                    .isEmpty();
            assertThat(detector.automatonRuns()).isZero();
        }
    }

    @Test
    void isNeverWidened() {
        Automaton restricted = threatAfterImage().decidingUntil(5).decidingUntil(9);
        assertThat(restricted.decidesUntil()).isEqualTo(5);
        assertThat(restricted.decidesAt(4)).isTrue();
        assertThat(restricted.decidesAt(5)).isFalse();
        assertThat(threatAfterImage().decidesAt(Long.MIN_VALUE)).isTrue();
    }

    @Test
    void effectiveFromIsItsStart() {
        Automaton compiled = effectiveFrom("effective_from: 2026-11-24T00:00:00Z");
        long midnight = 1_795_478_400_000L;
        assertThat(compiled.decidesFrom()).isEqualTo(midnight);
        assertThat(compiled.decidesUntil()).isEqualTo(Long.MAX_VALUE);
        assertThat(effectiveFrom("effective_from: 2026-11-24T00:00:00.0000001Z").decidesFrom())
                .as("event time has whole milliseconds")
                .isEqualTo(midnight + 1);
        assertThat(effectiveFrom("references: []").decidesFrom()).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void aMomentThatMillisecondsCannotHoldIsAlwaysOrNever() {
        assertThat(effectiveFrom("effective_from: -1000000000-01-01T00:00:00Z").decidesFrom())
                .isEqualTo(Long.MIN_VALUE);
        assertThat(effectiveFrom("effective_from: +1000000000-12-31T23:59:59.999999999Z")
                        .decidesFrom())
                .isEqualTo(Long.MAX_VALUE);
    }

    /** What stands of the two revisions after all arrivals: the number of the revision and the evidence. */
    private static List<String> told(List<ScenarioEvent> arrivals) {
        Automaton first = revision(1, Long.MIN_VALUE).decidingUntil(SWITCH);
        try (Detector<ScenarioEvent> detector = Conversation.detector(List.of(first, revision(2, SWITCH)))) {
            Conversation conversation = new Conversation();
            List<String> standing = new ArrayList<>();
            for (ScenarioEvent arrival : arrivals) {
                for (Finding<ScenarioEvent> finding : conversation.arrive(detector, arrival)) {
                    finding.replaces().ifPresent(before -> standing.remove(words(before)));
                    if (!(finding instanceof Finding.Vanished)) {
                        standing.add(words(finding.match()));
                    }
                }
            }
            return standing;
        }
    }

    private static String words(Match<ScenarioEvent> match) {
        return match.automaton().revision() + " " + String.join(" ", match.eventIds());
    }

    private static Automaton revision(int revision, long from) {
        Automaton any = threatAfterImage();
        return new Automaton(
                any.patternId(),
                revision,
                any.shadow(),
                any.step(),
                any.severity(),
                any.crisis(),
                any.reportable(),
                any.explanation(),
                any.window(),
                any.variants(),
                from,
                Long.MAX_VALUE,
                Duration.ZERO);
    }

    private static Automaton threatAfterImage() {
        return pattern(
                        "threat-after-image",
                        silent("image", Role.VICTIM, IMAGE),
                        telling("threat", Role.OFFENDER, THREAT))
                .get(0);
    }

    private static Automaton effectiveFrom(String line) {
        String yaml =
                """
                id: example
                title: a title
                revision: 1
                status: live
                owner: an owner
                why: a reason
                %s
                window: 1h
                sequence:
                  - {step: only, by: anyone, when: kind == 'CALL', emit: {severity: LOW, explanation: text}}
                """
                        .formatted(line);
        return PatternCompiler.compile(
                        PatternChecker.check(new SourceFile("p.yaml", yaml), "example", ConditionLibrary.empty())
                                .orThrow())
                .get(0);
    }
}
