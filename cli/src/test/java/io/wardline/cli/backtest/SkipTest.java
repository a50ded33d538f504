// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wardline.schema.BoundedDecoder;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Goal: a skip ends where the value does, and no bytes make it do harm. Method: random values of random schemas, and chosen lies. */
class SkipTest {
    private static final Schema NULL = Schema.create(Schema.Type.NULL);
    private static final Schema STRING = Schema.create(Schema.Type.STRING);

    @Test
    void endsWhereTheValueOfAnySchemaDoes() throws IOException {
        for (long seed = 0; seed < 5_000; seed++) {
            Random random = new Random(seed);
            Schema schema = RandomWriter.any(random);
            byte[] value = new RandomEvents(random).next(schema);
            // Bytes of something else around it, as in a block.
            byte[] around = new byte[value.length + 20];
            Arrays.fill(around, (byte) -1);
            System.arraycopy(value, 0, around, 10, value.length);
            BoundedDecoder in = new BoundedDecoder(around, 10);

            Skip.of(schema).over(in);

            assertThat(in.position()).as("seed %d: %s", seed, schema).isEqualTo(10 + value.length);
        }
    }

    @Test
    void refusesAValueThatIsCutShortAnywhere() throws IOException {
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            Schema schema = RandomWriter.any(random);
            byte[] value = new RandomEvents(random).next(schema);
            for (int length = 0; length < value.length; length++) {
                BoundedDecoder in = new BoundedDecoder(value, 0, length);
                assertThatThrownBy(() -> Skip.of(schema).over(in))
                        .as("seed %d, %d bytes of %s", seed, length, schema)
                        .isInstanceOf(EOFException.class);
            }
        }
    }

    /** Of a text, of a list's items, and of a block's bytes. */
    @ParameterizedTest
    @ValueSource(longs = {7, 1_900_000_000L, 1L << 32, Long.MAX_VALUE})
    void believesNoLengthThatIsNotThere(long claim) throws IOException {
        byte[] alone = RandomEvents.numbers(claim, 0, 0);
        byte[] block = RandomEvents.numbers(-1, claim, 0, 0);

        for (Schema schema : List.of(STRING, Schema.createArray(STRING), Schema.createMap(STRING))) {
            assertThatThrownBy(() -> Skip.of(schema).over(new BoundedDecoder(alone, 0)))
                    .as(schema.toString())
                    .isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> Skip.of(Schema.createArray(STRING)).over(new BoundedDecoder(block, 0)))
                .isInstanceOf(IOException.class);
    }

    /** Where the size is told, the items are not looked at: here they are none. */
    @Test
    void passesOverABlockByTheSizeThatItTells() throws IOException {
        byte[] list = RandomEvents.numbers(-3, 2, Long.MAX_VALUE >> 58, 1, 0, 5);
        BoundedDecoder in = new BoundedDecoder(list, 0);

        Skip.of(Schema.createArray(STRING)).over(in);

        assertThat(in.readLong()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 2, Integer.MAX_VALUE})
    void refusesABranchThatAUnionDoesNotHave(int branch) throws IOException {
        byte[] value = RandomEvents.numbers(branch, 0, 0);

        assertThatThrownBy(() -> Skip.of(Schema.createUnion(NULL, STRING)).over(new BoundedDecoder(value, 0)))
                .isInstanceOf(IOException.class)
                .hasMessage("a union has no such branch");
    }

    /** A million blocks of a hundred thousand items each, and nothing in them: were they gone through, it would take minutes. */
    @Test
    void goesThroughNoItemsWithoutBytes() throws IOException {
        Schema nothing = SchemaBuilder.record("Nothing").fields().endRecord();
        byte[] one = RandomEvents.numbers(100_000);
        byte[] blocks = new byte[one.length * 1_000_000 + 1];
        for (int at = 0; at + one.length < blocks.length; at += one.length) {
            System.arraycopy(one, 0, blocks, at, one.length);
        }
        // The last ones claim more items than there are bytes.
        assertThatThrownBy(() -> Skip.of(Schema.createArray(nothing)).over(new BoundedDecoder(blocks, 0)))
                .isInstanceOf(EOFException.class);
    }

    /** Written out, it would have a million million fields. */
    @Test
    void staysAsLongAsTheSchemaWhereRecordsHoldRecords() throws IOException {
        Schema inner =
                SchemaBuilder.record("R0").fields().requiredString("text").endRecord();
        Schema outer = inner;
        for (int level = 1; level <= 40; level++) {
            Schema held = outer;
            outer = SchemaBuilder.record("R" + level)
                    .fields()
                    .name("one")
                    .type(held)
                    .noDefault()
                    .name("two")
                    .type(held)
                    .noDefault()
                    .endRecord();
        }
        Skip skip = Skip.of(outer);

        assertThatThrownBy(() -> skip.over(new BoundedDecoder(new byte[1_000], 0)))
                .isInstanceOf(EOFException.class);
    }

    @Test
    void refusesASchemaThatHoldsItself() {
        Schema thread = new Schema.Parser()
                .parse(
                        """
                        {"type": "record", "name": "Thread", "fields": [
                          {"name": "replies", "type": {"type": "array", "items": "Thread"}}]}""");

        assertThatThrownBy(() -> Skip.of(thread))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Thread holds itself");
    }
}
