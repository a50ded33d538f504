// SPDX-License-Identifier: Apache-2.0
package io.wardline.schema;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** From a generated record to JSON. */
final class RecordWriter {
    private static final JsonFactory JSON = JsonFactory.builder()
            // The shortest digits that read back as the same number. Those of Double.toString are not, before Java 19.
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    private RecordWriter() {}

    static String write(SpecificRecord value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            record(value, out, Path.ROOT);
        } catch (IOException neverFromAStringWriter) {
            throw new UncheckedIOException(neverFromAStringWriter);
        }
        return text.toString();
    }

    private static void record(IndexedRecord record, JsonGenerator out, Path at) throws IOException {
        out.writeStartObject();
        for (Schema.Field field : record.getSchema().getFields()) {
            Object value = record.get(field.pos());
            if (value == null && field.schema().isNullable()) {
                continue;
            }
            out.writeFieldName(field.name());
            value(value, out, at.field(field.name()));
        }
        out.writeEndObject();
    }

    private static void value(@Nullable Object value, JsonGenerator out, Path at) throws IOException {
        if (value == null) {
            throw new IllegalArgumentException(at.message("is null, and required"));
        } else if (value instanceof IndexedRecord record) {
            record(record, out, at);
        } else if (value instanceof List<?> list) {
            array(list, out, at);
        } else if (value instanceof Map<?, ?> map) {
            map(map, out, at);
        } else if (value instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else if (value instanceof Double number) {
            decimal(number, out, at);
        } else if (value instanceof Number whole) {
            out.writeNumber(whole.longValue());
        } else if (value instanceof ByteBuffer bytes) {
            out.writeString(base64(bytes));
        } else if (value instanceof Instant || value instanceof CharSequence || value instanceof Enum<?>) {
            out.writeString(value.toString());
        } else {
            throw new IllegalArgumentException(at.message("no record uses " + value.getClass()));
        }
    }

    private static void array(List<?> list, JsonGenerator out, Path at) throws IOException {
        out.writeStartArray();
        for (int i = 0; i < list.size(); i++) {
            value(list.get(i), out, at.index(i));
        }
        out.writeEndArray();
    }

    /** Sorted, since the order of a hash map is an accident and the output is compared byte by byte. */
    private static void map(Map<?, ?> map, JsonGenerator out, Path at) throws IOException {
        Map<String, Object> sorted = new TreeMap<>();
        map.forEach((key, value) -> sorted.put(key.toString(), value));
        out.writeStartObject();
        for (Map.Entry<String, Object> entry : sorted.entrySet()) {
            out.writeFieldName(entry.getKey());
            value(entry.getValue(), out, at.entry());
        }
        out.writeEndObject();
    }

    private static void decimal(double number, JsonGenerator out, Path at) throws IOException {
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException(at.message("is not finite, and JSON has no such number"));
        }
        out.writeNumber(number);
    }

    /** Of a copy of the position, so that writing a record twice gives the same text. */
    private static String base64(ByteBuffer bytes) {
        ByteBuffer view = bytes.duplicate();
        byte[] copy = new byte[view.remaining()];
        view.get(copy);
        return Base64.getEncoder().encodeToString(copy);
    }
}
