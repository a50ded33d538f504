// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.pattern.Condition;
import io.wardline.pattern.Evidence;
import io.wardline.pattern.Vocabulary;
import io.wardline.pattern.catalog.PatternCatalog;
import io.wardline.pattern.condition.ConditionLibrary.SharedCondition;
import io.wardline.pattern.condition.Predicate;
import io.wardline.pattern.condition.Trigger;
import io.wardline.pattern.testing.ScenarioEvent;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The index leaves out no condition that an event satisfies, and does leave out those that it plainly does not. */
class TriggerIndexTest {
    private static final List<String> SIGNALS = List.of("threat_exposure", "nudity", "grooming");
    private static final List<Double> SCORES = List.of(0.0, 0.25, 0.5, 0.75, 1.0);

    @Test
    void findsEveryConditionThatAnEventSatisfies() {
        long seed = new Random().nextLong();
        System.out.println("trigger index from seed " + seed);
        Random dice = new Random(seed);
        long satisfied = 0;
        long leftOut = 0;
        for (int round = 0; round < 200; round++) {
            List<Condition> conditions =
                    Stream.generate(() -> condition(dice, 3)).limit(50).toList();
            TriggerIndex index = index(conditions);
            for (int i = 0; i < 50; i++) {
                ScenarioEvent event = event(dice);
                BitSet found = index.of(event);
                for (int number = 0; number < conditions.size(); number++) {
                    boolean holds = conditions.get(number).test(event);
                    assertThat(found.get(number) || !holds)
                            .as("seed %d: %s found for %s", seed, conditions.get(number), event)
                            .isTrue();
                    satisfied += holds ? 1 : 0;
                    leftOut += found.get(number) ? 0 : 1;
                }
            }
        }
        assertThat(satisfied).as("satisfied").isGreaterThan(10_000);
        assertThat(leftOut).as("left out").isGreaterThan(10_000);
    }

    @Test
    void theSharedConditionsAreFoundByWhatTheyAreOf() {
        List<SharedCondition> shared = PatternCatalog.bundled().conditions().all();
        TriggerIndex index =
                index(shared.stream().map(SharedCondition::condition).toList());
        assertThat(names(shared, index.of(event("CONTACT", Map.of(), "NONE")))).containsExactly("contact");
        assertThat(names(shared, index.of(event("MESSAGE", Map.of("threat_exposure", 0.5), "NONE"))))
                .containsExactly("threat");
        assertThat(names(shared, index.of(event("MESSAGE", Map.of("threat_exposure", 0.49), "NONE"))))
                .isEmpty();
        assertThat(names(shared, index.of(event("MESSAGE", Map.of(), "REQUESTED"))))
                .containsExactly("demand");
        assertThat(names(shared, index.of(event("MEDIA", Map.of(), "NONE")))).containsExactly("image");
    }

    @Test
    void whatIsInterpretedIsFoundForEveryEvent() {
        Condition interpreted = event -> false;
        Condition both = new Predicate.And(interpreted, new Predicate.HashMatched());
        Condition either = new Predicate.Or(interpreted, new Predicate.HashMatched());
        assertThat(index(List.of(interpreted, both, either)).of(event("CALL", Map.of(), "NONE")))
                .isEqualTo(BitSet.valueOf(new long[] {0b101}));
    }

    private static TriggerIndex index(List<Condition> conditions) {
        TriggerIndex index = new TriggerIndex();
        for (int i = 0; i < conditions.size(); i++) {
            Optional<Set<Trigger>> triggers = Trigger.of(conditions.get(i));
            index.add(i, triggers);
        }
        return index;
    }

    private static List<String> names(List<SharedCondition> shared, BitSet numbers) {
        return numbers.stream().mapToObj(number -> shared.get(number).name()).toList();
    }

    private static Condition condition(Random dice, int depth) {
        int form = dice.nextInt(depth == 0 ? 6 : 10);
        return switch (form) {
            case 0, 1 ->
                new Predicate.SignalScore(
                        one(dice, SIGNALS), one(dice, List.of(Predicate.Comparison.values())), one(dice, SCORES));
            case 2 -> new Predicate.SignalPresent(one(dice, SIGNALS));
            case 3 -> text(dice);
            case 4 -> new Predicate.MediaCount(one(dice, List.of(Predicate.Comparison.values())), dice.nextInt(3));
            case 5 -> dice.nextBoolean() ? new Predicate.HashMatched() : new Predicate.Always(dice.nextBoolean());
            case 6 -> new Predicate.Not(condition(dice, depth - 1));
            case 7 -> new Predicate.Shared("named", condition(dice, depth - 1));
            case 8 -> new Predicate.And(condition(dice, depth - 1), condition(dice, depth - 1));
            default -> new Predicate.Or(condition(dice, depth - 1), condition(dice, depth - 1));
        };
    }

    private static Condition text(Random dice) {
        Predicate.TextField field = one(dice, List.of(Predicate.TextField.values()));
        List<String> all = new ArrayList<>(
                switch (field) {
                    case KIND -> Vocabulary.KINDS;
                    case PAYMENT_DIRECTION -> Vocabulary.PAYMENT_DIRECTIONS;
                    case PAYMENT_METHOD -> Vocabulary.PAYMENT_METHODS;
                });
        return new Predicate.TextIn(field, List.of(one(dice, all), one(dice, all)));
    }

    private static ScenarioEvent event(Random dice) {
        Map<String, Double> scores = new HashMap<>();
        SIGNALS.forEach(signal -> {
            if (dice.nextBoolean()) {
                scores.put(signal, one(dice, SCORES));
            }
        });
        return new ScenarioEvent(
                "e",
                0,
                "kim",
                one(dice, List.copyOf(Vocabulary.KINDS)),
                scores,
                one(dice, List.copyOf(Vocabulary.PAYMENT_DIRECTIONS)),
                one(dice, List.copyOf(Vocabulary.PAYMENT_METHODS)),
                dice.nextInt(3),
                dice.nextBoolean());
    }

    private static ScenarioEvent event(String kind, Map<String, Double> scores, String direction) {
        return new ScenarioEvent("e", 0, "kim", kind, scores, direction, Evidence.NO_PAYMENT, 0, false);
    }

    private static <T> T one(Random dice, List<T> of) {
        return of.get(dice.nextInt(of.size()));
    }
}
