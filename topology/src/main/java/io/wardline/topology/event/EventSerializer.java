// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.event;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Flink's view of {@link EventCodec}. Events are immutable, so a copy is the event itself. */
public final class EventSerializer extends TypeSerializerSingleton<Event> {
    public static final EventSerializer INSTANCE = new EventSerializer();
    private static final long serialVersionUID = 1L;

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public Event createInstance() {
        throw new UnsupportedOperationException("an event has no empty form");
    }

    @Override
    public Event copy(Event from) {
        return from;
    }

    @Override
    public Event copy(Event from, Event reuse) {
        return from;
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(Event event, DataOutputView target) throws IOException {
        EventCodec.write(event, target);
    }

    @Override
    public Event deserialize(DataInputView source) throws IOException {
        return EventCodec.read(source);
    }

    @Override
    public Event deserialize(Event reuse, DataInputView source) throws IOException {
        return EventCodec.read(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        EventCodec.write(EventCodec.read(source), target);
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
}
