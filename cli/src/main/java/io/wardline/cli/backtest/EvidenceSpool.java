// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.backtest;

import io.wardline.topology.event.Event;
import io.wardline.topology.event.EventSerializer;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * The admitted events on disk, a file for each share of the conversations: a conversation's events lie scattered over the input, and
 * detection needs them together. So memory holds one share for each thread, however long the recording is.
 */
final class EvidenceSpool implements AutoCloseable {
    private static final int FLUSH_BYTES = 128 * 1024;
    private static final int FIRST_BYTES = 1024;

    private final Path folder;
    private final List<OutputStream> shares = new ArrayList<>();

    /** @param count how many shares there are */
    EvidenceSpool(Path folder, int count) throws IOException {
        this.folder = folder;
        for (int share = 0; share < count; share++) {
            shares.add(Files.newOutputStream(file(share)));
        }
    }

    private Path file(int share) {
        return folder.resolve("share-" + share);
    }

    int count() {
        return shares.size();
    }

    /** A thread's buffers. Close it when the thread has read what it had to. */
    Writer writer() {
        return new Writer();
    }

    /** Collects what one thread admits. */
    final class Writer implements AutoCloseable {
        private final DataOutputSerializer[] buffers = new DataOutputSerializer[shares.size()];

        private Writer() {
            for (int share = 0; share < buffers.length; share++) {
                buffers[share] = new DataOutputSerializer(FIRST_BYTES);
            }
        }

        void add(String conversationId, Event event) throws IOException {
            int share = Math.floorMod(conversationId.hashCode() * 0x9E3779B9, buffers.length);
            DataOutputSerializer buffer = buffers[share];
            buffer.writeUTF(conversationId);
            EventSerializer.INSTANCE.serialize(event, buffer);
            if (buffer.length() >= FLUSH_BYTES) {
                flush(share);
            }
        }

        private void flush(int share) throws IOException {
            DataOutputSerializer buffer = buffers[share];
            OutputStream out = shares.get(share);
            synchronized (out) {
                out.write(buffer.getSharedBuffer(), 0, buffer.length());
            }
            buffer.clear();
        }

        @Override
        public void close() throws IOException {
            for (int share = 0; share < buffers.length; share++) {
                flush(share);
            }
        }
    }

    /** The events of each conversation of a share, in the order in which they became known. Call when every writer is closed. */
    Map<String, List<Event>> read(int share) throws IOException {
        Map<String, List<Event>> conversations = new LinkedHashMap<>();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file(share)), FLUSH_BYTES)) {
            DataInputViewStreamWrapper view = new DataInputViewStreamWrapper(new DataInputStream(in));
            while (true) {
                String conversationId = view.readUTF();
                conversations
                        .computeIfAbsent(conversationId, id -> new ArrayList<>())
                        .add(EventSerializer.INSTANCE.deserialize(view));
            }
        } catch (EOFException end) {
            // Threads wrote in turns; the clock and the id give back the order, and of copies the first counts.
            conversations.values().forEach(events -> events.sort(AS_KNOWN));
            return conversations;
        }
    }

    private static final Comparator<Event> AS_KNOWN =
            Comparator.comparingLong(Event::knownAtMillis).thenComparing(Event::eventId);

    @Override
    public void close() throws IOException {
        for (OutputStream share : shares) {
            share.close();
        }
    }
}
