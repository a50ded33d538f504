// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.backtest;

import io.wardline.pattern.Evidence;
import io.wardline.pattern.Vocabulary;
import io.wardline.topology.JobConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/** Values of any schema, from a seed; where they are events, many of them just above or just below what makes them evidence. */
final class RandomEvents {
    private static final double[] SCORES = {0, 0.1, Math.nextDown(Evidence.FLOOR), Evidence.FLOOR, 0.9, 1};
    private static final long AROUND_MILLIS = 1_795_478_400_000L;
    /** Later than any of these events, and not so much later that any is too old. */
    static final long KNOWN_AT_MILLIS = AROUND_MILLIS + (1 << 30);
    /** The smallest that Avro takes, so that most lists are of several blocks. */
    private static final int BLOCK_BYTES = 64;

    private final Random random;

    RandomEvents(Random random) {
        this.random = random;
    }

    /** The bytes of a value; its lists in blocks of either form, with their size in bytes or without. */
    byte[] next(Schema schema) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        EncoderFactory factory = new EncoderFactory().configureBlockSize(BLOCK_BYTES);
        BinaryEncoder encoder =
                random.nextBoolean() ? factory.blockingBinaryEncoder(out, null) : factory.binaryEncoder(out, null);
        new GenericDatumWriter<>(schema).write(value(schema, ""), encoder);
        encoder.flush();
        return out.toByteArray();
    }

    /** The bytes of these numbers. */
    static byte[] numbers(long... numbers) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        for (long number : numbers) {
            encoder.writeLong(number);
        }
        return out.toByteArray();
    }

    private @Nullable Object value(Schema schema, String field) {
        return switch (schema.getType()) {
            case NULL -> null;
            case BOOLEAN -> random.nextBoolean();
            case INT -> field.equals("signals") ? random.nextInt(2) : random.nextInt();
            case LONG -> time(field);
            case FLOAT -> (float) score();
            case DOUBLE -> score();
            case STRING -> text();
            case BYTES -> ByteBuffer.wrap(text().getBytes(StandardCharsets.UTF_8));
            case FIXED -> new GenericData.Fixed(schema, new byte[schema.getFixedSize()]);
            case ENUM -> new GenericData.EnumSymbol(schema, symbol(schema));
            case UNION ->
                value(schema.getTypes().get(random.nextInt(schema.getTypes().size())), field);
            case ARRAY -> list(schema);
            case MAP -> map(schema, field);
            case RECORD -> record(schema);
        };
    }

    private GenericData.Record record(Schema schema) {
        GenericData.Record record = new GenericData.Record(schema);
        schema.getFields().forEach(field -> record.put(field.pos(), value(field.schema(), field.name())));
        return record;
    }

    private long time(String field) {
        if (field.equals("occurred_at")) {
            return AROUND_MILLIS + random.nextInt(1 << 30);
        }
        return field.equals("signals") ? random.nextInt(2) : random.nextLong();
    }

    /** Mostly of the kinds that are no evidence by themselves. */
    private String symbol(Schema schema) {
        List<String> symbols = schema.getEnumSymbols();
        return symbols.contains("MESSAGE") && random.nextInt(4) > 0
                ? "MESSAGE"
                : symbols.get(random.nextInt(symbols.size()));
    }

    /** Lengths of one byte and of two. */
    private String text() {
        return "é".repeat(random.nextInt(3)) + "x".repeat(1 + random.nextInt(100));
    }

    private double score() {
        return SCORES[random.nextInt(SCORES.length)];
    }

    private List<@Nullable Object> list(Schema schema) {
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(value(schema.getElementType(), ""));
        }
        return list;
    }

    private Map<String, @Nullable Object> map(Schema schema, String field) {
        Map<String, @Nullable Object> map = new HashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            map.put(field.equals("signals") ? signal() : text(), value(schema.getValueType(), field));
        }
        return map;
    }

    private String signal() {
        List<String> aliases = List.copyOf(JobConfig.DEFAULT_ALIASES.keySet());
        return switch (random.nextInt(4)) {
            case 0 -> Vocabulary.SIGNALS.get(random.nextInt(Vocabulary.SIGNALS.size()));
            case 1 -> aliases.get(random.nextInt(aliases.size()));
            case 2 ->
                Vocabulary.SIGNALS
                        .get(random.nextInt(Vocabulary.SIGNALS.size()))
                        .replace('a', 'b');
            default -> text();
        };
    }
}
