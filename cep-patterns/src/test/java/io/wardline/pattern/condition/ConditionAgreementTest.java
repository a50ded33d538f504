// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wardline.pattern.Condition;
import io.wardline.pattern.ConditionFailedException;
import io.wardline.pattern.Observation;
import io.wardline.pattern.Vocabulary;
import io.wardline.pattern.catalog.PatternCatalog;
import io.wardline.pattern.condition.ConditionCompiler.Outcome;
import io.wardline.pattern.condition.ConditionLibrary.SharedCondition;
import io.wardline.pattern.testing.ScenarioEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

/**
 * Plain Java predicates and CEL's own interpreter say the same of every event. Method: random conditions, out of every form that
 * predicates know, over random events, of which scores sit on and beside the thresholds.
 */
class ConditionAgreementTest {
    private static final ConditionLibrary SHARED = PatternCatalog.bundled().conditions();
    private static final ConditionCompiler COMPILER = new ConditionCompiler(SHARED);

    @Property(tries = 1_000)
    void predicatesAgreeWithTheInterpreter(
            @ForAll("conditions") String source, @ForAll("observations") List<ScenarioEvent> events) {
        Condition fast = compiled(source);
        Condition slow = COMPILER.interpreted("random", source);
        assertThat(fast).as(source).isInstanceOf(Predicate.class);
        assertThat(slow).isInstanceOf(CelCondition.class);
        for (ScenarioEvent event : events) {
            assertThat(fast.test(event)).as("%s on %s", source, event).isEqualTo(slow.test(event));
        }
    }

    @Property(tries = 300)
    void everySharedConditionAgreesWithTheInterpreter(@ForAll("observations") List<ScenarioEvent> events) {
        for (SharedCondition shared : SHARED.all()) {
            Condition slow = COMPILER.interpreted(shared.name(), shared.source());
            assertThat(shared.condition()).isInstanceOf(Predicate.class);
            for (ScenarioEvent event : events) {
                assertThat(shared.condition().test(event))
                        .as("%s on %s", shared.name(), event)
                        .isEqualTo(slow.test(event));
            }
        }
    }

    @Property(tries = 300)
    void threatAndDemandMeanWhatTheDetectorMeansByThem(@ForAll("observations") List<ScenarioEvent> events) {
        for (ScenarioEvent event : events) {
            assertThat(shared("threat").test(event)).isEqualTo(event.threatens());
            assertThat(shared("demand").test(event)).isEqualTo(event.demands());
        }
    }

    @Test
    void whatPredicatesCannotSayIsInterpreted() {
        Condition sum = compiled("signals.grooming + signals.csa_discussion >= 1.2 && threat");
        assertThat(sum).isInstanceOf(CelCondition.class);
        assertThat(sum.test(scored(Map.of("grooming", 0.7, "csa_discussion", 0.6, "threat_exposure", 0.9))))
                .isTrue();
        assertThat(sum.test(scored(Map.of("grooming", 0.7, "threat_exposure", 0.9))))
                .isFalse();
        assertThat(compiled("kind.startsWith('ME')").test(scored(Map.of()))).isTrue();
    }

    @Test
    void conditionsTravel() throws IOException, ClassNotFoundException {
        Map<String, Double> scores = Map.of("grooming", 0.7, "csa_discussion", 0.6, "threat_exposure", 0.9);
        for (String source :
                List.of("signals.grooming + signals.csa_discussion >= 1.2 && threat", "threat && !demand")) {
            Condition arrived = travelled(compiled(source));
            assertThat(arrived.test(scored(scores))).isTrue();
            assertThat(arrived.test(scored(Map.of()))).isFalse();
        }
    }

    @Test
    void aFailureNamesTheConditionAndNoValueOfTheEvent() {
        Condition division = compiled("1 / (media.count - 7) > 0");
        ScenarioEvent secret =
                new ScenarioEvent("secret-id", 1, "secret-sender", "MEDIA", Map.of(), "NONE", "NONE", 7, false);
        assertThatThrownBy(() -> division.test(secret))
                .isInstanceOf(ConditionFailedException.class)
                .hasMessage("condition a-pattern/a-step failed: DIVIDE_BY_ZERO")
                .hasNoCause();
    }

    @Provide
    Arbitrary<String> conditions() {
        return conditions(3);
    }

    private static Arbitrary<String> conditions(int depth) {
        if (depth == 0) {
            return leaves();
        }
        Arbitrary<String> inner = conditions(depth - 1);
        return Arbitraries.frequencyOf(
                Tuple.of(2, leaves()),
                Tuple.of(1, inner.map(c -> "!(" + c + ")")),
                Tuple.of(2, Combinators.combine(inner, inner).as((a, b) -> "(" + a + " && " + b + ")")),
                Tuple.of(2, Combinators.combine(inner, inner).as((a, b) -> "(" + a + " || " + b + ")")));
    }

    private static Arbitrary<String> leaves() {
        Arbitrary<String> signal = Arbitraries.of("signals.threat_exposure", "signals.nudity");
        Arbitrary<String> operator = Arbitraries.of("<", "<=", ">", ">=", "==", "!=");
        Arbitrary<String> threshold = Arbitraries.of("0.5", "0.75", "1.0");
        Arbitrary<String> kind = Arbitraries.of(Vocabulary.KINDS).map(value -> "'" + value + "'");
        return Arbitraries.oneOf(
                Combinators.combine(signal, operator, threshold).as((s, o, t) -> s + " " + o + " " + t),
                Combinators.combine(threshold, operator, signal).as((t, o, s) -> t + " " + o + " " + s),
                signal.map(s -> "has(" + s + ")"),
                Combinators.combine(Arbitraries.of("==", "!="), kind).as((o, k) -> "kind " + o + " " + k),
                kind.list().ofMinSize(1).ofMaxSize(3).map(kinds -> "kind in [" + String.join(", ", kinds) + "]"),
                Arbitraries.of(Vocabulary.PAYMENT_DIRECTIONS).map(d -> "payment.direction == '" + d + "'"),
                Arbitraries.of(Vocabulary.PAYMENT_METHODS).map(m -> "'" + m + "' != payment.method"),
                Combinators.combine(operator, Arbitraries.integers().between(0, 3))
                        .as((o, n) -> "media.count " + o + " " + n),
                Arbitraries.of("media.hash_matched", "true", "false", "threat", "demand", "image"));
    }

    @Provide
    Arbitrary<List<ScenarioEvent>> observations() {
        Arbitrary<Double> scores = Arbitraries.of(0.0, 0.05, 0.49, 0.5, 0.51, 0.75, 1.0);
        Arbitrary<Map<String, Double>> signals = Arbitraries.maps(
                        Arbitraries.of(
                                "threat_exposure", "nudity", "payment_request", "csam", "self_generated_content"),
                        scores)
                .ofMaxSize(4);
        return Combinators.combine(
                        Arbitraries.of(Vocabulary.KINDS),
                        signals,
                        Arbitraries.of(Vocabulary.PAYMENT_DIRECTIONS),
                        Arbitraries.of(Vocabulary.PAYMENT_METHODS),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.of(true, false))
                .as((kind, scored, direction, method, count, matched) ->
                        new ScenarioEvent("e", 1, "s", kind, scored, direction, method, count, matched))
                .list()
                .ofMinSize(5)
                .ofMaxSize(15);
    }

    private static Condition shared(String name) {
        return SHARED.find(name).orElseThrow().condition();
    }

    private static Condition compiled(String source) {
        Outcome outcome = COMPILER.compile("a-pattern/a-step", source);
        assertThat(outcome).as(source).isInstanceOf(Outcome.Right.class);
        return ((Outcome.Right) outcome).condition();
    }

    private static ScenarioEvent scored(Map<String, Double> signals) {
        return new ScenarioEvent(
                "e", 1, "s", "MESSAGE", signals, Observation.NO_PAYMENT, Observation.NO_PAYMENT, 0, false);
    }

    private static Condition travelled(Condition condition) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(condition);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (Condition) in.readObject();
        }
    }
}
