// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.detect;

import io.wardline.pattern.Condition;
import io.wardline.pattern.Element;
import io.wardline.pattern.Emit;
import io.wardline.pattern.Evidence;
import io.wardline.pattern.PatternSpec;
import io.wardline.pattern.Role;
import io.wardline.pattern.Sequence;
import io.wardline.pattern.Severity;
import io.wardline.pattern.Status;
import io.wardline.pattern.Step;
import io.wardline.pattern.flink.Automaton;
import io.wardline.pattern.flink.PatternCompiler;
import io.wardline.pattern.testing.ScenarioEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A few small patterns and one conversation, in the order in which its events arrive, copies among them. All are drawn from a seed.
 * Times are few milliseconds, so that many are equal and windows and gaps are met exactly; conditions are few and broad, so that most
 * cases match something and many match much.
 */
record RandomCase(long seed, List<PatternSpec> patterns, List<ScenarioEvent> arrivals) {
    private static final List<String> KINDS = List.of("CONTACT", "MEDIA", "MESSAGE");
    private static final List<String> SIGNALS = List.of("threat_exposure", "payment_request", "image_request");
    private static final List<Role> ROLES = List.of(Role.values());
    private static final List<String> STEP_NAMES = List.of("ask", "image", "threat", "demand", "report");
    /** Half the conversations are crowded: in the others a window passes between most events. */
    private static final int[] SPANS = {3, 8, 16, 40};

    /** How many conversations share their patterns, and so one operator of Flink's. */
    static final int CONVERSATIONS = 8;

    RandomCase {
        patterns = List.copyOf(patterns);
        arrivals = List.copyOf(arrivals);
    }

    /** Seeds that differ only in what remains of a division by {@link #CONVERSATIONS} share their patterns. */
    static RandomCase of(long seed) {
        Random random = mixed(seed);
        return new RandomCase(seed, patterns(seed), arrivals(random, 1 + random.nextInt(4), random.nextInt(26), 4));
    }

    /** More accounts that threaten or demand than may be tried as the offender; patterns are shared as with {@link #of}. */
    static RandomCase crowded(long seed) {
        Random random = mixed(seed);
        return new RandomCase(seed, patterns(seed), arrivals(random, 18 + random.nextInt(12), 40, 1));
    }

    private static List<PatternSpec> patterns(long seed) {
        Random random = mixed(Math.floorDiv(seed, CONVERSATIONS));
        return IntStream.rangeClosed(1, 1 + random.nextInt(2))
                .mapToObj(number -> pattern("p" + number, random))
                .toList();
    }

    /** Of neighbouring seeds the first numbers would be alike. */
    private static Random mixed(long seed) {
        return new Random(seed * 0x9E3779B97F4A7C15L);
    }

    List<Automaton> automata() {
        return patterns.stream()
                .flatMap(pattern -> PatternCompiler.compile(pattern).stream())
                .toList();
    }

    /** What is left of the arrivals when every event's first copy counts, as the caller of the detector sees to it. */
    List<ScenarioEvent> admitted() {
        Map<String, ScenarioEvent> first = new LinkedHashMap<>();
        arrivals.forEach(event -> first.putIfAbsent(event.eventId(), event));
        return List.copyOf(first.values());
    }

    /** The conversation when all has arrived. */
    List<ScenarioEvent> log() {
        return admitted().stream().sorted(Evidence.ORDER).toList();
    }

    RandomCase withArrivals(List<ScenarioEvent> others) {
        return new RandomCase(seed, patterns, others);
    }

    /** The whole case, to be read by a person. */
    String describe() {
        return "seed %d%n%s%n%s"
                .formatted(
                        seed,
                        patterns.stream().map(RandomCase::describe).collect(Collectors.joining("\n")),
                        arrivals.stream().map(RandomCase::describe).collect(Collectors.joining("\n")));
    }

    private static String describe(PatternSpec pattern) {
        return pattern.alternatives().stream()
                .map(sequence -> sequence.steps().stream()
                        .map(step -> "%s by %s when %s%s%s"
                                .formatted(
                                        step.name(),
                                        step.by(),
                                        step.source(),
                                        step.within()
                                                .map(gap -> " within " + gap.toMillis())
                                                .orElse(""),
                                        step.emit().isPresent() ? " !" : ""))
                        .collect(Collectors.joining(" -> ")))
                .collect(Collectors.joining(
                        "\n    ",
                        "%s window %d%n    "
                                .formatted(pattern.id(), pattern.window().toMillis()),
                        ""));
    }

    private static String describe(ScenarioEvent event) {
        return "%s at %d by %s: %s %s %s"
                .formatted(
                        event.eventId(),
                        event.occurredAtMillis(),
                        event.senderId(),
                        event.kind(),
                        event.signals(),
                        event.paymentDirection());
    }

    private static PatternSpec pattern(String id, Random random) {
        int window = 1 + random.nextInt(9);
        Map<String, Boolean> emits = new HashMap<>();
        STEP_NAMES.forEach(name -> emits.put(name, random.nextInt(3) == 0));
        List<Sequence> alternatives = new ArrayList<>();
        int count = random.nextInt(3) == 0 ? 2 + random.nextInt(2) : 1;
        for (int i = 0; i < count; i++) {
            List<String> names = new ArrayList<>(STEP_NAMES);
            Collections.shuffle(names, random);
            names = names.subList(0, 1 + random.nextInt(4));
            emits.put(names.get(names.size() - 1), true);
            alternatives.add(new Sequence(steps(names, window, random)));
        }
        return new PatternSpec(
                id,
                "a title",
                1,
                Status.LIVE,
                "an owner",
                "a reason",
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Duration.ofMillis(window),
                alternatives.stream()
                        .map(sequence -> new Sequence(sequence.steps().stream()
                                .<Element>map(step -> emitting(step, emits.getOrDefault(step.name(), false)))
                                .toList()))
                        .toList());
    }

    private static List<Element> steps(List<String> names, int window, Random random) {
        List<Element> steps = new ArrayList<>();
        for (String name : names) {
            boolean gap = !steps.isEmpty() && window > 1 && random.nextInt(3) == 0;
            Role by = ROLES.get(random.nextInt(ROLES.size()));
            NamedCondition condition = condition(random);
            steps.add(new Step(
                    name,
                    by,
                    condition.source(),
                    condition.when(),
                    gap ? Optional.of(Duration.ofMillis(1 + random.nextInt(window - 1))) : Optional.empty(),
                    Optional.empty()));
        }
        return steps;
    }

    /** The same name tells the same in every alternative, as the checker demands. */
    private static Step emitting(Step step, boolean emits) {
        return new Step(
                step.name(),
                step.by(),
                step.source(),
                step.when(),
                step.within(),
                emits ? Optional.of(new Emit(Severity.HIGH, false, true, "text")) : Optional.empty());
    }

    private record NamedCondition(String source, Condition when) {}

    private static NamedCondition condition(Random random) {
        String kind = KINDS.get(random.nextInt(KINDS.size()));
        String signal = SIGNALS.get(random.nextInt(SIGNALS.size()));
        return switch (random.nextInt(5)) {
            case 0 ->
                new NamedCondition("kind == " + kind, event -> event.kind().equals(kind));
            case 1 -> new NamedCondition(signal + " >= 0.5", event -> event.score(signal) >= 0.5);
            case 2 -> new NamedCondition(signal + " >= 0.9", event -> event.score(signal) >= 0.9);
            case 3 ->
                new NamedCondition(
                        "%s >= 0.5 || kind == %s".formatted(signal, kind),
                        event -> event.score(signal) >= 0.5 || event.kind().equals(kind));
            default ->
                new NamedCondition(
                        "payment REQUESTED || " + signal + " >= 0.5",
                        event -> event.paymentDirection().equals("REQUESTED") || event.score(signal) >= 0.5);
        };
    }

    /** @param rarity one signal in so many is scored */
    private static List<ScenarioEvent> arrivals(Random random, int accounts, int size, int rarity) {
        int span = SPANS[random.nextInt(SPANS.length)];
        List<String> ids =
                IntStream.range(0, size).mapToObj("e%02d"::formatted).collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(ids, random);
        List<ScenarioEvent> events = ids.stream()
                .map(id -> event(id, span, accounts, rarity, random))
                .sorted(Evidence.ORDER)
                .collect(Collectors.toCollection(ArrayList::new));
        disorder(events, random);
        for (int copies = random.nextInt(4); copies > 0 && !events.isEmpty(); copies--) {
            String copied = events.get(random.nextInt(events.size())).eventId();
            // A copy need not be equal: of what claims the same id, the first counts.
            events.add(random.nextInt(events.size() + 1), event(copied, span, accounts, rarity, random));
        }
        return events;
    }

    /** In order, nearly in order, in reverse or in any order. */
    private static void disorder(List<ScenarioEvent> events, Random random) {
        switch (random.nextInt(6)) {
            case 0 -> Collections.reverse(events);
            case 1, 2 -> {
                for (int late = 1 + random.nextInt(3); late > 0 && !events.isEmpty(); late--) {
                    ScenarioEvent moved = events.remove(random.nextInt(events.size()));
                    events.add(random.nextInt(events.size() + 1), moved);
                }
            }
            default -> Collections.shuffle(events, random);
        }
    }

    private static ScenarioEvent event(String id, int span, int accounts, int rarity, Random random) {
        Map<String, Double> signals = SIGNALS.stream()
                .filter(signal -> random.nextInt(rarity) == 0)
                .collect(Collectors.toMap(
                        signal -> signal, signal -> List.of(0.4, 0.5, 0.9).get(random.nextInt(3))));
        String payment = random.nextInt(5) == 0
                ? List.of("REQUESTED", "SENT", "UNKNOWN").get(random.nextInt(3))
                : ScenarioEvent.NO_PAYMENT;
        return new ScenarioEvent(
                id,
                random.nextInt(span),
                "account" + random.nextInt(accounts),
                KINDS.get(random.nextInt(KINDS.size())),
                signals,
                payment,
                ScenarioEvent.NO_PAYMENT,
                0,
                false);
    }
}
