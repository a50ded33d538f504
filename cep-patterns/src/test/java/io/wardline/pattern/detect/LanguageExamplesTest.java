// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.detect;

import static io.wardline.pattern.detect.Events.block;
import static io.wardline.pattern.detect.Events.call;
import static io.wardline.pattern.detect.Events.contact;
import static io.wardline.pattern.detect.Events.image;
import static io.wardline.pattern.detect.Events.report;
import static io.wardline.pattern.detect.Events.threat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wardline.pattern.Ways;
import io.wardline.pattern.catalog.PatternCatalog;
import io.wardline.pattern.check.PatternChecker;
import io.wardline.pattern.flink.Automaton;
import io.wardline.pattern.flink.Bound;
import io.wardline.pattern.flink.PatternCompiler;
import io.wardline.pattern.flink.SequenceMatcher;
import io.wardline.pattern.flink.SequenceMatcher.TooManyPartialMatchesException;
import io.wardline.pattern.parse.SourceFile;
import io.wardline.pattern.testing.ScenarioEvent;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The corners in which Flink's own constructs would mean something else than the reference says; random cases found them. */
class LanguageExamplesTest {
    private static final String TOLD = "emit: {severity: HIGH, explanation: text}";

    @Test
    void aGapHoldsAfterRepetitionsThatNeedNotBe() {
        List<Automaton> pattern = pattern(
                "{step: image, by: victim, when: kind == 'MEDIA', times: {min: 1, max: 2}}",
                "{step: threat, by: offender, when: threat, within: 2s, " + TOLD + "}");
        assertThat(standing(pattern, image("e1", 1_000, "kim"), threat("e2", 2_999, "eve")))
                .containsExactly("e1 e2");
        assertThat(standing(pattern, image("e1", 1_000, "kim"), threat("e2", 3_000, "eve")))
                .isEmpty();
    }

    @Test
    void aGapOnAnOptionalStepDoesNotEndTheWayPastIt() {
        List<Automaton> pattern = pattern(
                "{step: contact, by: offender, when: contact}",
                "{step: image, by: victim, when: kind == 'MEDIA', within: 1s, optional: true}",
                "{step: threat, by: offender, when: threat, " + TOLD + "}");
        assertThat(standing(pattern, contact("e1", 0, "eve"), threat("e3", 5_000, "eve")))
                .containsExactly("e1 e3");
        assertThat(standing(pattern, contact("e1", 0, "eve"), image("e2", 999, "kim"), threat("e3", 5_000, "eve")))
                .containsExactly("e1 e2 e3");
        assertThat(standing(pattern, contact("e1", 0, "eve"), image("e2", 1_000, "kim"), threat("e3", 5_000, "eve")))
                .containsExactly("e1 e3");
    }

    @Test
    void anAbsenceEndsWithTheFirstRepetitionOfTheStepAfterIt() {
        List<Automaton> pattern = pattern(
                "{step: image, by: victim, when: kind == 'MEDIA'}",
                "{absent: no-block, by: victim, when: kind == 'BLOCK'}",
                "{step: again, by: offender, when: contact, times: {min: 1, max: 2}}",
                "{step: threat, by: offender, when: threat, " + TOLD + "}");
        assertThat(standing(
                        pattern,
                        image("e1", 0, "kim"),
                        contact("e2", 1_000, "eve"),
                        call("e3", 2_000, "kim"),
                        block("e4", 3_000, "kim"),
                        contact("e5", 4_000, "eve"),
                        threat("e6", 5_000, "eve")))
                .containsExactly("e1 e2 e5 e6");
        assertThat(standing(
                        pattern,
                        image("e1", 0, "kim"),
                        block("e2", 1_000, "kim"),
                        contact("e3", 2_000, "eve"),
                        threat("e4", 3_000, "eve")))
                .isEmpty();
    }

    @Test
    void anEventThatIsBothCountsAsTheAbsentOne() {
        List<Automaton> pattern = pattern(
                "{step: threat, by: offender, when: threat}",
                "{absent: no-report, by: victim, when: kind == 'USER_REPORT'}",
                "{step: word, by: victim, when: \"kind in ['USER_REPORT', 'BLOCK']\", times: {min: 1, max: 2}, " + TOLD
                        + "}");
        assertThat(standing(pattern, threat("e1", 0, "eve"), report("e2", 1_000, "kim")))
                .isEmpty();
        assertThat(standing(pattern, threat("e1", 0, "eve"), block("e2", 1_000, "kim"), report("e3", 2_000, "kim")))
                .as("after the first of the step, there is nothing left to be absent")
                .containsExactly("e1 e2", "e1 e2 e3");
    }

    /** What the detector's limit of open matches counts on. */
    @Test
    void oneStartOpensNoMoreBranchesThanTheCheckerCounts() {
        Automaton branching = pattern(
                        "{step: first, by: anyone, when: kind == 'CALL'}",
                        "{step: again, by: anyone, when: kind == 'CALL', times: {min: 1, max: 4}}",
                        "{step: maybe, by: anyone, when: kind == 'CALL', optional: true}",
                        "{step: threat, by: offender, when: threat, " + TOLD + "}")
                .get(0);
        List<Bound<?>> flood = IntStream.range(0, 60)
                .<Bound<?>>mapToObj(i -> new Bound<>(call("e%02d".formatted(i), i, "kim"), false))
                .toList();
        run(branching, flood, flood.size() * Ways.MAX_BRANCHES + 1);
        assertThatThrownBy(() -> run(branching, flood, flood.size() * Ways.MAX_BRANCHES / 2))
                .isInstanceOf(TooManyPartialMatchesException.class);
    }

    private static void run(Automaton automaton, List<Bound<?>> events, int limit) {
        try (SequenceMatcher<Bound<?>> matcher = new SequenceMatcher<>(limit)) {
            matcher.run(
                    SequenceMatcher.compile(automaton.variants().get(0).pattern()),
                    events,
                    event -> event.event().occurredAtMillis(),
                    (match, last) -> {});
        }
    }

    private static List<Automaton> pattern(String... elements) {
        StringBuilder yaml = new StringBuilder(
                """
                id: example
                title: a title
                revision: 1
                status: live
                owner: an owner
                why: a reason
                window: 1h
                sequence:
                """);
        Stream.of(elements)
                .forEach(element -> yaml.append("  - ").append(element).append('\n'));
        return PatternCompiler.compile(PatternChecker.check(
                        new SourceFile("p.yaml", yaml.toString()),
                        "example",
                        PatternCatalog.bundled().conditions())
                .orThrow());
    }

    private static List<String> standing(List<Automaton> pattern, ScenarioEvent... log) {
        try (Detector<ScenarioEvent> detector = Conversation.detector(pattern)) {
            return detector.standing(List.of(log), Long.MIN_VALUE).stream()
                    .map(match -> String.join(" ", match.eventIds()))
                    .toList();
        }
    }
}
