// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.pattern.Condition;
import io.wardline.pattern.Observation;
import io.wardline.pattern.Vocabulary;
import io.wardline.pattern.catalog.PatternCatalog;
import io.wardline.pattern.condition.ConditionCompiler;
import io.wardline.pattern.condition.ConditionCompiler.Outcome;
import io.wardline.pattern.condition.Predicate;
import io.wardline.pattern.condition.Predicate.Comparison;
import io.wardline.pattern.condition.Predicate.TextField;
import io.wardline.pattern.testing.ScenarioEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is called impossible is impossible: nothing that could happen is refused. */
class PossibilitiesTest {
    private static final ConditionCompiler COMPILER =
            new ConditionCompiler(PatternCatalog.bundled().conditions());
    private static final List<String> SIGNALS = List.of("nudity", "spam");
    private static final double[] SCORES = {0, 0.3, 0.5, 0.7, 1};

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind == 'CALL' && kind == 'MEDIA'",
                "kind in ['CALL', 'BLOCK'] && !(kind in ['BLOCK', 'CALL', 'LINK'])",
                "signals.nudity >= 0.9 && signals.nudity < 0.3",
                "signals.nudity > 0.5 && signals.nudity <= 0.5",
                "signals.nudity > 1.0",
                "signals.nudity >= 0.5 && !has(signals.nudity)",
                "has(signals.nudity) && !has(signals.nudity)",
                "payment_sent && demand",
                "payment.direction == 'NONE' && payment.method == 'WIRE'",
                "payment.direction == 'SENT' && payment.method == 'NONE'",
                "media.count > 3 && media.count < 2",
                "media.hash_matched && !media.hash_matched",
                "(kind == 'CALL' || kind == 'LINK') && kind == 'MEDIA'",
                "threat && signals.threat_exposure < 0.5",
                "false && threat"
            })
    void knowsWhatCanNeverHold(String source) {
        assertThat(Possibilities.of(condition(source)).impossible()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind == 'CALL' || kind == 'MEDIA'",
                "signals.nudity >= 0.5 && signals.nudity <= 0.5",
                "signals.nudity <= 0.0 && !has(signals.nudity)",
                "threat && demand",
                "image && !threat",
                "payment_sent && signals.payment_request >= 0.5",
                "signals.nudity + signals.spam >= 1.2",
                "signals.nudity + signals.spam >= 3.0"
            })
    void saysNothingOfWhatMayHold(String source) {
        assertThat(Possibilities.of(condition(source)).impossible()).isEmpty();
    }

    @Test
    void namesThePartsThatContradictEachOther() {
        assertThat(Possibilities.of(condition("kind == 'CALL' && threat && kind != 'CALL'"))
                        .impossible())
                .contains("kind == 'CALL' and kind != 'CALL' can't hold of one event");
    }

    @Test
    void knowsWhatAdmissionDrops() {
        String noSignal = Vocabulary.SIGNALS.stream()
                .map("signals.%s < 0.5"::formatted)
                .reduce("kind == 'MESSAGE' && payment.direction == 'NONE'", (all, one) -> all + " && " + one);
        assertThat(Possibilities.of(condition(noSignal)).neverAdmitted()).isTrue();
        assertThat(Possibilities.of(condition(noSignal.replace("'MESSAGE'", "'CALL'")))
                        .neverAdmitted())
                .isFalse();
        assertThat(Possibilities.of(condition("kind == 'MESSAGE'")).neverAdmitted())
                .isFalse();
    }

    @Test
    void neverRefusesWhatSomeEventSatisfies() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int impossible = 0;
        for (int i = 0; i < 3_000; i++) {
            Predicate condition = random(random, 4);
            Possibilities ways = Possibilities.of(condition);
            if (ways.impossible().isEmpty() && !ways.neverAdmitted()) {
                continue;
            }
            impossible++;
            boolean never = ways.impossible().isPresent();
            assertThat(Stream.generate(() -> event(random)).limit(300))
                    .as("seed %d: %s", seed, condition)
                    .noneMatch(event -> condition.test(event) && (never || Vocabulary.admits(event)));
        }
        assertThat(impossible).as("seed %d", seed).isPositive();
    }

    private static Predicate random(Random random, int depth) {
        if (depth == 0 || random.nextInt(4) == 0) {
            return leaf(random);
        }
        return switch (random.nextInt(4)) {
            case 0 -> new Predicate.Not(random(random, depth - 1));
            case 1 -> new Predicate.Or(random(random, depth - 1), random(random, depth - 1));
            default -> new Predicate.And(random(random, depth - 1), random(random, depth - 1));
        };
    }

    private static Predicate leaf(Random random) {
        Comparison[] comparisons = Comparison.values();
        Comparison comparison = comparisons[random.nextInt(comparisons.length)];
        String signal = SIGNALS.get(random.nextInt(SIGNALS.size()));
        return switch (random.nextInt(6)) {
            case 0 -> new Predicate.SignalPresent(signal);
            case 1 -> new Predicate.TextIn(TextField.KIND, pick(random, List.of("CALL", "MESSAGE")));
            case 2 -> new Predicate.TextIn(TextField.PAYMENT_DIRECTION, pick(random, Vocabulary.PAYMENT_DIRECTIONS));
            case 3 -> new Predicate.TextIn(TextField.PAYMENT_METHOD, pick(random, List.of("WIRE", "NONE")));
            case 4 -> new Predicate.MediaCount(comparison, random.nextInt(3));
            default -> new Predicate.SignalScore(signal, comparison, SCORES[random.nextInt(SCORES.length)]);
        };
    }

    private static List<String> pick(Random random, List<String> values) {
        return List.of(values.get(random.nextInt(values.size())));
    }

    /** Of the values that the conditions speak of, so that it often satisfies them. */
    private static Observation event(Random random) {
        Map<String, Double> signals = new HashMap<>();
        SIGNALS.forEach(signal -> {
            if (random.nextBoolean()) {
                signals.put(signal, SCORES[random.nextInt(SCORES.length)]);
            }
        });
        String direction = pick(random, Vocabulary.PAYMENT_DIRECTIONS).get(0);
        boolean pays = !direction.equals(Observation.NO_PAYMENT);
        return new ScenarioEvent(
                "e",
                0,
                "someone",
                pick(random, List.of("CALL", "MESSAGE", "LINK")).get(0),
                signals,
                direction,
                pays ? pick(random, List.of("WIRE", "OTHER")).get(0) : Observation.NO_PAYMENT,
                random.nextInt(3),
                false);
    }

    private static Condition condition(String source) {
        Outcome outcome = COMPILER.compile("example/step", source);
        assertThat(outcome).as(source).isInstanceOf(Outcome.Right.class);
        return ((Outcome.Right) outcome).condition();
    }
}
