// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.contender;

import io.wardline.topology.Policy;
import io.wardline.topology.detect.DetectSequences;
import io.wardline.topology.event.Arrival;
import io.wardline.topology.event.Event;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;

/**
 * No contender: it appends each admitted event to the conversation's log on RocksDB, and finds nothing. What evidence costs to keep at
 * all, and so the limit of whatever keeps it.
 */
public final class AppendOnly implements Contender {
    private final KeyedOneInputStreamOperatorTestHarness<String, Arrival, Void> harness;
    private final StreamRecord<Arrival> record = new StreamRecord<>(null);

    public AppendOnly() throws Exception {
        harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new Append()), Arrival::conversationId, Types.STRING);
        harness.getExecutionConfig().enableObjectReuse();
        Backend.ROCKSDB.setOn(harness, null);
        harness.open();
    }

    private static final class Append extends KeyedProcessFunction<String, Arrival, Void> {
        private static final long serialVersionUID = 1L;

        private transient ListState<Event> evidence;

        @Override
        public void open(OpenContext context) {
            evidence = getRuntimeContext().getListState(DetectSequences.evidenceLog(Policy.RETENTION));
        }

        @Override
        public void processElement(Arrival arrival, Context context, Collector<Void> out) throws Exception {
            evidence.add(arrival.event());
        }
    }

    @Override
    public String name() {
        return "append_only";
    }

    @Override
    public void accept(Arrival arrival) throws Exception {
        harness.processElement(record.replace(arrival, arrival.event().knownAtMillis()));
    }

    @Override
    public void finish() {}

    @Override
    public Matches matches() {
        return new Matches();
    }

    @Override
    public void close() {
        Harnesses.close(harness);
    }
}
