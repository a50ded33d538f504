// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.contender;

import io.wardline.topology.event.Arrival;
import io.wardline.topology.event.Event;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.nfa.compiler.NFACompiler;
import org.apache.flink.cep.operator.CepOperator;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;

/**
 * Flink CEP as {@code CEP.pattern} sets it up: its own operator in event time, {@code noSkip}, events of one time ordered by id. What a
 * condition asks first is what costs least; the roles, for which earlier events must be looked up, come last.
 */
public final class StockCep implements Contender {
    /** At 5,000 events a second, Flink's default of a watermark each 200 ms. */
    private static final int USUALLY_BETWEEN_WATERMARKS = 1_000;

    private final Backend backend;
    private final long disorderMillis;
    private final int eventsBetweenWatermarks;
    private final Matches matches = new Matches();
    private final KeyedOneInputStreamOperatorTestHarness<String, Arrival, Arrival> harness;
    private final StreamRecord<Arrival> record = new StreamRecord<>(null);
    private long latest = Long.MIN_VALUE;
    private long events;

    /** @param disorder the longest that an event arrives after it happened, which the watermark stays behind */
    public StockCep(Backend backend, Duration disorder) throws Exception {
        this(backend, disorder, USUALLY_BETWEEN_WATERMARKS);
    }

    /** @param eventsBetweenWatermarks how many it takes before the next watermark */
    public StockCep(Backend backend, Duration disorder, int eventsBetweenWatermarks) throws Exception {
        this.eventsBetweenWatermarks = eventsBetweenWatermarks;
        this.backend = backend;
        this.disorderMillis = disorder.toMillis();
        TypeInformation<Arrival> type = TypeInformation.of(Arrival.class);
        harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new CepOperator<>(
                        type.createSerializer(new SerializerConfigImpl()),
                        false,
                        NFACompiler.compileFactory(pattern(), false),
                        (one, other) ->
                                one.event().eventId().compareTo(other.event().eventId()),
                        null,
                        new TellDeciding(),
                        null),
                Arrival::conversationId,
                Types.STRING);
        harness.getExecutionConfig().enableObjectReuse();
        backend.setOn(harness, null);
        harness.open();
    }

    private static Pattern<Arrival, ?> pattern() {
        return Pattern.<Arrival>begin("contact", AfterMatchSkipStrategy.noSkip())
                .where(SimpleCondition.of(arrival -> FourSteps.isContact(arrival.event())))
                .followedBy("media")
                .where(new ByOffender(false) {
                    @Override
                    boolean fits(Event event) {
                        return FourSteps.isMedia(event);
                    }
                })
                .followedBy("threat")
                .where(new ByOffender(true) {
                    @Override
                    boolean fits(Event event) {
                        return FourSteps.isThreat(event);
                    }
                })
                .followedBy("demand")
                .where(new ByOffender(true) {
                    @Override
                    boolean fits(Event event) {
                        return FourSteps.isDemand(event);
                    }
                })
                .within(FourSteps.WINDOW);
    }

    /** A step by the account that got in touch, or by another. */
    private abstract static class ByOffender extends IterativeCondition<Arrival> {
        private static final long serialVersionUID = 1L;

        private final boolean byOffender;

        ByOffender(boolean byOffender) {
            this.byOffender = byOffender;
        }

        abstract boolean fits(Event event);

        @Override
        public boolean filter(Arrival arrival, IterativeCondition.Context<Arrival> context) throws Exception {
            if (!fits(arrival.event())) {
                return false;
            }
            Event contact =
                    context.getEventsForPattern("contact").iterator().next().event();
            return contact.senderId().equals(arrival.event().senderId()) == byOffender;
        }
    }

    private static final class TellDeciding extends PatternProcessFunction<Arrival, Arrival> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processMatch(
                Map<String, List<Arrival>> match, PatternProcessFunction.Context context, Collector<Arrival> out) {
            out.collect(Objects.requireNonNull(match.get("demand")).get(0));
        }
    }

    @Override
    public String name() {
        return "stock_cep_" + backend.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void accept(Arrival arrival) throws Exception {
        long at = arrival.event().occurredAtMillis();
        harness.processElement(record.replace(arrival, at));
        latest = Math.max(latest, at);
        if (++events % eventsBetweenWatermarks == 0) {
            harness.processWatermark(new Watermark(latest - disorderMillis - 1));
            take();
        }
    }

    @Override
    public void finish() throws Exception {
        harness.processWatermark(Watermark.MAX_WATERMARK);
        take();
    }

    private void take() {
        for (Object out = harness.getOutput().poll();
                out != null;
                out = harness.getOutput().poll()) {
            if (out instanceof StreamRecord<?> told) {
                Arrival deciding = (Arrival) told.getValue();
                matches.tell(deciding.conversationId(), deciding.event().eventId());
            }
        }
    }

    @Override
    public Matches matches() {
        return matches;
    }

    @Override
    public void close() {
        Harnesses.close(harness);
    }
}
