// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.detect;

import io.wardline.pattern.catalog.PatternCatalog;
import io.wardline.pattern.flink.Automaton;
import io.wardline.topology.Policy;
import io.wardline.topology.event.Arrival;
import io.wardline.topology.event.ConversationNews;
import io.wardline.topology.event.Erasure;
import io.wardline.topology.event.Event;
import io.wardline.topology.event.SampleEvent;
import io.wardline.topology.revision.LivePatterns;
import io.wardline.topology.revision.PatternStart;
import io.wardline.topology.revision.PatternStatus;
import io.wardline.topology.revision.Revision;
import io.wardline.topology.revision.RunnableRevision;
import io.wardline.topology.revision.StoredRevision;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.SavepointType;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.StateObject;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.runtime.state.storage.JobManagerCheckpointStorage;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.state.rocksdb.RocksDBKeyedStateBackend;
import org.apache.flink.state.rocksdb.RocksDBOptionsFactory;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/** The detecting function on RocksDB. */
final class DetectHarness implements AutoCloseable {
    private static final int ENOUGH_BYTES = 64 * 1024 * 1024;
    private static final int MAX_PARALLELISM = 128;
    private static final int SUBTASKS = 1;
    /** Far above what a pattern takes to compile on a machine that others use. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final KeyedTwoInputStreamOperatorTestHarness<String, ConversationNews, Revision, Tell> harness;
    private final List<Tell> told = new ArrayList<>();

    private DetectHarness(
            DetectSequences function,
            @Nullable RocksDBOptionsFactory options,
            int subtask,
            @Nullable OperatorSubtaskState restored) {
        try {
            harness = new KeyedTwoInputStreamOperatorTestHarness<>(
                    new DetectOperator(function),
                    ConversationNews::conversationId,
                    null,
                    Types.STRING,
                    MAX_PARALLELISM,
                    SUBTASKS,
                    subtask);
            EmbeddedRocksDBStateBackend rocksDb = new EmbeddedRocksDBStateBackend(false);
            if (options != null) {
                rocksDb.setRocksDBOptions(options);
            }
            harness.setStateBackend(rocksDb);
            harness.setCheckpointStorage(new JobManagerCheckpointStorage(ENOUGH_BYTES));
            harness.setStateTtlProcessingTime(SampleEvent.START);
            if (restored != null) {
                harness.initializeState(restored);
            }
            harness.open();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static DetectSequences function(PatternStart patterns) {
        return new DetectSequences(
                patterns, Policy.RETENTION, Policy.MAX_EVIDENCE, Policy.DIGEST_BYTES, Long.MAX_VALUE, true);
    }

    /** With less evidence of a conversation, and so much of the heap for digests. */
    static DetectHarness remembering(PatternStart patterns, int maxEvents, long digestBytes) {
        return new DetectHarness(
                new DetectSequences(patterns, Policy.RETENTION, maxEvents, digestBytes, Long.MAX_VALUE, true),
                null,
                0,
                null);
    }

    /** These automata, each pattern's revision live or in shadow as they say. */
    static PatternStart starting(List<Automaton> automata) {
        return () -> {
            Map<String, List<Automaton>> byPattern = new LinkedHashMap<>();
            automata.forEach(automaton -> byPattern
                    .computeIfAbsent(automaton.patternId(), id -> new ArrayList<>())
                    .add(automaton));
            List<RunnableRevision> revisions = new ArrayList<>();
            byPattern.forEach((id, of) -> revisions.add(new RunnableRevision(
                    id,
                    of.get(0).revision(),
                    "start",
                    of.get(0).shadow() ? Revision.State.SHADOW : Revision.State.LIVE,
                    RunnableRevision.ALWAYS,
                    of)));
            return new PatternStart.Patterns(PatternCatalog.bundled().conditions(), revisions);
        };
    }

    static DetectHarness of(PatternStart patterns) {
        return new DetectHarness(function(patterns), null, 0, null);
    }

    /** One of two subtasks. */
    static DetectHarness subtask(int subtask, PatternStart patterns) {
        return new DetectHarness(function(patterns), null, subtask, null);
    }

    static DetectHarness restored(PatternStart patterns, OperatorSubtaskState state) {
        return new DetectHarness(function(patterns), null, 0, state);
    }

    static DetectHarness of(List<Automaton> automata) {
        return of(starting(automata));
    }

    static DetectHarness of(List<Automaton> automata, RocksDBOptionsFactory options) {
        return new DetectHarness(function(starting(automata)), options, 0, null);
    }

    /** What this arrival makes the function tell. */
    List<Tell> arrives(String conversationId, Event event) {
        int before = told.size();
        try {
            harness.processElement1(new StreamRecord<>(ConversationNews.of(new Arrival(conversationId, event))));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        take();
        return List.copyOf(told.subList(before, told.size()));
    }

    /** The holder of an account of the conversation asks to be erased. */
    void asksToBeErased(String conversationId, Erasure erasure) {
        try {
            harness.processElement1(new StreamRecord<>(ConversationNews.of(conversationId, erasure)));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        take();
    }

    private void take() {
        for (Object out = harness.getOutput().poll();
                out != null;
                out = harness.getOutput().poll()) {
            if (out instanceof StreamRecord<?> record) {
                told.add((Tell) record.getValue());
            }
        }
    }

    /** What the arrivals make the function tell, in order. */
    List<Tell> arrive(String conversationId, Collection<Event> events) {
        int before = told.size();
        events.forEach(event -> arrives(conversationId, event));
        return List.copyOf(told.subList(before, told.size()));
    }

    /** Both inputs have come to this time of {@code known_at}. What that makes the function tell. */
    List<Tell> watermark(long millis) {
        int before = told.size();
        try {
            harness.processWatermark2(new Watermark(millis));
            harness.processWatermark1(new Watermark(millis));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        take();
        return List.copyOf(told.subList(before, told.size()));
    }

    List<Tell> tells() {
        return List.copyOf(told);
    }

    /** Revisions come, in this order; what is compiled of them is not waited for. */
    void publish(Collection<Revision> revisions) {
        try {
            for (Revision revision : revisions) {
                harness.processElement2(new StreamRecord<>(revision));
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Revisions come, and are compiled. What is told of them. */
    List<PatternStatus> published(Revision... revisions) {
        int before = statuses().size();
        publish(List.of(revisions));
        settle();
        return List.copyOf(statuses().subList(before, statuses().size()));
    }

    /** Waits until everything that came is compiled and told of; the processing time passes meanwhile. */
    void settle() {
        long end = System.nanoTime() + PATIENCE_NANOS;
        do {
            if (System.nanoTime() > end) {
                throw new AssertionError("patterns are not compiled in time");
            }
            Thread.onSpinWait();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            try {
                harness.setProcessingTime(harness.getProcessingTime() + 20);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        } while (((DetectOperator) harness.getOperator()).isWaking());
    }

    /** All that was told of revisions so far. */
    List<PatternStatus> statuses() {
        var out = harness.getSideOutput(DetectSequences.STATUSES);
        return out == null
                ? List.of()
                : out.stream().map(StreamRecord::getValue).toList();
    }

    OperatorSubtaskState snapshot() {
        try {
            return harness.snapshot(1, 1);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** What rests of published patterns. */
    Map<String, StoredRevision> storedRevisions() {
        try {
            Map<String, StoredRevision> stored = new LinkedHashMap<>();
            harness.getOperator()
                    .getOperatorStateBackend()
                    .getBroadcastState(LivePatterns.PUBLISHED)
                    .immutableEntries()
                    .forEach(entry -> stored.put(entry.getKey(), entry.getValue()));
            return stored;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    List<Tell> shadowAlerts() {
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
