// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.detect;

import static io.wardline.pattern.detect.Events.block;
import static io.wardline.pattern.detect.Events.image;
import static io.wardline.pattern.detect.Events.threat;
import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.pattern.catalog.PatternCatalog;
import io.wardline.pattern.check.PatternChecker;
import io.wardline.pattern.flink.Automaton;
import io.wardline.pattern.flink.PatternCompiler;
import io.wardline.pattern.parse.SourceFile;
import io.wardline.pattern.testing.ScenarioEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A pattern that ends in an absence waits. Method: an image, then a threat at most 20 s after it, then no block for 10 s; one log, one
 * detector, and a clock that the test turns by hand.
 */
class WaitingTest {
    private static final List<Automaton> NO_BLOCK = PatternCompiler.compile(PatternChecker.check(
                    new SourceFile(
                            "p.yaml",
                            """
                            id: example
                            title: a title
                            revision: 1
                            status: live
                            owner: an owner
                            why: a reason
                            window: 20s
                            sequence:
                              - {step: image, by: victim, when: kind == 'MEDIA'}
                              - {step: threat, by: offender, when: threat}
                              - absent: no-block
                                by: victim
                                when: kind == 'BLOCK'
                                for: 10s
                                emit: {severity: HIGH, explanation: text}
                            """),
                    "example",
                    PatternCatalog.bundled().conditions())
            .orThrow());

    private final Detector<ScenarioEvent> detector = Conversation.detector(NO_BLOCK);
    private final List<ScenarioEvent> log = new ArrayList<>();

    @AfterEach
    void closesTheDetector() {
        detector.close();
    }

    @Test
    void tellsWhenTheTimeHasPassedAndNotBefore() {
        assertThat(arrives(image("e1", seconds(1), "kim"), 1)).isEmpty();
        assertThat(detector.nextDue(log, Long.MIN_VALUE))
                .as("of an image alone")
                .isEmpty();
        assertThat(arrives(threat("e2", seconds(5), "eve"), 5)).isEmpty();
        assertThat(detector.nextDue(log, seconds(5))).hasValue(seconds(15));
        assertThat(detector.standing(log, seconds(15) - 1)).isEmpty();
        assertThat(due(15)).containsExactly("new e1 e2");
        assertThat(detector.standing(log, seconds(15))).hasSize(1);
        assertThat(detector.nextDue(log, seconds(15))).isEmpty();
    }

    @Test
    void anEventWithinTheTimePreventsIt() {
        arrives(image("e1", seconds(1), "kim"), 1);
        arrives(threat("e2", seconds(5), "eve"), 5);
        assertThat(arrives(block("e3", seconds(15) - 1, "kim"), 14)).isEmpty();
        assertThat(due(15)).isEmpty();
        assertThat(detector.standing(log, seconds(99))).isEmpty();
    }

    @Test
    void anEventAtTheVeryEndOfItIsTooLate() {
        arrives(image("e1", seconds(1), "kim"), 1);
        arrives(threat("e2", seconds(5), "eve"), 5);
        assertThat(arrives(block("e3", seconds(15), "kim"), 14)).isEmpty();
        assertThat(due(15)).containsExactly("new e1 e2");
    }

    @Test
    void waitsItsWholeTimeThoughTheWindowEndsBefore() {
        arrives(image("e1", seconds(1), "kim"), 1);
        arrives(threat("e2", seconds(19), "eve"), 19);
        assertThat(detector.nextDue(log, seconds(19))).hasValue(seconds(29));
        assertThat(due(29)).as("nothing came").containsExactly("new e1 e2");
        arrives(block("e3", seconds(28), "kim"), 28);
        assertThat(due(29)).as("a block after the window's end, and in time").isEmpty();
    }

    @Test
    void theWindowBoundsTheStepsAndNotTheWaiting() {
        arrives(image("e1", seconds(1), "kim"), 1);
        arrives(threat("e2", seconds(21), "eve"), 21);
        assertThat(due(31)).as("the threat is a whole window after the image").isEmpty();
    }

    @Test
    void aLateEventThatPreventsEndsWhatWasTold() {
        arrives(image("e1", seconds(1), "kim"), 1);
        arrives(threat("e2", seconds(5), "eve"), 5);
        assertThat(due(15)).hasSize(1);
        assertThat(arrives(block("e3", seconds(9), "kim"), 40)).containsExactly("vanished e1 e2");
    }

    @Test
    void aLateEventMakesAndChangesOnlyWhatHasWaitedLongEnough() {
        arrives(threat("e2", seconds(5), "eve"), 5);
        arrives(threat("e5", seconds(25), "eve"), 25);
        assertThat(arrives(image("e1", seconds(4), "kim"), 26)).containsExactly("new e1 e2");
        assertThat(arrives(image("e0", seconds(2), "kim"), 27)).containsExactly("changed e0 e2 was e1 e2");
        assertThat(arrives(image("e4", seconds(24), "kim"), 28))
                .as("its threat is still waiting")
                .isEmpty();
        assertThat(due(35)).containsExactly("new e4 e5");
    }

    @Test
    void tellsNothingToWhoHasNoClock() {
        arrives(threat("e2", seconds(5), "eve"), 5);
        assertThat(detector.arrive(List.copyOf(log), image("e1", seconds(1), "kim"), Long.MIN_VALUE))
                .isEmpty();
        assertThat(detector.standing(log, Long.MIN_VALUE)).isEmpty();
    }

    @Test
    void startsNoAutomatonForWhatIsInOrder() {
        arrives(image("e1", seconds(1), "kim"), 1);
        arrives(threat("e2", seconds(5), "eve"), 5);
        arrives(block("e3", seconds(6), "kim"), 6);
        assertThat(detector.automatonRuns()).isZero();
    }

    @Test
    void aPatternThatTellsAtOnceIsNeverDue() {
        try (Detector<ScenarioEvent> plain = Conversation.detector(PatternCatalog.bundled()
                .find("threat-after-image")
                .orElseThrow()
                .automata())) {
            List<ScenarioEvent> both = List.of(image("e1", 1, "kim"), threat("e2", 2, "eve"));
            assertThat(plain.nextDue(both, Long.MIN_VALUE)).isEqualTo(OptionalLong.empty());
            assertThat(plain.due(both, 2)).isEmpty();
            assertThat(plain.automatonRuns()).isZero();
        }
    }

    private List<String> arrives(ScenarioEvent event, long clockSeconds) {
        List<Finding<ScenarioEvent>> findings = detector.arrive(List.copyOf(log), event, seconds(clockSeconds));
        log.add(event);
        log.sort(ScenarioEvent.ORDER);
        return findings.stream().map(WaitingTest::words).toList();
    }

    private List<String> due(long clockSeconds) {
        return detector.due(log, seconds(clockSeconds)).stream()
                .map(WaitingTest::words)
                .toList();
    }

    private static long seconds(long seconds) {
        return seconds * 1000;
    }

    private static String words(Finding<ScenarioEvent> finding) {
        String evidence = String.join(" ", finding.match().eventIds());
        if (finding instanceof Finding.Changed<ScenarioEvent> changed) {
            return "changed " + evidence + " was "
                    + String.join(" ", changed.before().eventIds());
        }
        return (finding instanceof Finding.New<ScenarioEvent> ? "new " : "vanished ") + evidence;
    }
}
