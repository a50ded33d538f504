// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.event;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.TimerService;

/**
 * Records of one key that wait until the clock of records has come to them: of several inputs, one may be ahead of the others. In a live job
 * hardly anything does; it takes what comes.
 */
public final class InOrder<T> {
    private final RuntimeContext context;
    private final ListStateDescriptor<T> descriptor;
    private final ToLongFunction<T> knownAtMillis;
    private final Comparator<T> order;

    /**
     * @param name of the state, which is there from the first record that waits
     * @param tie orders records that became known at one time; those of one tie stay as they came
     */
    public InOrder(
            RuntimeContext context,
            String name,
            Class<T> type,
            ToLongFunction<T> knownAtMillis,
            Function<T, String> tie) {
        this.context = context;
        this.descriptor = new ListStateDescriptor<>(name, TypeInformation.of(type));
        this.knownAtMillis = knownAtMillis;
        this.order = Comparator.comparingLong(knownAtMillis).thenComparing(tie);
    }

    /** Lets a record wait; a timer of its time fires when its turn comes. */
    public void add(T record, TimerService timers) throws Exception {
        context.getListState(descriptor).add(record);
        timers.registerEventTimeTimer(knownAtMillis.applyAsLong(record));
    }

    /** The records whose turn it is, which wait no more. */
    public List<T> until(long millis) throws Exception {
        ListState<T> waiting = context.getListState(descriptor);
        List<T> now = new ArrayList<>();
        List<T> later = new ArrayList<>();
        for (T record : waiting.get()) {
            (knownAtMillis.applyAsLong(record) <= millis ? now : later).add(record);
        }
        if (now.isEmpty()) {
            return now;
        }
        waiting.update(later);
        now.sort(order);
        return now;
    }
}
