// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.flink;

import io.wardline.pattern.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.cep.EventComparator;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.nfa.compiler.NFACompiler;
import org.apache.flink.cep.operator.CepOperator;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;

/**
 * The peer: Flink's own, unmodified CEP operator with everything that belongs to it (reorder queue, keyed state, timers, watermarks),
 * over the events of one conversation with the offender bound.
 */
public final class StockCep {
    private StockCep() {}

    /** What the operator finds with {@code noSkip}, each match its events in order; the watermark passes the end, so nothing is held back. */
    @SuppressWarnings("try") // the harness declares Exception, which might be an interrupt
    public static <E extends Evidence> List<List<Bound<E>>> matches(
            Pattern<Bound<?>, ?> pattern, List<Bound<E>> events) {
        CepOperator<Bound<?>, String, List<Bound<?>>> operator = new CepOperator<>(
                new HeapOnly(),
                false,
                NFACompiler.compileFactory(pattern, false),
                new ById(),
                AfterMatchSkipStrategy.noSkip(),
                new InOrder(),
                null);
        try (KeyedOneInputStreamOperatorTestHarness<String, Bound<?>, List<Bound<?>>> harness =
                new KeyedOneInputStreamOperatorTestHarness<>(operator, bound -> "conversation", Types.STRING)) {
            harness.open();
            for (Bound<E> event : events) {
                harness.processElement(new StreamRecord<>(event, event.event().occurredAtMillis()));
            }
            harness.processWatermark(Watermark.MAX_WATERMARK);
            List<List<Bound<E>>> matches = new ArrayList<>();
            harness.extractOutputValues().forEach(match -> matches.add(narrowed(match)));
            return matches;
        } catch (Exception failed) {
            throw new IllegalStateException("stock CEP failed", failed);
        }
    }

    @SuppressWarnings("unchecked") // only Bound<E> went in
    private static <E extends Evidence> List<Bound<E>> narrowed(List<Bound<?>> match) {
        return match.stream().map(bound -> (Bound<E>) bound).toList();
    }

    /** Events of one moment in the order of their ids, as the contract orders a conversation. */
    private static final class ById implements EventComparator<Bound<?>> {
        @Override
        public int compare(Bound<?> a, Bound<?> b) {
            return a.event().eventId().compareTo(b.event().eventId());
        }
    }

    /** A match as one list, in the order of (occurred_at, event_id), which is the order of the steps. */
    private static final class InOrder extends PatternProcessFunction<Bound<?>, List<Bound<?>>> {
        @Override
        public void processMatch(Map<String, List<Bound<?>>> match, Context context, Collector<List<Bound<?>>> out) {
            List<Bound<?>> events = new ArrayList<>();
            match.values().forEach(events::addAll);
            events.sort((a, b) -> Evidence.ORDER.compare(a.event(), b.event()));
            out.collect(events);
        }
    }

    /** The harness keeps state on the heap and takes no snapshot, so that events are handed on as they are. */
    static final class HeapOnly extends TypeSerializerSingleton<Bound<?>> {
        @Override
        public boolean isImmutableType() {
            return true;
        }

        @Override
        public Bound<?> createInstance() {
            throw new UnsupportedOperationException("heap only");
        }

        @Override
        public Bound<?> copy(Bound<?> from) {
            return from;
        }

        @Override
        public Bound<?> copy(Bound<?> from, Bound<?> reuse) {
            return from;
        }

        @Override
        public int getLength() {
            return -1;
        }

        @Override
        public void serialize(Bound<?> bound, DataOutputView target) {
            throw new UnsupportedOperationException("heap only");
        }

        @Override
        public Bound<?> deserialize(DataInputView source) {
            throw new UnsupportedOperationException("heap only");
        }

        @Override
        public Bound<?> deserialize(Bound<?> reuse, DataInputView source) {
            throw new UnsupportedOperationException("heap only");
        }

        @Override
        public void copy(DataInputView source, DataOutputView target) {
            throw new UnsupportedOperationException("heap only");
        }

        @Override
        public TypeSerializerSnapshot<Bound<?>> snapshotConfiguration() {
            return new Snapshot();
        }

        /** Asked for when state is registered. */
        public static final class Snapshot extends SimpleTypeSerializerSnapshot<Bound<?>> {
            public Snapshot() {
                super(HeapOnly::new);
            }
        }
    }
}
