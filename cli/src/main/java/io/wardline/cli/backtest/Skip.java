// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.backtest;

import io.wardline.schema.BoundedDecoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * How to pass over a value of a schema. Avro's own way asks the schema anew for every value; this one asks it once. It is one final
 * class with a switch and no hierarchy, since a call that the compiler cannot foresee costs more than most values here do.
 */
final class Skip {
    private enum Kind {
        BYTES,
        INT,
        LONG,
        TEXT,
        ALL,
        ONE_OF,
        BLOCKS
    }

    private static final Skip NOTHING = new Skip(Kind.BYTES, 0);
    private static final Skip INT = new Skip(Kind.INT, 0);
    private static final Skip LONG = new Skip(Kind.LONG, 0);
    private static final Skip TEXT = new Skip(Kind.TEXT, 0);

    private final Kind kind;
    private final int bytes;
    private final Skip[] parts;

    private Skip(Kind kind, int bytes, Skip... parts) {
        this.kind = kind;
        this.bytes = bytes;
        this.parts = parts;
    }

    /**
     * How to pass over the values of these schemas, one after the other.
     *
     * @throws IllegalArgumentException when a record holds itself, however deep: its end could be as deep as a block is long
     */
    static Skip of(List<Schema> schemas) {
        return new Compiler().all(schemas);
    }

    /** Of one value. */
    static Skip of(Schema schema) {
        return of(List.of(schema));
    }

    /**
     * Passes over one value.
     *
     * @throws IOException when the bytes are not what the schema says, or end before the value does
     */
    void over(BoundedDecoder in) throws IOException {
        switch (kind) {
            case BYTES -> in.skipFixed(bytes);
            case INT -> in.readInt();
            case LONG -> in.readLong();
            case TEXT -> in.skipString();
            case ALL -> {
                for (Skip part : parts) {
                    part.over(in);
                }
            }
            case ONE_OF -> overBranch(in);
            case BLOCKS -> blocks(in);
        }
    }

    /** Passes over a union's value. Returns which branch it is of. */
    int overBranch(BoundedDecoder in) throws IOException {
        int branch = in.readIndex();
        if (branch < 0 || branch >= parts.length) {
            throw new IOException("a union has no such branch");
        }
        // Most unions are of an optional that is absent.
        if (!parts[branch].isNothing()) {
            parts[branch].over(in);
        }
        return branch;
    }

    /** Blocks that tell their size in bytes are passed over by it. */
    private void blocks(BoundedDecoder in) throws IOException {
        Skip item = parts[0];
        for (long count = in.skipArray(); count > 0; count = in.skipArray()) {
            // Items without bytes would cost time that the length of the record does not bound.
            for (long i = item.isNothing() ? count : 0; i < count; i++) {
                item.over(in);
            }
        }
    }

    private boolean isNothing() {
        return kind == Kind.BYTES && bytes == 0;
    }

    /** One skip for both, where both are of a fixed size. */
    private Optional<Skip> joined(Skip next) {
        boolean fixed = kind == Kind.BYTES && next.kind == Kind.BYTES && bytes <= Integer.MAX_VALUE - next.bytes;
        return fixed ? Optional.of(new Skip(Kind.BYTES, bytes + next.bytes)) : Optional.empty();
    }

    /** A named schema's skip is made once and shared, so that records in records cannot make more of them than the schema is long. */
    private static final class Compiler {
        private final Map<String, Skip> records = new HashMap<>();
        private final List<String> open = new ArrayList<>();

        Skip all(List<Schema> schemas) {
            List<Skip> parts = new ArrayList<>();
            Skip last = NOTHING;
            for (Schema schema : schemas) {
                Skip part = one(schema);
                Optional<Skip> joined = last.joined(part);
                if (joined.isEmpty()) {
                    parts.add(last);
                }
                last = joined.orElse(part);
            }
            parts.add(last);
            parts.removeIf(Skip::isNothing);
            if (parts.isEmpty()) {
                return NOTHING;
            }
            return parts.size() == 1 ? parts.get(0) : new Skip(Kind.ALL, 0, parts.toArray(Skip[]::new));
        }

        private Skip one(Schema schema) {
            return switch (schema.getType()) {
                case NULL -> NOTHING;
                case BOOLEAN -> new Skip(Kind.BYTES, 1);
                case FLOAT -> new Skip(Kind.BYTES, Float.BYTES);
                case DOUBLE -> new Skip(Kind.BYTES, Double.BYTES);
                case FIXED -> new Skip(Kind.BYTES, schema.getFixedSize());
                case INT, ENUM -> INT;
                case LONG -> LONG;
                case STRING, BYTES -> TEXT;
                case RECORD -> record(schema);
                case UNION ->
                    new Skip(
                            Kind.ONE_OF,
                            0,
                            schema.getTypes().stream().map(this::one).toArray(Skip[]::new));
                case ARRAY -> new Skip(Kind.BLOCKS, 0, one(schema.getElementType()));
                case MAP -> new Skip(Kind.BLOCKS, 0, new Skip(Kind.ALL, 0, TEXT, one(schema.getValueType())));
            };
        }

        private Skip record(Schema schema) {
            String name = schema.getFullName();
            Skip known = records.get(name);
            if (known != null) {
                return known;
            }
            if (open.contains(name)) {
                throw new IllegalArgumentException(name + " holds itself");
            }
            open.add(name);
            Skip skip =
                    all(schema.getFields().stream().map(Schema.Field::schema).toList());
            open.remove(name);
            records.put(name, skip);
            return skip;
        }
    }
}
