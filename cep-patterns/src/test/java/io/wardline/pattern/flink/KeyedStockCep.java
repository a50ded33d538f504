// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.flink;

import io.wardline.pattern.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.cep.EventComparator;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.nfa.compiler.NFACompiler;
import org.apache.flink.cep.operator.CepOperator;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;

/**
 * {@link StockCep} for many conversations at once, each under a key of its own as in a job: nearly all the time of a small comparison
 * goes into setting the operator up, so thousands of them need few operators.
 */
public final class KeyedStockCep {
    private KeyedStockCep() {}

    /** What the operator finds with {@code noSkip} in each conversation, each match its events in the order of the steps. */
    @SuppressWarnings("try") // the harness declares Exception, which might be an interrupt
    public static <E extends Evidence> List<List<List<E>>> matches(
            Pattern<Bound<?>, ?> pattern, List<List<Bound<E>>> conversations) {
        CepOperator<Bound<?>, Integer, List<Bound<?>>> operator = new CepOperator<>(
                new StockCep.HeapOnly(),
                false,
                NFACompiler.compileFactory(pattern, false),
                new ById(),
                AfterMatchSkipStrategy.noSkip(),
                new StepByStep(),
                null);
        try (KeyedOneInputStreamOperatorTestHarness<Integer, Bound<?>, List<Bound<?>>> harness =
                new KeyedOneInputStreamOperatorTestHarness<>(operator, KeyedStockCep::key, Types.INT)) {
            harness.open();
            for (int key = 0; key < conversations.size(); key++) {
                for (Bound<E> event : conversations.get(key)) {
                    harness.processElement(new StreamRecord<>(
                            new Bound<>(new Keyed<>(key, event.event()), event.byOffender()),
                            event.event().occurredAtMillis()));
                }
            }
            harness.processWatermark(Watermark.MAX_WATERMARK);
            return byConversation(harness.extractOutputValues(), conversations.size());
        } catch (Exception failed) {
            throw new IllegalStateException("stock CEP failed", failed);
        }
    }

    /** What a condition of the oracle's own is to see of an event: the event that went in. */
    public static Evidence unwrapped(Evidence event) {
        return event instanceof Keyed<?> keyed ? keyed.event() : event;
    }

    private static int key(Bound<?> bound) {
        return ((Keyed<?>) bound.event()).key();
    }

    @SuppressWarnings("unchecked") // only events of type E went in
    private static <E extends Evidence> List<List<List<E>>> byConversation(
            List<List<Bound<?>>> matches, int conversations) {
        List<List<List<E>>> found = new ArrayList<>();
        for (int key = 0; key < conversations; key++) {
            found.add(new ArrayList<>());
        }
        for (List<Bound<?>> match : matches) {
            found.get(key(match.get(0)))
                    .add(match.stream()
                            .map(bound -> ((Keyed<E>) bound.event()).event())
                            .toList());
        }
        return found;
    }

    /** An event that knows its conversation. */
    private record Keyed<E extends Evidence>(int key, E event) implements Evidence {
        @Override
        public String eventId() {
            return event.eventId();
        }

        @Override
        public long occurredAtMillis() {
            return event.occurredAtMillis();
        }

        @Override
        public String senderId() {
            return event.senderId();
        }

        @Override
        public String kind() {
            return event.kind();
        }

        @Override
        public Map<String, Double> signals() {
            return event.signals();
        }

        @Override
        public String paymentDirection() {
            return event.paymentDirection();
        }

        @Override
        public String paymentMethod() {
            return event.paymentMethod();
        }

        @Override
        public int mediaCount() {
            return event.mediaCount();
        }

        @Override
        public boolean hashMatched() {
            return event.hashMatched();
        }
    }

    /** Events of one moment in the order of their ids, as the contract orders a conversation. */
    private static final class ById implements EventComparator<Bound<?>> {
        @Override
        public int compare(Bound<?> a, Bound<?> b) {
            return a.event().eventId().compareTo(b.event().eventId());
        }
    }

    /** A match as one list; the operator hands the steps over in their order. */
    private static final class StepByStep extends PatternProcessFunction<Bound<?>, List<Bound<?>>> {
        @Override
        public void processMatch(Map<String, List<Bound<?>>> match, Context context, Collector<List<Bound<?>>> out) {
            out.collect(match.values().stream().flatMap(List::stream).toList());
        }
    }
}
