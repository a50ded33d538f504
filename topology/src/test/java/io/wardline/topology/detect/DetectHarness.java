// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.detect;

import io.wardline.pattern.flink.Automaton;
import io.wardline.topology.Policy;
import io.wardline.topology.event.Arrival;
import io.wardline.topology.event.Event;
import io.wardline.topology.event.SampleEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
        int before = tells().size();
        try {
            harness.processElement(new StreamRecord<>(new Arrival(conversationId, event)));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        List<Tell> after = tells();
        return after.subList(before, after.size());
    }

    /** What the arrivals make the function tell, in order. */
    List<Tell> arrive(String conversationId, Collection<Event> events) {
        List<Tell> told = new ArrayList<>();
        events.forEach(event -> told.addAll(arrives(conversationId, event)));
        return told;
    }

    List<Tell> tells() {
        return harness.extractOutputValues();
    }

    List<DatedAlert> shadowAlerts() {
        var out = harness.getSideOutput(DetectSequences.SHADOW);
        return out == null
                ? List.of()
                : out.stream().map(StreamRecord::getValue).toList();
    }

    /** Forgets what was told so far, and keeps the state. */
    void forgetOutput() {
        harness.getOutput().clear();
    }

    /** Neither withdrawn nor superseded, by alert id. */
    static Map<String, Tell> standing(Collection<Tell> told) {
        Set<String> superseded = new HashSet<>();
        told.forEach(tell -> {
            if (tell.supersedes() != null) {
                superseded.add(tell.supersedes());
            }
        });
        Map<String, Tell> standing = new LinkedHashMap<>();
        told.stream()
                .filter(tell -> !tell.withdrawn() && !superseded.contains(tell.alertId()))
                .forEach(tell -> standing.put(tell.alertId(), tell));
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
