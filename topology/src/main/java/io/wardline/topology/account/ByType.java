// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * A map in keyed state for each type of identifier, since each has a retention of its own: Flink drops an entry that long after it was
 * written, and RocksDB rewrites old files within a day more.
 */
final class ByType<V> {
    private static final Duration EXPIRED_LEAVE_DISK_WITHIN = Duration.ofDays(1);
    /** Entries of a compaction between two looks at the clock. */
    private static final long CLOCK_READ_EVERY = 1000;

    private final Map<IdentifierType, MapState<String, V>> states = new EnumMap<>(IdentifierType.class);

    /** @param name of the states, followed by the type's */
    ByType(RuntimeContext context, String name, Class<V> values, LinkPolicy policy) {
        for (IdentifierType type : IdentifierType.values()) {
            MapStateDescriptor<String, V> descriptor = new MapStateDescriptor<>(
                    name + "-" + type.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    Types.STRING,
                    TypeInformation.of(values));
            descriptor.enableTimeToLive(ttl(policy.retention(type)));
            states.put(type, context.getMapState(descriptor));
        }
    }

    MapState<String, V> of(IdentifierType type) {
        return Objects.requireNonNull(states.get(type));
    }

    /** A value that is kept as long as anything of its key may be. */
    static <T> ValueState<T> value(RuntimeContext context, String name, Class<T> type, LinkPolicy policy) {
        ValueStateDescriptor<T> descriptor = new ValueStateDescriptor<>(name, TypeInformation.of(type));
        descriptor.enableTimeToLive(ttl(policy.longest()));
        return context.getState(descriptor);
    }

    static StateTtlConfig ttl(Duration retention) {
        return StateTtlConfig.newBuilder(retention)
                .cleanupInRocksdbCompactFilter(CLOCK_READ_EVERY, EXPIRED_LEAVE_DISK_WITHIN)
                .build();
    }
}
