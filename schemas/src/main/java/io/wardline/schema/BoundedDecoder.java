// SPDX-License-Identifier: Apache-2.0
package io.wardline.schema;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Avro's binary form, read without trust. Avro's own decoder allocates what a record claims: fifty bytes that begin a list of two
 * billion items end the JVM. Here no length and no count may exceed the bytes that are left.
 */
public final class BoundedDecoder extends Decoder {
    /** Seven bits a byte, and 64 of them. */
    private static final int MAX_VARINT_BYTES = 10;

    private final ByteBuffer in;

    /** Reads from an offset to the end. */
    public BoundedDecoder(byte[] bytes, int offset) {
        this(bytes, offset, bytes.length - offset);
    }

    /** Reads so many bytes from an offset. */
    public BoundedDecoder(byte[] bytes, int offset, int length) {
        this.in = ByteBuffer.wrap(bytes, offset, length).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** How many bytes are left. */
    public int remaining() {
        return in.remaining();
    }

    /** Where the next byte is in the array. */
    public int position() {
        return in.position();
    }

    @Override
    public void readNull() {}

    @Override
    public boolean readBoolean() throws IOException {
        need(1);
        return in.get() == 1;
    }

    @Override
    public int readInt() throws IOException {
        long value = readLong();
        if (value != (int) value) {
            throw new WireFormatException("an int is out of range");
        }
        return (int) value;
    }

    @Override
    public long readLong() throws IOException {
        long zigzag = 0;
        for (int i = 0; i < MAX_VARINT_BYTES; i++) {
            need(1);
            byte next = in.get();
            zigzag |= (next & 0x7FL) << (7 * i);
            if (next >= 0) {
                return (zigzag >>> 1) ^ -(zigzag & 1);
            }
        }
        throw new WireFormatException("a number is too long");
    }

    @Override
    public float readFloat() throws IOException {
        need(Float.BYTES);
        return in.getFloat();
    }

    @Override
    public double readDouble() throws IOException {
        need(Double.BYTES);
        return in.getDouble();
    }

    @Override
    public Utf8 readString(@Nullable Utf8 old) throws IOException {
        return new Utf8(take(readLong()));
    }

    @Override
    public String readString() throws IOException {
        return readString(null).toString();
    }

    @Override
    public void skipString() throws IOException {
        skip(readLong());
    }

    @Override
    public ByteBuffer readBytes(@Nullable ByteBuffer old) throws IOException {
        return ByteBuffer.wrap(take(readLong()));
    }

    @Override
    public void skipBytes() throws IOException {
        skip(readLong());
    }

    @Override
    public void readFixed(byte[] bytes, int start, int length) throws IOException {
        need(length);
        in.get(bytes, start, length);
    }

    @Override
    public void skipFixed(int length) throws IOException {
        skip(length);
    }

    @Override
    public int readEnum() throws IOException {
        return readInt();
    }

    @Override
    public int readIndex() throws IOException {
        return readInt();
    }

    @Override
    public long readArrayStart() throws IOException {
        return block();
    }

    @Override
    public long arrayNext() throws IOException {
        return block();
    }

    @Override
    public long skipArray() throws IOException {
        return skipBlocks();
    }

    @Override
    public long readMapStart() throws IOException {
        return block();
    }

    @Override
    public long mapNext() throws IOException {
        return block();
    }

    @Override
    public long skipMap() throws IOException {
        return skipBlocks();
    }

    /** How many items come next. A negative count is followed by the block's size in bytes, for those who skip it. */
    private long block() throws IOException {
        long count = readLong();
        if (count < 0) {
            readLong();
            count = -count;
        }
        // Each item takes a byte at least: the contract has no list of nothing.
        need(count);
        return count;
    }

    private long skipBlocks() throws IOException {
        long count = readLong();
        while (count < 0) {
            skip(readLong());
            count = readLong();
        }
        need(count);
        return count;
    }

    private byte[] take(long length) throws IOException {
        need(length);
        byte[] bytes = new byte[(int) length];
        in.get(bytes);
        return bytes;
    }

    private void skip(long length) throws IOException {
        need(length);
        in.position(in.position() + (int) length);
    }

    private void need(long length) throws IOException {
        if (length < 0 || length > in.remaining()) {
            throw new EOFException();
        }
    }
}
