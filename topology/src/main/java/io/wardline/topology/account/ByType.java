// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import io.wardline.topology.event.Retention;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * A map in keyed state for each type of identifier, since each has a retention of its own.
 */
final class ByType<V> {
    private final Map<IdentifierType, MapState<String, V>> states = new EnumMap<>(IdentifierType.class);

    /** @param name of the states, followed by the type's */
    ByType(RuntimeContext context, String name, Class<V> values, LinkPolicy policy) {
        for (IdentifierType type : IdentifierType.values()) {
            MapStateDescriptor<String, V> descriptor = new MapStateDescriptor<>(
                    name + "-" + type.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    Types.STRING,
                    TypeInformation.of(values));
            descriptor.enableTimeToLive(Retention.of(policy.retention(type)));
            states.put(type, context.getMapState(descriptor));
        }
    }

    MapState<String, V> of(IdentifierType type) {
        return Objects.requireNonNull(states.get(type));
    }

    /** A value that is kept as long as anything of its key may be. */
    static <T> ValueState<T> value(RuntimeContext context, String name, Class<T> type, LinkPolicy policy) {
        ValueStateDescriptor<T> descriptor = new ValueStateDescriptor<>(name, TypeInformation.of(type));
        descriptor.enableTimeToLive(Retention.of(policy.longest()));
        return context.getState(descriptor);
    }
}
