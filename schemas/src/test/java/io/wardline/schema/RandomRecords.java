// SPDX-License-Identifier: Apache-2.0
package io.wardline.schema;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Records of any schema, from a seed: optionals there or absent, lists of no to three items, texts that need escaping. */
final class RandomRecords {
    private static final List<String> TEXTS = List.of(
            "", "a", "minor-17", "\"quoted\" \\ back", "line\nbreak\ttab", "ünïcode 😀 日本", "\u2028", "null", "1.0");

    /** 2026-11-24, so that most years of the range are on either side. */
    private static final long AROUND_MILLIS = 1_795_478_400_000L;

    private final Random random;

    RandomRecords(long seed) {
        this.random = new Random(seed);
    }

    SpecificRecord next(Schema schema) {
        SpecificRecord record = (SpecificRecord) SpecificData.get().newRecord(null, schema);
        for (Schema.Field field : schema.getFields()) {
            record.put(field.pos(), value(field.schema()));
        }
        return record;
    }

    private @Nullable Object value(Schema schema) {
        return switch (schema.getType()) {
            case UNION -> random.nextBoolean() ? null : value(RecordReader.present(schema));
            case RECORD -> next(schema);
            case ARRAY -> list(schema.getElementType());
            case MAP -> map(schema.getValueType());
            case ENUM -> SpecificData.get().createEnum(pick(schema.getEnumSymbols()), schema);
            case STRING -> pick(TEXTS);
            case BYTES -> bytes();
            case INT -> random.nextInt();
            case LONG -> schema.getLogicalType() == null ? random.nextLong() : time();
            case DOUBLE -> number();
            case BOOLEAN -> random.nextBoolean();
            case FIXED, FLOAT, NULL -> throw new IllegalArgumentException(schema.toString());
        };
    }

    private List<@Nullable Object> list(Schema items) {
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(value(items));
        }
        return list;
    }

    private Map<String, @Nullable Object> map(Schema values) {
        Map<String, @Nullable Object> map = new HashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            map.put(pick(TEXTS), value(values));
        }
        return map;
    }

    private ByteBuffer bytes() {
        byte[] bytes = new byte[random.nextInt(20)];
        random.nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }

    private Instant time() {
        long millis = AROUND_MILLIS + random.nextInt();
        return Instant.ofEpochMilli(random.nextBoolean() ? millis : millis / 1000 * 1000);
    }

    private double number() {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(3);
            case 1 -> random.nextInt(101) / 100.0;
            case 2 -> random.nextDouble() * 1e30;
            default -> -random.nextDouble();
        };
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
