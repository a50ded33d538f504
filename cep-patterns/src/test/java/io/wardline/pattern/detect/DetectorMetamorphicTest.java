// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.pattern.flink.Automaton;
import io.wardline.pattern.testing.ScenarioEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What must not matter does not. Method: random cases, told as they are and with one thing changed; the findings, arrival by arrival,
 * must be the same. No oracle is needed, so a mistake that the detector and Flink shared would be seen too.
 */
class DetectorMetamorphicTest {
    private static final int CASES = Integer.getInteger("wardline.detector.cases", 2_000) / 8 + 1;
    private static final long SEED = Long.getLong("wardline.detector.seed", new Random().nextLong());

    @Test
    void eventsOfNoStepAndNoCandidateChangeNothing() {
        int strangers = 0;
        for (RandomCase random : cases()) {
            List<ScenarioEvent> mixed = withStrangers(random);
            strangers += mixed.size() - random.admitted().size();
            List<String> told = told(random.automata(), mixed).stream()
                    .filter(findings -> !findings.startsWith("stranger"))
                    .toList();
            assertThat(told).as(random::describe).isEqualTo(told(random.automata(), random.admitted()));
            assertThat(told(random.automata(), mixed).stream()
                            .filter(findings -> findings.startsWith("stranger"))
                            .toList())
                    .as(random::describe)
                    .allMatch(findings -> findings.endsWith("[]"));
        }
        assertThat(strangers).as("strangers among the arrivals").isGreaterThan(CASES);
    }

    @Test
    void onlyDifferencesOfTimesMatter() {
        for (RandomCase random : cases()) {
            List<String> told = told(random.automata(), random.admitted());
            for (long shift : List.of(-1_000_000_000_000L, -7L, 1L, 1_795_000_000_000L)) {
                List<ScenarioEvent> shifted =
                        changed(random, event -> at(event, event.senderId(), event.occurredAtMillis() + shift));
                assertThat(told(random.automata(), shifted))
                        .as("shifted by %d%n%s", shift, random.describe())
                        .isEqualTo(told);
            }
        }
    }

    @Test
    void accountsAreNoMoreThanNames() {
        Map<String, String> renamed =
                Map.of("account0", "zoe", "account1", "account0", "account2", "", "account3", "account1");
        for (RandomCase random : cases()) {
            List<ScenarioEvent> others = changed(
                    random, event -> at(event, renamed.getOrDefault(event.senderId(), "?"), event.occurredAtMillis()));
            List<Standing> standing = Stream.of(random.admitted(), others)
                    .map(arrivals -> Conversation.deliver(random.automata(), arrivals))
                    .toList();
            Map<Standing.Key, List<String>> expected = standing.get(0).evidence().entrySet().stream()
                    .collect(Collectors.toMap(
                            match -> new Standing.Key(
                                    match.getKey().pattern(),
                                    match.getKey().step(),
                                    renamed.getOrDefault(match.getKey().offender(), "?"),
                                    match.getKey().decidingEventId()),
                            Map.Entry::getValue));
            assertThat(standing.get(1).evidence()).as(random::describe).isEqualTo(expected);
            assertThat(List.of(standing.get(1).changes(), standing.get(1).ends()))
                    .as(random::describe)
                    .isEqualTo(
                            List.of(standing.get(0).changes(), standing.get(0).ends()));
        }
    }

    @Test
    void aFreshDetectorAtAnyPointGoesOnAsIfItHadSeenAll() {
        for (RandomCase random : cases()) {
            List<Automaton> automata = random.automata();
            Conversation conversation = new Conversation();
            List<String> told = new ArrayList<>();
            for (ScenarioEvent arrival : random.admitted()) {
                try (Detector<ScenarioEvent> restored = Conversation.detector(automata)) {
                    told.add(words(arrival, conversation.arrive(restored, arrival)));
                }
            }
            assertThat(told).as(random::describe).isEqualTo(told(automata, random.admitted()));
        }
    }

    @Test
    void aCopyNeverReachesTheDetectorAndTheOrderOfThePatternsDoesNotMatter() {
        for (RandomCase random : cases()) {
            List<Automaton> reversed = new ArrayList<>(random.automata());
            Collections.reverse(reversed);
            assertThat(Conversation.deliver(reversed, random.arrivals()).evidence())
                    .as(random::describe)
                    .isEqualTo(Conversation.deliver(random.automata(), random.admitted())
                            .evidence());
        }
    }

    private static List<RandomCase> cases() {
        System.out.printf("%d cases from seed %d%n", CASES, SEED);
        return LongStream.range(SEED, SEED + CASES).mapToObj(RandomCase::of).toList();
    }

    /** The arrivals with others thrown in, at any time and place, that satisfy no step and make nobody a candidate. */
    private static List<ScenarioEvent> withStrangers(RandomCase random) {
        Random dice = new Random(random.seed());
        List<ScenarioEvent> mixed = new ArrayList<>(random.admitted());
        IntStream.range(0, 8)
                .mapToObj(i -> stranger(i, dice))
                .filter(stranger -> random.automata().stream()
                        .flatMap(automaton -> automaton.variants().stream())
                        .flatMap(variant -> variant.steps().stream())
                        .noneMatch(step -> step.when().test(stranger)))
                .forEach(stranger -> mixed.add(dice.nextInt(mixed.size() + 1), stranger));
        return mixed;
    }

    private static ScenarioEvent stranger(int number, Random dice) {
        return new ScenarioEvent(
                "stranger" + number,
                dice.nextInt(40),
                "account" + dice.nextInt(5),
                List.of("CALL", "CONTACT", "MEDIA").get(dice.nextInt(3)),
                Map.of("threat_exposure", 0.4, "image_request", dice.nextBoolean() ? 0.9 : 0.1),
                "SENT",
                "OTHER",
                0,
                false);
    }

    private static List<ScenarioEvent> changed(RandomCase random, UnaryOperator<ScenarioEvent> change) {
        return random.admitted().stream().map(change).toList();
    }

    private static ScenarioEvent at(ScenarioEvent event, String sender, long millis) {
        return new ScenarioEvent(
                event.eventId(),
                millis,
                sender,
                event.kind(),
                event.signals(),
                event.paymentDirection(),
                event.paymentMethod(),
                event.mediaCount(),
                event.hashMatched());
    }

    /** For each arrival, what it made the detector tell. */
    private static List<String> told(List<Automaton> automata, List<ScenarioEvent> arrivals) {
        try (Detector<ScenarioEvent> detector = Conversation.detector(automata)) {
            Conversation conversation = new Conversation();
            return arrivals.stream()
                    .map(arrival -> words(arrival, conversation.arrive(detector, arrival)))
                    .toList();
        }
    }

    private static String words(ScenarioEvent arrival, List<Finding<ScenarioEvent>> findings) {
        return arrival.eventId() + " "
                + findings.stream()
                        .map(finding -> "%s %s %s %s"
                                .formatted(
                                        finding.getClass().getSimpleName(),
                                        Standing.key(finding.match()),
                                        finding.match().evidence().stream()
                                                .map(step -> step.step() + "="
                                                        + step.event().eventId())
                                                .toList(),
                                        finding.replaces().map(Match::eventIds)))
                        .sorted()
                        .toList();
    }
}
