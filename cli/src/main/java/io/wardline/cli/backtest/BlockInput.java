// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.backtest;

import io.wardline.schema.BoundedDecoder;
import io.wardline.schema.WireFormatException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.avro.file.DataFileConstants;
import org.apache.avro.file.SeekableInput;

/**
 * A file behind a buffer, for Avro's reader of container files. Avro's own input has none: while the reader looks for the first block
 * of a part, it asks the operating system for one byte at a time, and that took longer than all else together.
 */
final class BlockInput implements SeekableInput {
    /** Some calls for a megabyte, and small enough that what was read is still in the processor's cache when it is copied. */
    private static final int BUFFER_BYTES = 256 * 1024;

    /** Four thousand times what Avro makes them unless told otherwise, and a share of a small heap. */
    private static final int MAX_BLOCK_BYTES = 256 * 1024 * 1024;
    /** Two numbers. */
    private static final int BLOCK_HEAD_BYTES = 20;

    private final FileChannel channel;
    /** Outside the heap, where the operating system can write to without a further copy. */
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES).limit(0);
    /** Where in the file the buffer's content ends. */
    private long end;

    BlockInput(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.READ);
    }

    @Override
    public void seek(long position) throws IOException {
        long start = end - buffer.limit();
        if (position >= start && position <= end) {
            buffer.position((int) (position - start));
        } else {
            buffer.limit(0);
            end = position;
        }
    }

    @Override
    public long tell() {
        return end - buffer.remaining();
    }

    @Override
    public long length() throws IOException {
        return channel.size();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!buffer.hasRemaining() && !fill()) {
            return -1;
        }
        int taken = Math.min(length, buffer.remaining());
        buffer.get(target, offset, taken);
        return taken;
    }

    private boolean fill() throws IOException {
        buffer.clear();
        int read = channel.read(buffer, end);
        buffer.flip();
        end += Math.max(0, read);
        return read > 0;
    }

    /**
     * Whether a block of a container file that begins there is in the file, by what its beginning says. Avro's reader takes as much
     * memory as a block claims before it looks for it.
     */
    boolean holdsBlock(long start) throws IOException {
        byte[] head = new byte[BLOCK_HEAD_BYTES];
        int read = channel.read(ByteBuffer.wrap(head), start);
        BoundedDecoder in = new BoundedDecoder(head, 0, Math.max(0, read));
        try {
            long records = in.readLong();
            long bytes = in.readLong();
            long left = length() - start - in.position() - DataFileConstants.SYNC_SIZE;
            return records > 0 && bytes >= 0 && bytes <= Math.min(left, MAX_BLOCK_BYTES);
        } catch (EOFException | WireFormatException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
