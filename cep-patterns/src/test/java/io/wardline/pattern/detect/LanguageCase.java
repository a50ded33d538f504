// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.detect;

import io.wardline.pattern.Checked;
import io.wardline.pattern.Diagnostic;
import io.wardline.pattern.Evidence;
import io.wardline.pattern.PatternSpec;
import io.wardline.pattern.check.PatternChecker;
import io.wardline.pattern.condition.ConditionLibrary;
import io.wardline.pattern.flink.Automaton;
import io.wardline.pattern.flink.PatternCompiler;
import io.wardline.pattern.parse.SourceFile;
import io.wardline.pattern.testing.ScenarioEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Patterns of the whole language, written as YAML and read by the checker, and one conversation in the order in which its events arrive,
 * copies among them, each at a reading of the clock. All are drawn from a seed. Times are few seconds, so that many are equal and bounds
 * are met exactly.
 *
 * @param clocks for each arrival the clock in milliseconds, never going back
 */
record LanguageCase(long seed, List<Drawn> patterns, List<ScenarioEvent> arrivals, List<Long> clocks) {
    static final List<String> KINDS = List.of("CONTACT", "MEDIA", "BLOCK");
    static final List<String> SIGNALS = List.of("threat_exposure", "payment_request", "image_request");
    private static final int[] SPANS = {4, 10, 20, 40};

    LanguageCase {
        patterns = List.copyOf(patterns);
        arrivals = List.copyOf(arrivals);
        clocks = List.copyOf(clocks);
    }

    /** @param alike cases of so many seeds share their patterns, since most of the time goes into setting Flink's operator up */
    static LanguageCase of(long seed, int alike) {
        Random random = mixed(seed);
        return new LanguageCase(seed, patterns(Math.floorDiv(seed, alike)), List.of(), List.of()).with(random);
    }

    private static List<Drawn> patterns(long seed) {
        Random random = mixed(seed ^ 0x5DEECE66DL);
        return IntStream.rangeClosed(1, 1 + random.nextInt(2))
                .mapToObj(number -> LanguageDraw.pattern("p" + number, random))
                .toList();
    }

    /** Of neighbouring seeds the first numbers would be alike. */
    private static Random mixed(long seed) {
        return new Random(seed * 0x9E3779B97F4A7C15L);
    }

    /** What the patterns compile to, having been read by the checker. */
    List<Automaton> automata() {
        List<Automaton> automata = new ArrayList<>();
        for (Drawn pattern : patterns) {
            Checked<PatternSpec> checked = PatternChecker.check(
                    new SourceFile("p.yaml", pattern.yaml()), pattern.id(), ConditionLibrary.empty());
            automata.addAll(PatternCompiler.compile(checked.value()
                    .orElseThrow(() ->
                            new AssertionError(Diagnostic.render(checked.diagnostics()) + "\n" + pattern.yaml()))));
        }
        return automata;
    }

    /** The conversation when all has arrived: of what claims the same id, the first counts. */
    List<ScenarioEvent> log() {
        Map<String, ScenarioEvent> first = new LinkedHashMap<>();
        arrivals.forEach(event -> first.putIfAbsent(event.eventId(), event));
        return first.values().stream().sorted(Evidence.ORDER).toList();
    }

    /** The same conversation in order, each event arriving in the moment in which it happens. */
    LanguageCase inOrder() {
        List<ScenarioEvent> log = log();
        return new LanguageCase(
                seed,
                patterns,
                log,
                log.stream().map(ScenarioEvent::occurredAtMillis).toList());
    }

    LanguageCase without(int arrival) {
        List<ScenarioEvent> fewer = new ArrayList<>(arrivals);
        List<Long> theirs = new ArrayList<>(clocks);
        fewer.remove(arrival);
        theirs.remove(arrival);
        return new LanguageCase(seed, patterns, fewer, theirs);
    }

    /** The whole case, to be read by a person. */
    String describe() {
        return patterns.stream().map(Drawn::yaml).collect(Collectors.joining("---\n"))
                + IntStream.range(0, arrivals.size())
                        .mapToObj(i -> "clock %d: %s\n".formatted(clocks.get(i), arrivals.get(i)))
                        .collect(Collectors.joining());
    }

    private LanguageCase with(Random random) {
        int accounts = 1 + random.nextInt(3);
        int size = random.nextInt(22);
        int span = SPANS[random.nextInt(SPANS.length)];
        List<String> ids = IntStream.range(0, size).mapToObj("e%02d"::formatted).collect(Collectors.toList());
        Collections.shuffle(ids, random);
        List<ScenarioEvent> events = ids.stream()
                .map(id -> event(id, span, accounts, random))
                .sorted(Evidence.ORDER)
                .collect(Collectors.toCollection(ArrayList::new));
        disorder(events, random);
        for (int copies = random.nextInt(3); copies > 0 && !events.isEmpty(); copies--) {
            String copied = events.get(random.nextInt(events.size())).eventId();
            events.add(random.nextInt(events.size() + 1), event(copied, span, accounts, random));
        }
        return new LanguageCase(seed, patterns, events, clocks(events, random));
    }

    /** In order, in reverse, in any order, or nearly in order. */
    private static void disorder(List<ScenarioEvent> events, Random random) {
        switch (random.nextInt(6)) {
            case 0 -> Collections.reverse(events);
            case 1, 2 -> Collections.shuffle(events, random);
            default -> {
                for (int late = random.nextInt(4); late > 0 && !events.isEmpty(); late--) {
                    ScenarioEvent moved = events.remove(random.nextInt(events.size()));
                    events.add(random.nextInt(events.size() + 1), moved);
                }
            }
        }
    }

    /** Near what happens, long before it, long after it, or now and then. */
    private static List<Long> clocks(List<ScenarioEvent> events, Random random) {
        int manner = random.nextInt(4);
        List<Long> clocks = new ArrayList<>();
        long clock = manner == 0 ? 100_000 : 0;
        for (ScenarioEvent event : events) {
            switch (manner) {
                case 1 -> clock = Math.max(clock, event.occurredAtMillis());
                case 2 -> clock += 1000L * random.nextInt(4);
                default -> {}
            }
            clocks.add(clock);
        }
        return clocks;
    }

    private static ScenarioEvent event(String id, int span, int accounts, Random random) {
        Map<String, Double> signals = SIGNALS.stream()
                .filter(signal -> random.nextInt(4) == 0)
                .collect(Collectors.toMap(
                        signal -> signal, signal -> List.of(0.4, 0.5, 0.9).get(random.nextInt(3))));
        return new ScenarioEvent(
                id,
                1000L * random.nextInt(span),
                "account" + random.nextInt(accounts),
                KINDS.get(random.nextInt(KINDS.size())),
                signals,
                random.nextInt(5) == 0 ? "REQUESTED" : ScenarioEvent.NO_PAYMENT,
                ScenarioEvent.NO_PAYMENT,
                0,
                false);
    }
}
