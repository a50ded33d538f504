// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.detect;

import io.wardline.pattern.flink.Automaton;
import io.wardline.topology.Policy;
import io.wardline.topology.event.Arrival;
import io.wardline.topology.event.Event;
import io.wardline.topology.event.SampleEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.SavepointType;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.StateObject;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.runtime.state.storage.JobManagerCheckpointStorage;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.state.rocksdb.RocksDBKeyedStateBackend;
import org.apache.flink.state.rocksdb.RocksDBOptionsFactory;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/** The detecting function on RocksDB. */
final class DetectHarness implements AutoCloseable {
    private static final int ENOUGH_BYTES = 64 * 1024 * 1024;

    private final KeyedOneInputStreamOperatorTestHarness<String, Arrival, Tell> harness;
    private final List<Tell> told = new ArrayList<>();

    private DetectHarness(List<Automaton> automata, int maxEvents, @Nullable RocksDBOptionsFactory options) {
        try {
            harness = new KeyedOneInputStreamOperatorTestHarness<>(
                    new KeyedProcessOperator<>(new DetectSequences(() -> automata, Policy.RETENTION, maxEvents)),
                    Arrival::conversationId,
                    Types.STRING);
            EmbeddedRocksDBStateBackend rocksDb = new EmbeddedRocksDBStateBackend(false);
            if (options != null) {
                rocksDb.setRocksDBOptions(options);
            }
            harness.setStateBackend(rocksDb);
            harness.setCheckpointStorage(new JobManagerCheckpointStorage(ENOUGH_BYTES));
            harness.setStateTtlProcessingTime(SampleEvent.START);
            harness.open();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static DetectHarness of(List<Automaton> automata) {
        return new DetectHarness(automata, Policy.MAX_EVIDENCE, null);
    }

    static DetectHarness of(List<Automaton> automata, RocksDBOptionsFactory options) {
        return new DetectHarness(automata, Policy.MAX_EVIDENCE, options);
    }

    /** What this arrival makes the function tell. */
    List<Tell> arrives(String conversationId, Event event) {
        int before = told.size();
        try {
            harness.processElement(new StreamRecord<>(new Arrival(conversationId, event)));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        for (Object out = harness.getOutput().poll();
                out != null;
                out = harness.getOutput().poll()) {
            if (out instanceof StreamRecord<?> record) {
                told.add((Tell) record.getValue());
            }
        }
        return List.copyOf(told.subList(before, told.size()));
    }

    /** What the arrivals make the function tell, in order. */
    List<Tell> arrive(String conversationId, Collection<Event> events) {
        int before = told.size();
        events.forEach(event -> arrives(conversationId, event));
        return List.copyOf(told.subList(before, told.size()));
    }

    List<Tell> tells() {
        return List.copyOf(told);
    }

    List<DatedAlert> shadowAlerts() {
        var out = harness.getSideOutput(DetectSequences.SHADOW);
        return out == null
                ? List.of()
                : out.stream().map(StreamRecord::getValue).toList();
    }

    /**
     * Neither withdrawn nor superseded, by alert id. What was told is read in order: a match that was superseded and comes back is
     * told with the id it had.
     */
    static Map<String, Tell> standing(Collection<Tell> told) {
        Map<String, Tell> standing = new LinkedHashMap<>();
        for (Tell tell : told) {
            if (tell.supersedes() != null) {
                standing.remove(tell.supersedes());
            }
            if (!tell.withdrawn()) {
                standing.put(tell.alertId(), tell);
            }
        }
        return standing;
    }

    /** The state's own clock, which evidence ages by on disk. */
    void stateTime(long millis) {
        harness.setStateTtlProcessingTime(millis);
    }

    /** The events that are readable, in the order in which they rest. */
    List<Event> evidence(String conversationId) {
        try {
            backend().setCurrentKey(conversationId);
            List<Event> events = new ArrayList<>();
            backend()
                    .getPartitionedState(
                            VoidNamespace.INSTANCE,
                            VoidNamespaceSerializer.INSTANCE,
                            DetectSequences.evidenceLog(Policy.RETENTION))
                    .get()
                    .forEach(events::add);
            return events;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes RocksDB rewrite everything, as it would by itself within the time that the function asks for. */
    void compact() {
        try {
            backend().compactState(DetectSequences.evidenceLog(Policy.RETENTION));
        } catch (RocksDBException e) {
            throw new IllegalStateException(e);
        }
    }

    private RocksDBKeyedStateBackend<String> backend() {
        KeyedStateBackend<String> backend = harness.getOperator().getKeyedStateBackend();
        return (RocksDBKeyedStateBackend<String>) backend;
    }

    /** The keys in RocksDB, whether or not what they hold is expired. */
    int conversationsOnDisk() {
        return backend().numKeyValueStateEntries();
    }

    /** Bytes of a canonical savepoint: every key and value as serialised, and what frames them. */
    long savepointBytes() {
        try {
            return harness
                    .snapshotWithLocalState(1, 1, SavepointType.savepoint(SavepointFormatType.CANONICAL))
                    .getJobManagerOwnedState()
                    .getManagedKeyedState()
                    .stream()
                    .mapToLong(StateObject::getStateSize)
                    .sum();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    int timers() {
        return harness.numEventTimeTimers() + harness.numProcessingTimeTimers();
    }

    @Override
    public void close() {
        try {
            harness.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
