// SPDX-License-Identifier: Apache-2.0
package io.wardline.schema;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.wardline.schema.InvalidRecordException.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * The records of the contract as JSON, driven by their schemas.
 *
 * <p>Reading is generous where an old reader has to survive a new writer: unknown fields are ignored, an unknown enum symbol becomes
 * the enum's default, an absent field takes its default, and null means absent. Everything else is refused, by the name of the field.
 * Writing is strict and deterministic: fields in the schema's order, maps sorted by key, absent optionals left out.
 */
public final class AvroJson {
    /**
     * The longest document read unless the caller says otherwise. Four times what a Kafka broker takes by default, so that no record
     * of a topic meets it, and small enough that its tree fits in a task's heap.
     */
    public static final int MAX_LENGTH = 4 * 1024 * 1024;

    /** The records nest 5 deep; unknown fields of a newer producer may nest somewhat deeper. */
    private static final int MAX_DEPTH = 32;

    /** A value costs some 50 bytes as a tree's node; a full case has some 60,000 of them. */
    private static final long MAX_TOKENS = 1_000_000;

    /** Signal names and field names are words. */
    private static final int MAX_NAME_LENGTH = 1024;

    /** Longer than any double or long has to be; conversion costs more than linear time. */
    private static final int MAX_NUMBER_LENGTH = 100;

    private static final ObjectReader TREES = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxTokenCount(MAX_TOKENS)
                            .maxNameLength(MAX_NAME_LENGTH)
                            .maxNumberLength(MAX_NUMBER_LENGTH)
                            // The document's own length is checked first, with a limit that the caller can raise.
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    private AvroJson() {}

    /** Reads a record from UTF-8 of at most {@link #MAX_LENGTH} bytes. */
    public static <T extends SpecificRecord> T read(Class<T> type, byte[] json) throws InvalidRecordException {
        return read(type, parse(json));
    }

    /** Reads a record from a text of at most {@link #MAX_LENGTH} characters. */
    public static <T extends SpecificRecord> T read(Class<T> type, String json) throws InvalidRecordException {
        return read(type, parse(json));
    }

    /** Reads a record from a tree, such as {@link #parse} returned. */
    public static <T extends SpecificRecord> T read(Class<T> type, JsonNode json) throws InvalidRecordException {
        return type.cast(RecordReader.read(SpecificData.get().getSchema(type), json));
    }

    /** The tree of a document of at most {@link #MAX_LENGTH} bytes, for a caller that needs more of it than the record has. */
    public static JsonNode parse(byte[] json) throws InvalidRecordException {
        limit(json.length, MAX_LENGTH);
        // Decoded here, since the parser would guess UTF-16 and UTF-32 too. What is no UTF-8 becomes U+FFFD: one broken
        // character in
        // a message must not cost the evidence.
        return parse(new String(json, StandardCharsets.UTF_8));
    }

    /** The tree of a document of at most {@link #MAX_LENGTH} characters. */
    public static JsonNode parse(String json) throws InvalidRecordException {
        return parse(json, MAX_LENGTH);
    }

    /** The tree of a document of at most so many characters, for what may be longer than a topic's record, such as a whole case. */
    public static JsonNode parse(String json, int maxLength) throws InvalidRecordException {
        limit(json.length(), maxLength);
        try {
            JsonNode tree = TREES.readTree(json);
            if (tree.isMissingNode()) {
                throw new InvalidRecordException(Kind.UNDECODABLE, "malformed JSON: empty");
            }
            return tree;
        } catch (StreamConstraintsException e) {
            throw new InvalidRecordException(
                    Kind.OVERSIZED,
                    "JSON nested deeper than %d, or with more than %d values, a name of more than %d characters or a number of more than %d"
                            .formatted(MAX_DEPTH, MAX_TOKENS, MAX_NAME_LENGTH, MAX_NUMBER_LENGTH));
        } catch (MismatchedInputException e) {
            throw malformed("a field given twice, or more than one value", e);
        } catch (JacksonException e) {
            throw malformed("not JSON", e);
        }
    }

    /**
     * A time that a document may carry beside its record, such as the {@code known_at} of a line that is replayed.
     *
     * @return empty when the field is absent or null
     */
    public static Optional<Instant> time(JsonNode json, String field) throws InvalidRecordException {
        JsonNode value = json.get(field);
        return value == null || value.isNull()
                ? Optional.empty()
                : Optional.of(RecordReader.time(value, Path.ROOT.field(field)));
    }

    /**
     * Writes a record on one line.
     *
     * @throws IllegalArgumentException when the record is not one of its schema: a required field is null, or a number is not finite
     */
    public static String write(SpecificRecord value) {
        return RecordWriter.write(value);
    }

    private static void limit(int length, int maxLength) throws InvalidRecordException {
        if (length > maxLength) {
            throw new InvalidRecordException(
                    Kind.OVERSIZED, "JSON of length %d; at most %d is read".formatted(length, maxLength));
        }
    }

    private static InvalidRecordException malformed(String what, JacksonException e) {
        JsonLocation at = e.getLocation();
        String where = at == null ? "" : " at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
        return new InvalidRecordException(Kind.UNDECODABLE, "malformed JSON: " + what + where);
    }
}
