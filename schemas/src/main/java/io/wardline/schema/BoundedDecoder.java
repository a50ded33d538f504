// SPDX-License-Identifier: Apache-2.0
package io.wardline.schema;

import java.io.EOFException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Avro's binary form, read without trust. Avro's own decoder allocates what a record claims: fifty bytes that begin a list of two
 * billion items end the JVM. Here no length and no count may exceed the bytes that are left.
 *
 * <p>Everything that is not what it claims to be is an {@link IOException}: {@link EOFException} when bytes are missing, {@link
 * WireFormatException} otherwise. Not for several threads at a time.
 */
public final class BoundedDecoder extends Decoder {
    /** Seven bits a byte, and 64 of them. */
    private static final int MAX_VARINT_BYTES = 10;

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private final int end;
    private int position;

    /** Reads from an offset to the end. The bytes are not copied. */
    public BoundedDecoder(byte[] bytes, int offset) {
        this(bytes, offset, bytes.length - offset);
    }

    /**
     * Reads so many bytes from an offset. The bytes are not copied.
     *
     * @throws IndexOutOfBoundsException when the array has no such range
     */
    public BoundedDecoder(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        this.bytes = bytes;
        this.end = offset + length;
        this.position = offset;
    }

    /** How many bytes are left. */
    public int remaining() {
        return end - position;
    }

    /** Where the next byte is in the array. */
    public int position() {
        return position;
    }

    @Override
    public void readNull() {}

    @Override
    public boolean readBoolean() throws IOException {
        need(1);
        return bytes[position++] == 1;
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
        need(1);
        byte first = bytes[position++];
        // Most numbers are lengths of texts and indexes of branches: one byte.
        return first >= 0 ? unzigzag(first) : longer(first & 0x7FL);
    }

    private long longer(long first) throws IOException {
        long zigzag = first;
        for (int i = 1; i < MAX_VARINT_BYTES; i++) {
            need(1);
            byte next = bytes[position++];
            zigzag |= (next & 0x7FL) << (7 * i);
            if (next >= 0) {
                return unzigzag(zigzag);
            }
        }
        throw new WireFormatException("a number is too long");
    }

    private static long unzigzag(long zigzag) {
        return (zigzag >>> 1) ^ -(zigzag & 1);
    }

    @Override
    public float readFloat() throws IOException {
        return Float.intBitsToFloat((int) INTS.get(bytes, pass(Float.BYTES)));
    }

    @Override
    public double readDouble() throws IOException {
        return Double.longBitsToDouble((long) LONGS.get(bytes, pass(Double.BYTES)));
    }

    @Override
    public Utf8 readString(@Nullable Utf8 old) throws IOException {
        return new Utf8(take(readLong()));
    }

    @Override
    public String readString() throws IOException {
        long length = readLong();
        return new String(bytes, pass(length), (int) length, StandardCharsets.UTF_8);
    }

    @Override
    public void skipString() throws IOException {
        pass(readLong());
    }

    @Override
    public ByteBuffer readBytes(@Nullable ByteBuffer old) throws IOException {
        return ByteBuffer.wrap(take(readLong()));
    }

    @Override
    public void skipBytes() throws IOException {
        pass(readLong());
    }

    @Override
    public void readFixed(byte[] target, int start, int length) throws IOException {
        System.arraycopy(bytes, pass(length), target, start, length);
    }

    @Override
    public void skipFixed(int length) throws IOException {
        pass(length);
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
            pass(readLong());
            count = readLong();
        }
        need(count);
        return count;
    }

    private byte[] take(long length) throws IOException {
        int start = pass(length);
        return Arrays.copyOfRange(bytes, start, position);
    }

    /** Goes on behind so many bytes. Returns where they begin. */
    private int pass(long length) throws IOException {
        need(length);
        int start = position;
        position = start + (int) length;
        return start;
    }

    private void need(long length) throws IOException {
        if (length < 0 || length > end - position) {
            throw new EOFException();
        }
    }
}
