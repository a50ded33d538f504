// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.Serial;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.nfa.compiler.NFACompiler;
import org.apache.flink.cep.operator.CepOperator;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.WithinType;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The matcher is for any event type and any Flink {@code Pattern}, also those the language can't say. Method: patterns written by hand
 * over a plain record; random events through the matcher, and through Flink's operator in its harness.
 */
class AnyPatternTest {
    private static final int STREAMS = 150;
    private static final long SEED = Long.getLong("wardline.language.seed", new Random().nextLong());

    /** A trade, say: nothing of Wardline. */
    record Tick(int number, long at, String symbol, int price) implements Serializable {}

    @TestFactory
    Stream<DynamicTest> theMatcherSaysWhatFlinkSays() {
        return Map.<String, Pattern<Tick, ?>>of(
                        "notFollowedBy between two",
                                is("a", "A")
                                        .notFollowedBy("no")
                                        .where(symbol("B"))
                                        .followedBy("c")
                                        .where(symbol("C"))
                                        .within(millis(12)),
                        "notFollowedBy at the end",
                                is("a", "A")
                                        .followedBy("b")
                                        .where(symbol("B"))
                                        .notFollowedBy("no")
                                        .where(symbol("C"))
                                        .within(millis(9)),
                        "notFollowedBy at the end, with a gap",
                                is("a", "A")
                                        .notFollowedBy("no")
                                        .where(symbol("C"))
                                        .within(millis(4), WithinType.PREVIOUS_AND_CURRENT),
                        "optional",
                                is("a", "A")
                                        .followedBy("b")
                                        .where(symbol("B"))
                                        .optional()
                                        .followedBy("c")
                                        .where(symbol("C"))
                                        .within(millis(15)),
                        "times",
                                is("a", "A")
                                        .times(2, 3)
                                        .followedBy("b")
                                        .where(symbol("B"))
                                        .times(2)
                                        .within(millis(20)),
                        "oneOrMore until",
                                is("a", "A")
                                        .followedBy("b")
                                        .where(symbol("B"))
                                        .oneOrMore()
                                        .until(symbol("C"))
                                        .within(millis(15)),
                        "greedy and strict",
                                is("a", "A")
                                        .oneOrMore()
                                        .greedy()
                                        .next("b")
                                        .where(symbol("B"))
                                        .within(millis(15)),
                        "an iterative condition",
                                is("a", "A")
                                        .followedByAny("rise")
                                        .where(new AboveAll("a"))
                                        .within(millis(10)),
                        "combinations",
                                is("a", "A")
                                        .followedBy("b")
                                        .where(symbol("B"))
                                        .times(2)
                                        .allowCombinations()
                                        .within(millis(15)),
                        "a group",
                                is("a", "A")
                                        .followedBy(Pattern.<Tick>begin("b")
                                                .where(symbol("B"))
                                                .next("c")
                                                .where(symbol("C")))
                                        .times(1, 2)
                                        .within(millis(20)))
                .entrySet()
                .stream()
                .map(named -> dynamicTest(named.getKey(), () -> agree(named.getValue())));
    }

    private static void agree(Pattern<Tick, ?> pattern) {
        System.out.printf("%d streams from seed %d%n", STREAMS, SEED);
        List<List<Tick>> streams = IntStream.range(0, STREAMS)
                .mapToObj(number -> ticks(number, new Random(SEED + number)))
                .toList();
        List<List<String>> stock = stock(pattern, streams);
        assertThat(stock.stream().mapToInt(List::size).sum()).as("matches").isGreaterThan(STREAMS / 4);
        try (SequenceMatcher<Tick> matcher = new SequenceMatcher<>(1_000_000)) {
            SequenceMatcher.Compiled<Tick> compiled = SequenceMatcher.compile(pattern);
            for (int i = 0; i < STREAMS; i++) {
                List<String> found = new ArrayList<>();
                matcher.run(compiled, streams.get(i), Tick::at, (match, last) -> {
                    assertThat(match.values().stream().flatMap(List::stream))
                            .as("the last event is one of the match, and none is later")
                            .contains(last)
                            .allMatch(tick -> tick.at() <= last.at());
                    found.add(words(match));
                });
                assertThat(found)
                        .as("seed %d, stream %d: %s", SEED, i, streams.get(i))
                        .containsExactlyInAnyOrderElementsOf(stock.get(i));
            }
        }
    }

    private static List<Tick> ticks(int stream, Random random) {
        return random.ints(14, 0, 30)
                .sorted()
                .boxed()
                .map(at ->
                        new Tick(stream, at, List.of("A", "B", "C", "D").get(random.nextInt(4)), random.nextInt(100)))
                .toList();
    }

    private static Pattern<Tick, Tick> is(String name, String symbol) {
        return Pattern.<Tick>begin(name, AfterMatchSkipStrategy.noSkip()).where(symbol(symbol));
    }

    private static SimpleCondition<Tick> symbol(String symbol) {
        return SimpleCondition.of(tick -> tick.symbol().equals(symbol));
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    private static String words(Map<String, List<Tick>> match) {
        List<String> words = new ArrayList<>();
        match.forEach((step, ticks) -> ticks.forEach(tick -> words.add(step + tick.at() + "/" + tick.price())));
        return String.join(" ", words);
    }

    /** A price above that of every event taken at a step. */
    private static final class AboveAll extends IterativeCondition<Tick> {
        @Serial
        private static final long serialVersionUID = 1L;

        private final String step;

        AboveAll(String step) {
            this.step = step;
        }

        @Override
        public boolean filter(Tick tick, IterativeCondition.Context<Tick> context) throws Exception {
            for (Tick earlier : context.getEventsForPattern(step)) {
                if (tick.price() <= earlier.price()) {
                    return false;
                }
            }
            return true;
        }
    }

    @SuppressWarnings("try") // the harness declares Exception, which might be an interrupt
    private static List<List<String>> stock(Pattern<Tick, ?> pattern, List<List<Tick>> streams) {
        CepOperator<Tick, Integer, String> operator = new CepOperator<>(
                TypeInformation.of(Tick.class).createSerializer(new SerializerConfigImpl()),
                false,
                NFACompiler.compileFactory(pattern, false),
                null,
                AfterMatchSkipStrategy.noSkip(),
                new Words(),
                null);
        List<List<String>> found = new ArrayList<>();
        streams.forEach(stream -> found.add(new ArrayList<>()));
        try (KeyedOneInputStreamOperatorTestHarness<Integer, Tick, String> harness =
                new KeyedOneInputStreamOperatorTestHarness<>(operator, Tick::number, Types.INT)) {
            harness.open();
            for (List<Tick> stream : streams) {
                for (Tick tick : stream) {
                    harness.processElement(new StreamRecord<>(tick, tick.at()));
                }
            }
            harness.processWatermark(Watermark.MAX_WATERMARK);
            for (String match : harness.extractOutputValues()) {
                int colon = match.indexOf(':');
                found.get(Integer.parseInt(match.substring(0, colon))).add(match.substring(colon + 1));
            }
            return found;
        } catch (Exception failed) {
            throw new IllegalStateException("stock CEP failed", failed);
        }
    }

    private static final class Words extends PatternProcessFunction<Tick, String> {
        @Serial
        private static final long serialVersionUID = 1L;

        @Override
        public void processMatch(
                Map<String, List<Tick>> match, PatternProcessFunction.Context context, Collector<String> out) {
            int stream = match.values().iterator().next().get(0).number();
            out.collect(stream + ":" + words(match));
        }
    }
}
