// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.event;

import java.io.IOException;
import java.lang.reflect.Type;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Flink's view of {@link EventCodec}. */
public final class EventSerializer extends CompactSerializer<Event> {
    public static final EventSerializer INSTANCE = new EventSerializer();
    private static final long serialVersionUID = 1L;

    @Override
    public void serialize(Event event, DataOutputView target) throws IOException {
        EventCodec.write(event, target);
    }

    @Override
    public Event deserialize(DataInputView source) throws IOException {
        return EventCodec.read(source);
    }

    @Override
    public TypeSerializerSnapshot<Event> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Every stored event begins with its format's version, so the snapshot itself has nothing to tell. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Event> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }

    /** Found by Flink through the annotation on {@link Event}. */
    public static final class Factory extends TypeInfoFactory<Event> {
        @Override
        public TypeInformation<Event> createTypeInfo(Type type, Map<String, TypeInformation<?>> parameters) {
            return new CompactTypeInfo<>(Event.class, INSTANCE);
        }
    }
}
