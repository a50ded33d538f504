// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.contender;

import io.wardline.topology.event.Event;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.Nullable;

/**
 * What the hand-written function keeps of an event.
 *
 * @param fits the steps that can take it, a bit for each
 */
record KeptStep(long occurredAtMillis, String eventId, String senderId, int fits) {
    static final Comparator<KeptStep> ORDER =
            Comparator.comparingLong(KeptStep::occurredAtMillis).thenComparing(KeptStep::eventId);

    private static final int CONTACT = 1;
    private static final int MEDIA = 2;
    private static final int THREAT = 4;
    private static final int DEMAND = 8;
    private static final int BYTES = 96;

    /** Null for an event that no step can take. */
    static @Nullable KeptStep of(Event event) {
        int fits = (FourSteps.isContact(event) ? CONTACT : 0)
                | (FourSteps.isMedia(event) ? MEDIA : 0)
                | (FourSteps.isThreat(event) ? THREAT : 0)
                | (FourSteps.isDemand(event) ? DEMAND : 0);
        return fits == 0 ? null : new KeptStep(event.occurredAtMillis(), event.eventId(), event.senderId(), fits);
    }

    boolean isContact() {
        return (fits & CONTACT) != 0;
    }

    boolean isMedia() {
        return (fits & MEDIA) != 0;
    }

    boolean isThreat() {
        return (fits & THREAT) != 0;
    }

    boolean isDemand() {
        return (fits & DEMAND) != 0;
    }

    static byte[] write(List<KeptStep> steps) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(BYTES * steps.size() + 2);
        out.writeShort(steps.size());
        for (KeptStep step : steps) {
            out.writeLong(step.occurredAtMillis);
            out.writeUTF(step.eventId);
            out.writeUTF(step.senderId);
            out.writeByte(step.fits);
        }
        return out.getCopyOfBuffer();
    }

    static List<KeptStep> read(byte @Nullable [] bytes) throws IOException {
        if (bytes == null) {
            return List.of();
        }
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        int count = in.readShort();
        List<KeptStep> steps = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            steps.add(new KeptStep(in.readLong(), in.readUTF(), in.readUTF(), in.readByte()));
        }
        return steps;
    }
}
