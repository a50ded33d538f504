// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wardline.cli.UserError;
import io.wardline.topology.event.Event;
import io.wardline.v1.ConversationEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Goal: of a container file every record counts once, and of a damaged one what is lost is named. Method: files of random events. */
class AvroFileTest {
    private static final Schema CONTRACT = ConversationEvent.getClassSchema();
    private static final int EVENTS = 2_000;
    private static final int PART_BYTES = 50_000;
    private static final int BLOCK_BYTES = 16_000;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("events.avro");
        write(file, CodecFactory.nullCodec());
    }

    @ParameterizedTest
    @ValueSource(strings = {"deflate", "snappy", "zstandard", "bzip2"})
    void readsBlocksHoweverTheyAreCompressed(String codec) throws IOException {
        Path compressed = folder.resolve(codec + ".avro");
        write(compressed, CodecFactory.fromString(codec));
        Read plain = read(file);

        Read read = read(compressed);

        assertThat(Files.size(compressed)).isLessThan(Files.size(file));
        assertThat(read.records).isEqualTo(EVENTS);
        assertThat(read.evidence).isNotEmpty().isEqualTo(plain.evidence);
        assertThat(read.rejected).hasSameSizeAs(plain.rejected);
    }

    /** No decoder for it comes with Wardline. */
    @Test
    void saysSoWhenItCannotReadACompression() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int at = indexOf(
                bytes,
                "null".getBytes(StandardCharsets.US_ASCII),
                indexOf(bytes, "avro.codec".getBytes(StandardCharsets.US_ASCII), 0));
        System.arraycopy("lzma".getBytes(StandardCharsets.US_ASCII), 0, bytes, at, 4);
        Files.write(file, bytes);

        assertThatThrownBy(() -> new AvroFile(file).parts())
                .isInstanceOf(UserError.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void namesTheBlockAndTheRecordThatAreDamaged() throws IOException {
        Block block = blocks(file).get(3);
        byte[] bytes = Files.readAllBytes(file);
        // The length of the first text of the block's first record: longer than the block.
        Arrays.fill(bytes, block.data, block.data + 3, (byte) -1);
        Files.write(file, bytes);

        Read read = read(file);

        assertThat(read.rejected)
                .contains(file + " block at byte " + block.start
                        + ", record 0: is not what its schema says; the rest of its block is lost");
        assertThat(read.records).isEqualTo(EVENTS - block.records);
    }

    /** As many records, or as many bytes, as no file has: taken at its word, the block costs more memory than there is. */
    @ParameterizedTest
    @ValueSource(longs = {Integer.MAX_VALUE - 8, 300_000_000, Long.MAX_VALUE, -1})
    void believesNoBlockThatIsLargerThanItsFile(long claim) throws IOException {
        List<Block> blocks = blocks(file);
        Block last = blocks.get(blocks.size() - 1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(Files.readAllBytes(file), 0, last.start);
        bytes.write(RandomEvents.numbers(last.records, claim));
        bytes.write(new byte[40]);
        Files.write(file, bytes.toByteArray());

        Read read = read(file);

        assertThat(read.rejected)
                .anyMatch(text -> text.startsWith(file + " block at byte " + last.start + ": is damaged"));
        assertThat(read.records).isEqualTo(EVENTS - last.records);
    }

    @Test
    void saysThatAFileEndsWithinABlock() throws IOException {
        List<Block> blocks = blocks(file);
        Block last = blocks.get(blocks.size() - 1);
        byte[] bytes = Files.readAllBytes(file);
        for (int end : new int[] {last.start + 1, last.data, last.data + 1_000, bytes.length - 1}) {
            Files.write(file, Arrays.copyOf(bytes, end));

            Read read = read(file);

            assertThat(read.rejected)
                    .as("cut at %d", end)
                    .anyMatch(text ->
                            text.startsWith(file + " block at byte " + last.start + ": is damaged or cut short"));
            assertThat(read.records).isEqualTo(EVENTS - last.records);
        }
    }

    @Test
    void saysThatABlockHoldsMoreThanItsRecords() throws IOException {
        List<Block> blocks = blocks(file);
        Block last = blocks.get(blocks.size() - 1);
        byte[] bytes = Files.readAllBytes(file);
        byte[] head = RandomEvents.numbers(last.records - 1);
        System.arraycopy(head, 0, bytes, last.start, head.length);
        Files.write(file, bytes);

        Read read = read(file);

        assertThat(read.rejected)
                .contains(file + " block at byte " + last.start
                        + ": goes on behind its last record; what is there is lost");
        assertThat(read.records).isEqualTo(EVENTS - 1);
    }

    /** What a codec throws for it is its own affair. */
    @Test
    void rejectsABlockWhoseCompressionClaimsALengthThatNoArrayHas() throws IOException {
        write(file, CodecFactory.snappyCodec());
        Block block = blocks(file).get(0);
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, block.data, block.data + 4, (byte) -1);
        bytes[block.data + 4] = 15;
        Files.write(file, bytes);

        assertThat(read(file).rejected)
                .anyMatch(text -> text.startsWith(file + " block at byte " + block.start + ": is damaged"));
    }

    /** Wherever it is damaged: what cannot be read is rejected, the rest is read, and nothing else happens. */
    @ParameterizedTest
    @ValueSource(strings = {"null", "deflate", "snappy", "zstandard", "bzip2"})
    void survivesAnyBytes(String codec) throws IOException {
        write(file, CodecFactory.fromString(codec));
        byte[] bytes = Files.readAllBytes(file);
        int header = blocks(file).get(0).start;
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            byte[] damaged = bytes.clone();
            for (int i = random.nextInt(6); i >= 0; i--) {
                damaged[header + random.nextInt(damaged.length - header)] = (byte) random.nextInt();
            }
            Files.write(file, damaged);

            assertThat(read(file).records).as("seed %d", seed).isBetween(0L, (long) EVENTS);
        }
    }

    @Test
    void refusesAVersionThatHoldsItself() throws IOException {
        Path other = folder.resolve("recursive.avro");
        Schema writer = recursive();
        try (DataFileWriter<Object> out = new DataFileWriter<>(new GenericDatumWriter<>(writer))) {
            out.create(writer, other.toFile());
        }

        assertThatThrownBy(() -> new AvroFile(other).parts())
                .isInstanceOf(UserError.class)
                .hasMessageContaining(other + ": holds events that cannot be passed over: Thread holds itself");
    }

    private static Schema recursive() {
        String thread = "{\"type\": \"record\", \"name\": \"Thread\", \"namespace\": \"\", \"fields\": ["
                + "{\"name\": \"replies\", \"type\": {\"type\": \"array\", \"items\": \"Thread\"}}]}";
        List<Schema.Field> fields = new ArrayList<>();
        CONTRACT.getFields().forEach(field -> fields.add(new Schema.Field(field.name(), field.schema())));
        fields.add(new Schema.Field("thread", new Schema.Parser().parse(thread)));
        return Schema.createRecord(CONTRACT.getName(), null, CONTRACT.getNamespace(), false, fields);
    }

    private static void write(Path file, CodecFactory codec) throws IOException {
        RandomEvents events = new RandomEvents(new Random(3));
        try (DataFileWriter<Object> out = new DataFileWriter<>(new GenericDatumWriter<>(CONTRACT))) {
            out.setCodec(codec).setSyncInterval(BLOCK_BYTES).create(CONTRACT, file.toFile());
            for (int i = 0; i < EVENTS; i++) {
                out.appendEncoded(ByteBuffer.wrap(events.next(CONTRACT)));
            }
        }
    }

    private record Block(int start, int data, int records) {}

    private static List<Block> blocks(Path file) throws IOException {
        List<Block> blocks = new ArrayList<>();
        try (DataFileReader<Object> in = new DataFileReader<>(file.toFile(), new GenericDatumReader<>())) {
            while (in.hasNext()) {
                int start = (int) in.previousSync();
                in.nextBlock();
                int head = RandomEvents.numbers(in.getBlockCount(), in.getBlockSize()).length;
                blocks.add(new Block(start, start + head, (int) in.getBlockCount()));
            }
        }
        return blocks;
    }

    private static int indexOf(byte[] bytes, byte[] text, int from) {
        int at = from;
        while (!Arrays.equals(bytes, at, at + text.length, text, 0, text.length)) {
            at++;
        }
        return at;
    }

    private static Read read(Path file) throws IOException {
        Read read = new Read();
        for (EventSource.Part part : new AvroFile(file, PART_BYTES).parts()) {
            part.read(read);
        }
        return read;
    }

    /** All that was read. */
    private static final class Read implements EvidenceSink {
        private final List<String> evidence = new ArrayList<>();
        private final List<String> rejected = new ArrayList<>();
        private long records;

        @Override
        public void evidence(String conversationId, Event event) {
            evidence.add(conversationId + " " + event);
        }

        @Override
        public void read(long count) {
            records += count;
        }

        @Override
        public void until(long millis) {}

        @Override
        public void rejected(String where, String why) {
            rejected.add(where + ": " + why);
        }
    }
}
