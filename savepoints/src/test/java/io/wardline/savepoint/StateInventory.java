// SPDX-License-Identifier: Apache-2.0
package io.wardline.savepoint;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeutils.CompositeTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedBackendSerializationProxy;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.OperatorBackendSerializationProxy;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot.CommonOptionsKeys;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot.CommonSerializerKeys;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamGraphHasherV2;
import org.apache.flink.streaming.api.graph.StreamNode;

/** What a job is made of, by its graph, and what each of its operators keeps, by a savepoint of it. One line a fact. */
final class StateInventory {
    private final Map<OperatorID, Set<String>> states = new HashMap<>();

    private StateInventory() {}

    /** The lines for each operator of the graph, in the order of their uids. */
    static List<String> of(StreamGraph graph, String savepoint) throws IOException {
        StateInventory inventory = new StateInventory();
        inventory.read(savepoint);
        List<String> lines = new ArrayList<>();
        graph.getStreamNodes().stream()
                .sorted(Comparator.comparing(StreamNode::getTransformationUID))
                .forEach(node -> {
                    lines.add(node.getTransformationUID() + inputs(node, graph));
                    inventory.statesOf(node).forEach(state -> lines.add("    " + state));
                });
        if (!inventory.states.isEmpty()) {
            throw new IllegalStateException("state of no operator of the graph: " + inventory.states);
        }
        return lines;
    }

    private static String inputs(StreamNode node, StreamGraph graph) {
        Set<String> inputs = node.getInEdges().stream()
                .map(edge -> graph.getStreamNode(edge.getSourceId()).getTransformationUID())
                .collect(Collectors.toCollection(TreeSet::new));
        return inputs.isEmpty() ? "" : " <- " + String.join(", ", inputs);
    }

    private Set<String> statesOf(StreamNode node) {
        OperatorID id = new OperatorID(StreamGraphHasherV2.generateUserSpecifiedHash(node.getTransformationUID()));
        Set<String> found = states.remove(id);
        return found == null ? Set.of() : found;
    }

    private void read(String savepoint) throws IOException {
        Path metadata = Path.of(URI.create(savepoint)).resolve("_metadata");
        try (DataInputStream in = new DataInputStream(Files.newInputStream(metadata))) {
            for (OperatorState operator : Checkpoints.loadCheckpointMetadata(in, classLoader(), savepoint)
                    .getOperatorStates()) {
                Set<String> lines = states.computeIfAbsent(operator.getOperatorID(), id -> new TreeSet<>());
                if (operator.getCoordinatorState() != null) {
                    lines.add("coordinator state");
                }
                for (OperatorSubtaskState subtask : operator.getStates()) {
                    lines.addAll(read(subtask));
                }
            }
        }
    }

    private static List<String> read(OperatorSubtaskState subtask) throws IOException {
        List<String> lines = new ArrayList<>();
        for (OperatorStateHandle handle : subtask.getManagedOperatorState()) {
            try (FSDataInputStream in = handle.openInputStream()) {
                OperatorBackendSerializationProxy proxy = new OperatorBackendSerializationProxy(classLoader());
                proxy.read(new DataInputViewStreamWrapper(in));
                proxy.getOperatorStateMetaInfoSnapshots().forEach(state -> lines.add(operatorState(state)));
                proxy.getBroadcastStateMetaInfoSnapshots().forEach(state -> lines.add("broadcast " + state.getName()));
            }
        }
        for (KeyedStateHandle handle : subtask.getManagedKeyedState()) {
            try (FSDataInputStream in = ((KeyGroupsStateHandle) handle).openInputStream()) {
                KeyedBackendSerializationProxy<?> proxy = new KeyedBackendSerializationProxy<>(classLoader());
                proxy.read(new DataInputViewStreamWrapper(in));
                String key = name(proxy.getKeySerializerSnapshot());
                proxy.getStateMetaInfoSnapshots().forEach(state -> lines.add(keyedState(state, key)));
            }
        }
        return lines;
    }

    private static String operatorState(StateMetaInfoSnapshot state) {
        return "operator state %s, %s of %s"
                .formatted(
                        state.getName(),
                        state.getOption(CommonOptionsKeys.OPERATOR_STATE_DISTRIBUTION_MODE),
                        value(state));
    }

    private static String keyedState(StateMetaInfoSnapshot state, String key) {
        return switch (state.getBackendStateType()) {
            case PRIORITY_QUEUE -> "timers %s by %s".formatted(state.getName(), key);
            case KEY_VALUE, KEY_VALUE_V2 ->
                "keyed state %s by %s, %s of %s"
                        .formatted(
                                state.getName(),
                                key,
                                state.getOption(CommonOptionsKeys.KEYED_STATE_TYPE),
                                value(state));
            case OPERATOR, BROADCAST -> throw new IllegalStateException(state.getName() + " is not keyed");
        };
    }

    private static String value(StateMetaInfoSnapshot state) {
        TypeSerializerSnapshot<?> serializer = state.getTypeSerializerSnapshot(CommonSerializerKeys.VALUE_SERIALIZER);
        return serializer == null ? "nothing" : name(serializer);
    }

    /** The serializer's name, and those of the serializers within. */
    private static String name(TypeSerializerSnapshot<?> snapshot) {
        String name = snapshot.restoreSerializer().getClass().getSimpleName();
        if (snapshot instanceof CompositeTypeSerializerSnapshot<?, ?> composite) {
            return Stream.of(composite.getNestedSerializerSnapshots())
                    .map(StateInventory::name)
                    .collect(Collectors.joining(", ", name + "(", ")"));
        }
        return name;
    }

    private static ClassLoader classLoader() {
        return StateInventory.class.getClassLoader();
    }
}
