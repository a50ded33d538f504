// SPDX-License-Identifier: Apache-2.0
package io.wardline.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** From a JSON tree to a generated record. */
final class RecordReader {
    /** Finds the generated classes beside this one, also when Avro itself comes from a cluster's own class loader. */
    private static final SpecificData RECORDS = new SpecificData(RecordReader.class.getClassLoader());

    /** Times beyond these are mistakes, and differences of those within never overflow. */
    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

    /** Longer than any decimal has to be. */
    private static final int MAX_DECIMAL_LENGTH = 40;

    private RecordReader() {}

    static SpecificRecord read(Schema schema, JsonNode json) throws InvalidRecordException {
        return record(schema, json, Path.ROOT);
    }

    private static SpecificRecord record(Schema schema, JsonNode json, Path at) throws InvalidRecordException {
        if (!json.isObject()) {
            throw at.invalid("not an object");
        }
        SpecificRecord record = (SpecificRecord) RECORDS.newRecord(null, schema);
        for (Schema.Field field : schema.getFields()) {
            JsonNode value = json.get(field.name());
            boolean absent = value == null || value.isNull();
            Path here = at.field(field.name());
            record.put(field.pos(), absent ? absent(field, here) : value(field.schema(), value, here));
        }
        return record;
    }

    private static @Nullable Object absent(Schema.Field field, Path at) throws InvalidRecordException {
        if (!field.hasDefaultValue()) {
            throw at.invalid("missing");
        }
        // A copy, since Avro keeps one default for all records, and a list of it can be added to.
        return RECORDS.deepCopy(field.schema(), RECORDS.getDefaultValue(field));
    }

    private static Object value(Schema schema, JsonNode json, Path at) throws InvalidRecordException {
        return switch (schema.getType()) {
            case UNION -> value(present(schema), json, at);
            case RECORD -> record(schema, json, at);
            case ARRAY -> array(schema.getElementType(), json, at);
            case MAP -> map(schema.getValueType(), json, at);
            case ENUM -> symbol(schema, json, at);
            case STRING -> text(json, at);
            case BYTES -> bytes(json, at);
            case INT -> (int) whole(json, Integer.MIN_VALUE, Integer.MAX_VALUE, at);
            case LONG ->
                schema.getLogicalType() instanceof LogicalTypes.TimestampMillis
                        ? time(json, at)
                        : whole(json, Long.MIN_VALUE, Long.MAX_VALUE, at);
            case DOUBLE -> decimal(json, at);
            case BOOLEAN -> flag(json, at);
            case FIXED, FLOAT, NULL -> throw new IllegalStateException(at + ": no record uses " + schema.getType());
        };
    }

    /** The type of an optional when it is there. The contract has no unions but {@code ["null", X]}. */
    static Schema present(Schema union) {
        return union.getTypes().get(union.getTypes().get(0).getType() == Schema.Type.NULL ? 1 : 0);
    }

    private static List<Object> array(Schema items, JsonNode json, Path at) throws InvalidRecordException {
        if (!json.isArray()) {
            throw at.invalid("not an array");
        }
        List<Object> list = new ArrayList<>(json.size());
        for (JsonNode item : json) {
            list.add(value(items, item, at.index(list.size())));
        }
        return list;
    }

    private static Map<String, Object> map(Schema values, JsonNode json, Path at) throws InvalidRecordException {
        if (!json.isObject()) {
            throw at.invalid("not an object");
        }
        Map<String, Object> map = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            map.put(entry.getKey(), value(values, entry.getValue(), at.entry()));
        }
        return map;
    }

    /** A symbol that this build does not know becomes the enum's default: a newer producer is no mistake. */
    private static Object symbol(Schema schema, JsonNode json, Path at) throws InvalidRecordException {
        String symbol = text(json, at);
        return RECORDS.createEnum(schema.hasEnumSymbol(symbol) ? symbol : schema.getEnumDefault(), schema);
    }

    private static String text(JsonNode json, Path at) throws InvalidRecordException {
        if (!json.isTextual()) {
            throw at.invalid("not a string");
        }
        return json.textValue();
    }

    private static ByteBuffer bytes(JsonNode json, Path at) throws InvalidRecordException {
        try {
            return ByteBuffer.wrap(Base64.getDecoder().decode(text(json, at)));
        } catch (IllegalArgumentException notBase64) {
            throw at.invalid("not base64");
        }
    }

    private static long whole(JsonNode json, long min, long max, Path at) throws InvalidRecordException {
        if (!json.isIntegralNumber()) {
            throw at.invalid("not a whole number");
        }
        if (!json.canConvertToLong() || json.longValue() < min || json.longValue() > max) {
            throw at.invalid("not within " + min + " and " + max);
        }
        return json.longValue();
    }

    /** Also from a string, since many producers write amounts of money so. */
    private static double decimal(JsonNode json, Path at) throws InvalidRecordException {
        double value;
        if (json.isNumber()) {
            value = json.doubleValue();
        } else if (json.isTextual() && json.textValue().length() <= MAX_DECIMAL_LENGTH && isDecimal(json.textValue())) {
            value = Double.parseDouble(json.textValue());
        } else {
            throw at.invalid("not a number");
        }
        if (!Double.isFinite(value)) {
            throw at.invalid("too large a number");
        }
        return value;
    }

    /** Whether it is a number as JSON writes them; {@link Double#parseDouble} also takes NaN, hexadecimal and surrounding space. */
    private static boolean isDecimal(String text) {
        return text.matches("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    }

    private static boolean flag(JsonNode json, Path at) throws InvalidRecordException {
        if (!json.isBoolean()) {
            throw at.invalid("not true or false");
        }
        return json.booleanValue();
    }

    /** ISO-8601 with an offset, or milliseconds since the epoch; cut to milliseconds, as Avro stores it. */
    static Instant time(JsonNode json, Path at) throws InvalidRecordException {
        Instant time;
        try {
            time = json.isTextual()
                    ? OffsetDateTime.parse(json.textValue()).toInstant().truncatedTo(ChronoUnit.MILLIS)
                    : Instant.ofEpochMilli(whole(json, Long.MIN_VALUE, Long.MAX_VALUE, at));
        } catch (DateTimeException notATime) {
            throw at.invalid("not a time such as 2026-11-24T10:00:00Z");
        }
        if (time.isBefore(FIRST) || time.isAfter(LAST)) {
            throw at.invalid("not a time within the years 0 and 9999");
        }
        return time;
    }
}
