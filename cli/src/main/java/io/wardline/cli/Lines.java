// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Lines of a file, from a place on, as bytes. What a line has beyond a limit is passed over, so that no line costs more memory. */
public final class Lines implements Closeable {
    private static final int BUFFER_BYTES = 256 * 1024;

    private final InputStream in;
    private final int limit;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int next;
    private int end;
    private long position;

    /**
     * @param start the byte that the first line begins with
     * @param limit how many bytes of a line are kept
     */
    public Lines(Path file, long start, int limit) throws IOException {
        this.in = Files.newInputStream(file);
        this.limit = limit;
        this.position = start;
        in.skipNBytes(start);
    }

    /** The byte of the file that the next line begins with. */
    public long position() {
        return position;
    }

    /** Goes on to the next line. Returns whether there is one. */
    public boolean advance() throws IOException {
        line.reset();
        boolean begun = false;
        while (next < end || fill()) {
            begun = true;
            int from = next;
            while (next < end && buffer[next] != '\n') {
                next++;
            }
            line.write(buffer, from, Math.min(next - from, limit - line.size()));
            boolean ended = next < end;
            if (ended) {
                next++;
            }
            position += next - from;
            if (ended) {
                break;
            }
        }
        return begun;
    }

    private boolean fill() throws IOException {
        next = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }

    /** The line, without its end. */
    public byte[] line() {
        return line.toByteArray();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
