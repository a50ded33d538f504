// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.event;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How compact stored records write their parts: integers in as many bytes as they need, and canonical UUIDs in 17. */
public final class CompactForm {
    private static final int UUID_TEXT_LENGTH = 36;

    private CompactForm() {}

    /** Writes a record or one part of it. */
    @FunctionalInterface
    public interface Writer<T> {
        void write(T value, DataOutput out) throws IOException;
    }

    /** Reads what a {@link Writer} wrote. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(DataInput in) throws IOException;
    }

    /** How many there are, and each. */
    public static <T> void writeAll(Collection<T> all, Writer<T> writer, DataOutput out) throws IOException {
        writeVarLong(all.size(), out);
        for (T one : all) {
            writer.write(one, out);
        }
    }

    public static <T> List<T> readAll(Reader<T> reader, DataInput in) throws IOException {
        int count = (int) readVarLong(in);
        if (count == 0) {
            return List.of();
        }
        List<T> all = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            all.add(reader.read(in));
        }
        return List.copyOf(all);
    }

    /** A time, which may be before the epoch. */
    public static void writeTime(long millis, DataOutput out) throws IOException {
        writeVarLong(zigzag(millis), out);
    }

    public static long readTime(DataInput in) throws IOException {
        return unzigzag(readVarLong(in));
    }

    public static void writeOptional(@Nullable String text, DataOutput out) throws IOException {
        out.writeBoolean(text != null);
        if (text != null) {
            writeText(text, out);
        }
    }

    public static @Nullable String readOptional(DataInput in) throws IOException {
        return in.readBoolean() ? readText(in) : null;
    }

    /** A canonical UUID as zero and its 16 bytes; any other text as its length plus one and its UTF-8 bytes. */
    public static void writeText(String text, DataOutput out) throws IOException {
        if (writeUuid(text, out)) {
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        writeVarLong(bytes.length + 1L, out);
        out.write(bytes);
    }

    public static String readText(DataInput in) throws IOException {
        long length = readVarLong(in);
        if (length == 0) {
            return new UUID(in.readLong(), in.readLong()).toString();
        }
        byte[] bytes = new byte[(int) length - 1];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Only as {@link UUID#toString} has it, so that it can be read back as it was. In one pass, since a record has several. */
    private static boolean writeUuid(String text, DataOutput out) throws IOException {
        if (text.length() != UUID_TEXT_LENGTH
                || text.charAt(8) != '-'
                || text.charAt(13) != '-'
                || text.charAt(18) != '-'
                || text.charAt(23) != '-') {
            return false;
        }
        long first = hex(text, 0, 8);
        long second = hex(text, 9, 13);
        long third = hex(text, 14, 18);
        long fourth = hex(text, 19, 23);
        long fifth = hex(text, 24, UUID_TEXT_LENGTH);
        if ((first | second | third | fourth | fifth) < 0) {
            return false;
        }
        out.writeByte(0);
        out.writeLong((first << 32) | (second << 16) | third);
        out.writeLong((fourth << 48) | fifth);
        return true;
    }

    /** Of at most twelve lower-case digits; negative when one is something else. */
    private static long hex(String text, int from, int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            value = (value << 4) | digit(text.charAt(i)); // once negative, it stays so
        }
        return value;
    }

    private static int digit(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    }

    public static void writeVarLong(long value, DataOutput out) throws IOException {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.writeByte((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    public static long readVarLong(DataInput in) throws IOException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = in.readUnsignedByte();
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new IOException("a stored record is damaged: a number has more than 64 bits");
    }

    public static long zigzag(long value) {
        return (value << 1) ^ (value >> 63);
    }

    public static long unzigzag(long value) {
        return (value >>> 1) ^ -(value & 1);
    }

    public static <T extends Enum<T>> int code(T[] all, T value) {
        for (int i = 0; i < all.length; i++) {
            if (all[i] == value) {
                return i;
            }
        }
        throw new IllegalArgumentException("no code for " + value);
    }
}
