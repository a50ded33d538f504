// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.backtest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/**
 * Versions of a schema that the schema itself can read, from a seed: fields in another order, optional ones left out, unknown ones
 * between them, new symbols, unions turned round or made one type, and types that are promoted when read.
 */
final class RandomWriter {
    private static final int MAX_DEPTH = 3;

    private final Random random;
    private final Map<String, Schema> named = new HashMap<>();
    private int names;

    private RandomWriter(Random random) {
        this.random = random;
    }

    static Schema of(Schema reader, Random random) {
        Schema writer = new RandomWriter(random).version(reader);
        if (SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType()
                != SchemaCompatibilityType.COMPATIBLE) {
            throw new AssertionError("cannot be read: " + writer.toString(true));
        }
        return writer;
    }

    /** Any schema at all. */
    static Schema any(Random random) {
        return new RandomWriter(random).unknown(0);
    }

    private Schema version(Schema reader) {
        return switch (reader.getType()) {
            case RECORD -> known(reader, this::record);
            case ENUM -> known(reader, this::symbols);
            case UNION -> union(version(reader.getTypes().get(1)));
            case ARRAY -> Schema.createArray(version(reader.getElementType()));
            case MAP -> Schema.createMap(version(reader.getValueType()));
            case STRING -> Schema.create(often() ? Schema.Type.STRING : Schema.Type.BYTES);
            case DOUBLE ->
                Schema.create(
                        often() ? Schema.Type.DOUBLE : pick(Schema.Type.FLOAT, Schema.Type.INT, Schema.Type.LONG));
            default -> reader;
        };
    }

    private Schema known(Schema reader, java.util.function.UnaryOperator<Schema> make) {
        Schema made = named.get(reader.getFullName());
        if (made == null) {
            made = make.apply(reader);
            named.put(reader.getFullName(), made);
        }
        return made;
    }

    private Schema record(Schema reader) {
        List<Schema.Field> fields = new ArrayList<>();
        for (Schema.Field field : reader.getFields()) {
            if (!field.hasDefaultValue() || often()) {
                fields.add(new Schema.Field(field.name(), version(field.schema())));
            }
        }
        while (!often()) {
            fields.add(new Schema.Field(name(), unknown(0)));
        }
        Collections.shuffle(fields, random);
        return Schema.createRecord(reader.getName(), null, reader.getNamespace(), false, fields);
    }

    private Schema symbols(Schema reader) {
        List<String> symbols = new ArrayList<>(reader.getEnumSymbols());
        if (!often()) {
            symbols.add(name());
        }
        if (!often()) {
            Collections.shuffle(symbols, random);
        }
        return Schema.createEnum(reader.getName(), null, reader.getNamespace(), symbols, symbols.get(0));
    }

    private Schema union(Schema present) {
        Schema absent = Schema.create(Schema.Type.NULL);
        return switch (random.nextInt(8)) {
            case 0 -> Schema.createUnion(present, absent);
            case 1 -> Schema.createUnion(present);
            case 2 -> present;
            default -> Schema.createUnion(absent, present);
        };
    }

    private Schema unknown(int depth) {
        if (depth >= MAX_DEPTH || random.nextBoolean()) {
            return leaf();
        }
        return switch (random.nextInt(4)) {
            case 0 -> Schema.createArray(unknown(depth + 1));
            case 1 -> Schema.createMap(unknown(depth + 1));
            case 2 ->
                Schema.createUnion(
                        Schema.create(Schema.Type.NULL),
                        Schema.create(Schema.Type.STRING),
                        group(depth),
                        Schema.createMap(leaf()));
            default -> group(depth);
        };
    }

    private Schema group(int depth) {
        List<Schema.Field> fields = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            fields.add(new Schema.Field(name(), unknown(depth + 1)));
        }
        return Schema.createRecord(name(), null, "io.wardline.unknown", false, fields);
    }

    private Schema leaf() {
        return switch (random.nextInt(6)) {
            case 0 -> Schema.createFixed(name(), null, "io.wardline.unknown", random.nextInt(20));
            case 1 -> Schema.createEnum(name(), null, "io.wardline.unknown", List.of("A", "B"));
            case 2 -> LogicalTypes.decimal(9, 2).addToSchema(Schema.create(Schema.Type.BYTES));
            case 3 -> LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG));
            default ->
                Schema.create(pick(
                        Schema.Type.NULL,
                        Schema.Type.BOOLEAN,
                        Schema.Type.INT,
                        Schema.Type.LONG,
                        Schema.Type.FLOAT,
                        Schema.Type.DOUBLE,
                        Schema.Type.STRING,
                        Schema.Type.BYTES));
        };
    }

    private String name() {
        return "new_" + names++;
    }

    private boolean often() {
        return random.nextInt(6) > 0;
    }

    private Schema.Type pick(Schema.Type... types) {
        return types[random.nextInt(types.length)];
    }
}
