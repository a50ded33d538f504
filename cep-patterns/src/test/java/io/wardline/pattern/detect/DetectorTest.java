// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.detect;

import static io.wardline.pattern.detect.Events.block;
import static io.wardline.pattern.detect.Events.call;
import static io.wardline.pattern.detect.Events.contact;
import static io.wardline.pattern.detect.Events.image;
import static io.wardline.pattern.detect.Events.report;
import static io.wardline.pattern.detect.Events.threat;
import static io.wardline.pattern.detect.Steps.WINDOW;
import static io.wardline.pattern.detect.Steps.alternatives;
import static io.wardline.pattern.detect.Steps.kindIs;
import static io.wardline.pattern.detect.Steps.pattern;
import static io.wardline.pattern.detect.Steps.silent;
import static io.wardline.pattern.detect.Steps.telling;
import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.pattern.Condition;
import io.wardline.pattern.ConditionFailedException;
import io.wardline.pattern.PatternSpec;
import io.wardline.pattern.Role;
import io.wardline.pattern.Severity;
import io.wardline.pattern.Step;
import io.wardline.pattern.Times;
import io.wardline.pattern.flink.Automaton;
import io.wardline.pattern.flink.Automaton.Variant;
import io.wardline.pattern.flink.Bound;
import io.wardline.pattern.flink.SequenceMatcher.TooManyPartialMatchesException;
import io.wardline.pattern.testing.ScenarioEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the detector does at its edges, one example each; that it agrees with stock Flink CEP is proved beside this. */
class DetectorTest {
    private static final Condition IMAGE = event -> event.kind().equals("MEDIA");
    private static final Condition THREAT = event -> event.score("threat_exposure") >= 0.5;
    private static final Condition REPORT = event -> event.kind().equals("USER_REPORT");

    /** A condition that can't be evaluated on a CALL. */
    private static final Condition FAILS_ON_A_CALL = event -> {
        if (event.kind().equals("CALL")) {
            throw new ConditionFailedException("p/step", "a division by zero");
        }
        return event.kind().equals("BLOCK");
    };

    /** A victim's image, then a threat: the threat is told. */
    private static final List<Automaton> THREAT_AFTER_IMAGE = pattern(
            "threat-after-image", silent("image", Role.VICTIM, IMAGE), telling("threat", Role.OFFENDER, THREAT));

    /** A victim's report is told of whoever threatened before. */
    private static final List<Automaton> REPORT_ALONE = pattern("report-alone", telling("report", Role.VICTIM, REPORT));

    private final List<String> quarantined = new ArrayList<>();
    private final List<RuntimeException> reasons = new ArrayList<>();
    private final List<Detector<ScenarioEvent>> opened = new ArrayList<>();
    private final Conversation conversation = new Conversation();

    @AfterEach
    void closesItsDetectors() {
        opened.forEach(Detector::close);
    }

    @Test
    void quarantinesAnAutomatonThatThrowsOnceAndLetsTheOthersGoOn() {
        Detector<ScenarioEvent> detector =
                detector(both(pattern("broken", telling("step", Role.OFFENDER, FAILS_ON_A_CALL)), THREAT_AFTER_IMAGE));

        assertThat(told(detector, call("e1", 1, "eve"))).isEmpty();
        assertThat(told(detector, call("e2", 2, "eve"))).isEmpty();
        assertThat(told(detector, image("e3", 3, "kim"))).isEmpty();
        assertThat(told(detector, block("e4", 4, "eve")))
                .as("what only the quarantined one would tell")
                .isEmpty();
        assertThat(told(detector, threat("e5", 5, "eve"))).containsExactly("new threat-after-image/threat eve e3 e5");

        assertThat(quarantined).containsExactly("broken/step");
        assertThat(reasons).hasOnlyElementsOfType(ConditionFailedException.class);
    }

    @Test
    void quarantinesOnlyTheStepThatCannotBeReached() {
        List<Automaton> pattern = pattern(
                "half-broken", telling("image", Role.OFFENDER, IMAGE), telling("step", Role.OFFENDER, FAILS_ON_A_CALL));
        Detector<ScenarioEvent> detector = detector(pattern);

        assertThat(told(detector, image("e1", 1, "eve"))).containsExactly("new half-broken/image eve e1");
        assertThat(told(detector, call("e2", 2, "eve"))).isEmpty();
        assertThat(told(detector, image("e3", 3, "eve"))).containsExactly("new half-broken/image eve e3");
        assertThat(quarantined).containsExactly("half-broken/step");
    }

    @Test
    void aQuarantineWithdrawsNothing() {
        List<Automaton> pattern = pattern(
                "broken-later",
                silent("image", Role.OFFENDER, kindIs("MEDIA", "CALL")),
                telling("step", Role.OFFENDER, FAILS_ON_A_CALL));
        Detector<ScenarioEvent> detector = detector(pattern);

        assertThat(told(detector, image("e1", 1, "eve"))).isEmpty();
        assertThat(told(detector, block("e3", 3, "eve"))).containsExactly("new broken-later/step eve e1 e3");
        assertThat(told(detector, call("e2", 2, "eve")))
                .as("the match of e1 and e3 was not refuted, only never looked at again")
                .isEmpty();
        assertThat(quarantined).containsExactly("broken-later/step");
    }

    @Test
    void quarantinesAnAutomatonThatMultipliesItsPartialMatches() {
        Detector<ScenarioEvent> detector = detector(both(List.of(combinations()), THREAT_AFTER_IMAGE));

        for (int i = 10; i < 24; i++) {
            told(detector, image("e" + i, 1, "kim"));
        }
        List<String> told = told(detector, threat("e99", 2, "eve"));

        assertThat(told).containsExactly("new threat-after-image/threat eve e10 e99");
        assertThat(quarantined).containsExactly("combinations/threat");
        assertThat(reasons).hasOnlyElementsOfType(TooManyPartialMatchesException.class);
    }

    @Test
    void startsNoAutomatonWhileNoEmittingStepIsSatisfied() {
        Detector<ScenarioEvent> detector = detector(THREAT_AFTER_IMAGE);

        told(detector, call("e1", 1, "eve"));
        told(detector, image("e2", 2, "kim"));
        told(detector, image("e3", 3, "kim"));
        assertThat(detector.automatonRuns()).as("after steps that tell nothing").isZero();

        told(detector, threat("e4", 4, "eve"));
        assertThat(detector.automatonRuns()).as("after the step that tells").isEqualTo(1);

        told(detector, call("e0", 0, "eve"));
        assertThat(detector.automatonRuns()).as("after a late event of no step").isEqualTo(1);
    }

    @Test
    void startsAnAutomatonOnceForEachCandidate() {
        Detector<ScenarioEvent> detector = detector(REPORT_ALONE);

        told(detector, threat("e1", 1, "eve"));
        told(detector, threat("e2", 2, "mal"));
        told(detector, threat("e3", 3, "kim"));
        assertThat(detector.automatonRuns()).isZero();

        assertThat(told(detector, report("e4", 4, "kim")))
                .containsExactly("new report-alone/report mal e4", "new report-alone/report eve e4");
        assertThat(detector.automatonRuns())
                .as("the victim is not tried as her own offender")
                .isEqualTo(2);
    }

    @Test
    void aLateEventMakesAChangesAndEndsAMatch() {
        Condition first = kindIs("CONTACT");
        Detector<ScenarioEvent> detector = detector(pattern(
                "three",
                silent("contact", Role.OFFENDER, first),
                silent("image", Role.VICTIM, IMAGE),
                telling("threat", Role.OFFENDER, THREAT, Duration.ofMillis(4))));

        assertThat(told(detector, contact("e1", 2, "eve"))).isEmpty();
        assertThat(told(detector, threat("e5", 8, "eve"))).isEmpty();
        assertThat(told(detector, image("e4", 6, "kim"))).containsExactly("new three/threat eve e1 e4 e5");
        assertThat(told(detector, contact("e0", 1, "eve")))
                .containsExactly("changed three/threat eve e0 e4 e5 was e1 e4 e5");
        assertThat(told(detector, image("e3", 3, "kim")))
                .as("the step takes the first image, from which the threat is too far")
                .containsExactly("vanished three/threat eve e0 e4 e5");
    }

    @Test
    void decidersOfOneMomentAreToldInTheOrderOfTheirIds() {
        Detector<ScenarioEvent> detector = detector(THREAT_AFTER_IMAGE);

        assertThat(told(detector, threat("b", 5, "eve"))).isEmpty();
        assertThat(told(detector, image("c", 5, "kim")))
                .as("the image comes after the threat of the same moment")
                .isEmpty();
        assertThat(told(detector, threat("d", 5, "eve"))).containsExactly("new threat-after-image/threat eve c d");
        assertThat(told(detector, image("a", 5, "kim"))).containsExactly("new threat-after-image/threat eve a b");
    }

    @Test
    void aSpanOfTheWholeWindowIsTooWide() {
        Detector<ScenarioEvent> detector = detector(THREAT_AFTER_IMAGE);

        told(detector, image("e1", 0, "kim"));
        assertThat(told(detector, threat("e2", 10, "eve"))).isEmpty();
        assertThat(told(detector, image("e0", 1, "kim"))).containsExactly("new threat-after-image/threat eve e0 e2");
    }

    @Test
    void anAlternativeDecidedByTheVictimAndOneDecidedByTheOffenderTellTheSameStep() {
        List<Automaton> pattern = alternatives(
                "either-side",
                List.of(
                        List.of(silent("image", Role.VICTIM, IMAGE), telling("word", Role.OFFENDER, THREAT)),
                        List.of(silent("call", Role.OFFENDER, kindIs("CALL")), telling("word", Role.VICTIM, THREAT))));
        assertThat(pattern).hasSize(1);
        Detector<ScenarioEvent> detector = detector(pattern);

        told(detector, image("e1", 1, "kim"));
        told(detector, call("e2", 2, "eve"));
        assertThat(told(detector, threat("e3", 3, "eve"))).containsExactly("new either-side/word eve e1 e3");
        assertThat(told(detector, threat("e4", 4, "kim")))
                .as("her own image is not another party's, and eve had called")
                .containsExactly("new either-side/word eve e2 e4");
    }

    @Test
    void aLateThreatMakesACandidateHoweverLongBeforeTheReport() {
        Detector<ScenarioEvent> detector = detector(REPORT_ALONE);

        assertThat(told(detector, report("e2", 1_000, "kim"))).isEmpty();
        assertThat(told(detector, threat("e1", 1, "eve"))).containsExactly("new report-alone/report eve e2");
    }

    @Test
    void triesSixteenEarlierThreatenersWhenTheVictimDecides() {
        Detector<ScenarioEvent> detector = detector(REPORT_ALONE);

        for (int i = 10; i < 26; i++) {
            told(detector, threat("e" + i, i, "account" + i));
        }
        told(detector, threat("e30", 30, "kim"));
        assertThat(told(detector, report("e31", 31, "kim"))).hasSize(Detector.MAX_CANDIDATES);
    }

    @Test
    void aLateThreatTakesThePlaceOfTheOldestOfSixteen() {
        Detector<ScenarioEvent> detector = detector(REPORT_ALONE);

        for (int i = 10; i < 26; i++) {
            told(detector, threat("e" + i, i, "account" + i));
        }
        told(detector, report("e99", 1_000, "kim"));

        assertThat(told(detector, threat("e26", 15, "eve")))
                .containsExactly("new report-alone/report eve e99", "vanished report-alone/report account10 e99");
        assertThat(told(detector, threat("e27", 5, "mal")))
                .as("sixteen threatened since")
                .isEmpty();
        assertThat(told(detector, threat("e28", 999, "account11")))
                .as("a candidate already")
                .isEmpty();
    }

    @Test
    void aThreatOutOfRetentionMakesNoCandidateHoweverMuchOfTheLogIsThere() {
        Detector<ScenarioEvent> detector = detector(REPORT_ALONE);
        long retention = PatternSpec.MAX_WINDOW.toMillis();

        told(detector, threat("e1", 0, "eve"));
        told(detector, threat("e2", 1, "mal"));
        assertThat(told(detector, report("e3", retention, "kim"))).containsExactly("new report-alone/report mal e3");
    }

    /** Any number of images in any combination, then a threat: what the checker refuses, since each image doubles the partial matches. */
    private static Automaton combinations() {
        Pattern<Bound<?>, ?> pattern = Pattern.<Bound<?>>begin("image", AfterMatchSkipStrategy.noSkip())
                .where(SimpleCondition.of(bound -> IMAGE.test(bound.event())))
                .oneOrMore()
                .allowCombinations()
                .followedBy("threat")
                .where(SimpleCondition.of(bound -> THREAT.test(bound.event())))
                .within(WINDOW);
        Step image = new Step(
                "image", Role.ANYONE, "…", IMAGE, Optional.empty(), Optional.empty(), false, new Times(1, Times.MOST));
        Step threat = new Step("threat", Role.OFFENDER, "…", THREAT, Optional.empty(), Optional.empty());
        return new Automaton(
                "combinations",
                1,
                false,
                "threat",
                Severity.HIGH,
                false,
                true,
                "text",
                WINDOW,
                List.of(new Variant(List.of(image, threat), pattern)),
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                Duration.ZERO);
    }

    private Detector<ScenarioEvent> detector(List<Automaton> automata) {
        Detector<ScenarioEvent> detector = new Detector<>(automata, (automaton, reason) -> {
            quarantined.add(automaton.patternId() + "/" + automaton.step());
            reasons.add(reason);
        });
        opened.add(detector);
        return detector;
    }

    private static List<Automaton> both(List<Automaton> some, List<Automaton> others) {
        return Stream.of(some, others).flatMap(List::stream).toList();
    }

    private List<String> told(Detector<ScenarioEvent> detector, ScenarioEvent arrival) {
        return conversation.arrive(detector, arrival).stream()
                .map(DetectorTest::words)
                .toList();
    }

    private static String words(Finding<ScenarioEvent> finding) {
        Match<ScenarioEvent> match = finding.match();
        String what = "%s/%s %s %s"
                .formatted(
                        match.automaton().patternId(),
                        match.automaton().step(),
                        match.offenderId(),
                        String.join(" ", match.eventIds()));
        if (finding instanceof Finding.Changed<ScenarioEvent> changed) {
            return "changed " + what + " was "
                    + String.join(" ", changed.before().eventIds());
        }
        return (finding instanceof Finding.New<ScenarioEvent> ? "new " : "vanished ") + what;
    }
}
