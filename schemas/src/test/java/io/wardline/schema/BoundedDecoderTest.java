// SPDX-License-Identifier: Apache-2.0
package io.wardline.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Goal: it reads what Avro writes, and nothing that is outside its bytes. Method: Avro's encoder is the peer; bytes of others surround. */
final class BoundedDecoderTest {
    private static final int BEFORE = 3;

    private interface Value {
        void write(BinaryEncoder out) throws IOException;
    }

    private interface Reading {
        void of(BoundedDecoder in) throws IOException;
    }

    @Test
    void readsEveryValueThatAvroWrites() throws IOException {
        for (long seed = 0; seed < 5_000; seed++) {
            Random random = new Random(seed);
            // Of any length that a number can have.
            long number = random.nextLong() >> random.nextInt(64);
            int small = random.nextInt() >> random.nextInt(32);
            double fraction = Double.longBitsToDouble(random.nextLong());
            float single = Float.intBitsToFloat(random.nextInt());
            String text = "é😀x".repeat(random.nextInt(40));
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            BoundedDecoder in = within(bytes(out -> {
                out.writeLong(number);
                out.writeInt(small);
                out.writeDouble(fraction);
                out.writeFloat(single);
                out.writeBoolean(number > 0);
                out.writeString(text);
                out.writeString(text);
                out.writeBytes(bytes);
                out.writeFixed(bytes);
                out.writeString(text);
                out.writeBytes(bytes);
                out.writeFixed(bytes);
                out.writeLong(number);
            }));

            assertThat(in.readLong()).as("seed %d", seed).isEqualTo(number);
            assertThat(in.readInt()).as("seed %d", seed).isEqualTo(small);
            assertThat(in.readDouble()).as("seed %d", seed).isEqualTo(Double.valueOf(fraction));
            assertThat(in.readFloat()).as("seed %d", seed).isEqualTo(Float.valueOf(single));
            assertThat(in.readBoolean()).as("seed %d", seed).isEqualTo(number > 0);
            assertThat(in.readString()).as("seed %d", seed).isEqualTo(text);
            assertThat(in.readString(null).toString()).as("seed %d", seed).isEqualTo(text);
            assertThat(in.readBytes(null)).as("seed %d", seed).isEqualTo(ByteBuffer.wrap(bytes));
            byte[] fixed = new byte[bytes.length];
            in.readFixed(fixed);
            assertThat(fixed).as("seed %d", seed).isEqualTo(bytes);
            in.skipString();
            in.skipBytes();
            in.skipFixed(bytes.length);
            assertThat(in.readLong()).as("seed %d", seed).isEqualTo(number);
            assertThat(in.remaining()).as("seed %d", seed).isZero();
        }
    }

    /** What follows is another's, and would do for every value. */
    @Test
    void readsNothingBehindItsEnd() throws IOException {
        refusesLessThan(1, BoundedDecoder::readLong);
        refusesLessThan(1, BoundedDecoder::readInt);
        refusesLessThan(1, BoundedDecoder::readBoolean);
        refusesLessThan(Float.BYTES, BoundedDecoder::readFloat);
        refusesLessThan(Double.BYTES, BoundedDecoder::readDouble);
        refusesLessThan(11, BoundedDecoder::readString);
        refusesLessThan(11, in -> in.readString(null));
        refusesLessThan(11, in -> in.readBytes(null));
        refusesLessThan(11, BoundedDecoder::skipString);
        refusesLessThan(11, BoundedDecoder::skipBytes);
        refusesLessThan(5, in -> in.readFixed(new byte[5]));
        refusesLessThan(5, in -> in.skipFixed(5));
    }

    private static void refusesLessThan(int needed, Reading reading) throws IOException {
        byte[] text = bytes(out -> out.writeString("0123456789"));
        for (int length = 0; length < needed; length++) {
            BoundedDecoder in = new BoundedDecoder(text, 0, length);
            assertThatThrownBy(() -> reading.of(in))
                    .as("%d of %d bytes", length, needed)
                    .isInstanceOf(EOFException.class);
            assertThat(in.position()).isLessThanOrEqualTo(length);
        }
        BoundedDecoder enough = new BoundedDecoder(text, 0, needed);
        reading.of(enough);
        assertThat(enough.remaining()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 11, 1L << 32, (1L << 32) + 1, Integer.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE})
    void believesNoLengthThatIsNotThere(long claim) throws IOException {
        byte[] bytes = Arrays.copyOf(bytes(out -> out.writeLong(claim)), 20);

        assertThatThrownBy(() -> new BoundedDecoder(bytes, 0, 11).readString()).isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> new BoundedDecoder(bytes, 0, 11).readBytes(null))
                .isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> new BoundedDecoder(bytes, 0, 11).skipBytes()).isInstanceOf(EOFException.class);
    }

    @Test
    void refusesANumberThatDoesNotEndOrDoesNotFit() throws IOException {
        byte[] endless = new byte[20];
        // It ends, but with more bits than a long has.
        Arrays.fill(endless, 0, 10, (byte) -1);
        byte[] large = bytes(out -> out.writeLong(1L << 31));

        assertThatThrownBy(() -> new BoundedDecoder(endless, 0).readLong())
                .isInstanceOf(WireFormatException.class)
                .hasMessage("a number is too long");
        assertThatThrownBy(() -> new BoundedDecoder(large, 0).readInt())
                .isInstanceOf(WireFormatException.class)
                .hasMessage("an int is out of range");
    }

    /** A block's size in bytes is for those who pass over it; those who read it do not need it. */
    @Test
    void readsBlocksThatTellTheirSizeAndPassesOverThem() throws IOException {
        byte[] list = bytes(out -> {
            out.writeLong(-2);
            out.writeLong(3);
            out.writeString("a");
            out.writeString("");
            out.writeLong(1);
            out.writeString("b");
            out.writeLong(0);
        });
        BoundedDecoder reading = within(list);
        BoundedDecoder passing = within(list);

        assertThat(reading.readArrayStart()).isEqualTo(2);
        assertThat(reading.readString()).isEqualTo("a");
        assertThat(reading.readString()).isEmpty();
        assertThat(reading.arrayNext()).isEqualTo(1);
        assertThat(reading.readString()).isEqualTo("b");
        assertThat(reading.arrayNext()).isZero();
        assertThat(reading.remaining()).isZero();

        assertThat(passing.skipArray()).isEqualTo(1);
        assertThat(passing.readString()).isEqualTo("b");
        assertThat(passing.skipArray()).isZero();
        assertThat(passing.remaining()).isZero();
    }

    @Test
    void refusesARangeThatTheArrayDoesNotHave() {
        assertThatThrownBy(() -> new BoundedDecoder(new byte[4], 2, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> new BoundedDecoder(new byte[4], 5)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> new BoundedDecoder(new byte[4], -1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static byte[] bytes(Value value) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        value.write(EncoderFactory.get().directBinaryEncoder(out, null));
        return out.toByteArray();
    }

    /** These bytes and no others, in the middle of an array. */
    private static BoundedDecoder within(byte[] bytes) {
        byte[] around = new byte[bytes.length + 2 * BEFORE];
        System.arraycopy(bytes, 0, around, BEFORE, bytes.length);
        return new BoundedDecoder(around, BEFORE, bytes.length);
    }
}
