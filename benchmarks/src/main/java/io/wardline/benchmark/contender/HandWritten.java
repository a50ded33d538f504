// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.contender;

import io.wardline.topology.event.Arrival;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * What an engineer writes who needs this one sequence and no other: a function with one {@code ValueState} on RocksDB, which keeps of a
 * conversation the events that some step can take, in order, so that it is right about late ones too and knows copies. The rest of the
 * evidence is nothing to it: a sequence that is wanted tomorrow begins with an empty state.
 *
 * <p>The state is read and written for each admitted event, as functions do which have to forget silent conversations and so must know
 * when they last heard of one; the lean form touches it only for the events that it keeps.
 */
public final class HandWritten implements Contender {
    private final boolean lean;
    private final Matches matches = new Matches();
    private final KeyedOneInputStreamOperatorTestHarness<String, Arrival, Told> harness;
    private final StreamRecord<Arrival> record = new StreamRecord<>(null);

    /** @param lean whether the state is left alone for events that no step can take */
    public HandWritten(boolean lean) throws Exception {
        this.lean = lean;
        harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new FindFourSteps(lean)), Arrival::conversationId, Types.STRING);
        harness.getExecutionConfig().enableObjectReuse();
        Backend.ROCKSDB.setOn(harness, null);
        harness.open();
    }

    /** A deciding event, or that it is none any more. */
    record Told(String conversationId, String eventId, boolean withdrawn) {}

    private static final class FindFourSteps extends KeyedProcessFunction<String, Arrival, Told> {
        private static final long serialVersionUID = 1L;

        private final boolean lean;
        private transient ValueState<byte[]> kept;

        FindFourSteps(boolean lean) {
            this.lean = lean;
        }

        @Override
        public void open(OpenContext context) {
            kept = getRuntimeContext()
                    .getState(
                            new ValueStateDescriptor<>("kept", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
        }

        @Override
        public void processElement(Arrival arrival, Context context, Collector<Told> out) throws Exception {
            KeptStep step = KeptStep.of(arrival.event());
            if (lean && step == null) {
                return;
            }
            List<KeptStep> before = KeptStep.read(kept.value());
            if (step == null) {
                kept.update(KeptStep.write(before));
                return;
            }
            int place = place(before, step);
            if (place < 0) {
                return; // a copy
            }
            List<KeptStep> after = new ArrayList<>(before);
            after.add(place, step);
            kept.update(KeptStep.write(after));
            if (place == before.size()) {
                if (step.isDemand() && deciding(after).contains(step.eventId())) {
                    out.collect(new Told(arrival.conversationId(), step.eventId(), false));
                }
                return;
            }
            Set<String> told = deciding(before);
            Set<String> stands = deciding(after);
            for (String id : stands) {
                if (!told.contains(id)) {
                    out.collect(new Told(arrival.conversationId(), id, false));
                }
            }
            for (String id : told) {
                if (!stands.contains(id)) {
                    out.collect(new Told(arrival.conversationId(), id, true));
                }
            }
        }

        /** Where the step belongs, or a negative number when it is there already. */
        private static int place(List<KeptStep> steps, KeptStep step) {
            int place = steps.size();
            for (int i = steps.size() - 1; i >= 0; i--) {
                int order = KeptStep.ORDER.compare(steps.get(i), step);
                if (order == 0) {
                    return -1;
                }
                if (order > 0) {
                    place = i;
                }
            }
            return place;
        }

        /** The events that complete the sequence. */
        private static Set<String> deciding(List<KeptStep> steps) {
            Set<String> deciding = new HashSet<>();
            for (int start = 0; start < steps.size(); start++) {
                if (steps.get(start).isContact()) {
                    String demand = demandOf(steps, start);
                    if (demand != null) {
                        deciding.add(demand);
                    }
                }
            }
            return deciding;
        }

        private static @Nullable String demandOf(List<KeptStep> steps, int start) {
            KeptStep contact = steps.get(start);
            int done = 1;
            for (int i = start + 1; i < steps.size(); i++) {
                KeptStep next = steps.get(i);
                if (next.occurredAtMillis() - contact.occurredAtMillis() >= FourSteps.WINDOW.toMillis()) {
                    return null;
                }
                boolean byOffender = Objects.equals(next.senderId(), contact.senderId());
                boolean fits =
                        switch (done) {
                            case 1 -> next.isMedia() && !byOffender;
                            case 2 -> next.isThreat() && byOffender;
                            default -> next.isDemand() && byOffender;
                        };
                if (fits && ++done == 4) {
                    return next.eventId();
                }
            }
            return null;
        }
    }

    @Override
    public String name() {
        return lean ? "hand_written_lean" : "hand_written";
    }

    @Override
    public void accept(Arrival arrival) throws Exception {
        harness.processElement(record.replace(arrival, arrival.event().occurredAtMillis()));
        for (Object out = harness.getOutput().poll();
                out != null;
                out = harness.getOutput().poll()) {
            if (out instanceof StreamRecord<?> element && element.getValue() instanceof Told told) {
                if (told.withdrawn()) {
                    matches.withdraw(told.conversationId(), told.eventId());
                } else {
                    matches.tell(told.conversationId(), told.eventId());
                }
            }
        }
    }

    @Override
    public void finish() {}

    @Override
    public Matches matches() {
        return matches;
    }

    @Override
    public void close() {
        Harnesses.close(harness);
    }
}
