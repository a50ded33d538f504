// SPDX-License-Identifier: Apache-2.0
package io.wardline.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.JsonProperties;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** The contract's rules for schemas, each with what to do about a field that breaks it. */
final class SchemaRules {
    /** Where words of a person may stand. Text of messages is in the first two and nowhere else. */
    private static final Set<String> FREE_TEXT = Set.of(
            "ConversationEvent.text",
            "CaseEvidence.text",
            "AccountEvent.reason",
            "Alert.explanation",
            "Case.reason",
            "CaseProfile.bio",
            "DeadLetter.detail",
            "Enforcement.explanation",
            "HistoryItem.note",
            "PatternRevision.yaml",
            "PatternStatus.diagnostics",
            "Profile.bio",
            "ReportEvent.note");

    /** Names of string fields that hold an id, a code, a hash, an address or a name: never a sentence. */
    private static final Set<String> NO_FREE_TEXT = Set.of(
            "actor",
            "author",
            "burst_id",
            "code",
            "country",
            "currency",
            "date_of_birth",
            "display_name",
            "event_kind",
            "file",
            "handle",
            "hash",
            "hash_match",
            "ip",
            "ladder_level",
            "level",
            "md5",
            "media_type",
            "parent_hash",
            "pdq",
            "profile_url",
            "screen_name",
            "sha256",
            "step",
            "supersedes",
            "topic",
            "value",
            "what",
            "emails",
            "phones",
            "steps",
            "missing",
            "merged_from");

    private static final String MEDIA_CONTENT =
            "(.*_)?(bytes|base64|blob|binary|content|image|picture|thumbnail|video|raw)(_.*)?";

    private static final String TIME = "(.*_)?(at|until|deadline)|effective_from";

    private final List<String> problems = new ArrayList<>();

    private SchemaRules() {}

    /** Every rule that a schema breaks, or an empty list. */
    static List<String> problems(Schema schema) {
        SchemaRules rules = new SchemaRules();
        NamedTypes.of(schema).forEach(rules::type);
        return rules.problems;
    }

    private void type(Schema type) {
        check(type.getNamespace().equals("io.wardline.v1"), type.getName(), "its namespace has to be io.wardline.v1");
        check(hasText(type.getDoc()), type.getName(), "say in doc what it is");
        if (type.getType() == Schema.Type.ENUM) {
            symbols(type);
        } else {
            type.getFields().forEach(field -> field(type.getName() + "." + field.name(), field));
        }
    }

    private void symbols(Schema type) {
        check("UNKNOWN".equals(type.getEnumDefault()), type.getName(), "give it a symbol UNKNOWN as its default");
        for (String symbol : type.getEnumSymbols()) {
            check(symbol.matches("[A-Z][A-Z0-9_]*"), type.getName(), "symbols are upper case: " + symbol);
        }
    }

    private void field(String name, Schema.Field field) {
        Schema type = field.schema();
        check(field.name().matches("[a-z][a-z0-9_]*"), name, "names are snake_case");
        check(hasText(field.doc()), name, "say in doc what it means and in which unit");
        check(!field.name().matches(TIME) || isTime(bare(type)), name, "a time is a timestamp-millis");
        check(
                name.equals("DeadLetter.bytes")
                        || (bare(type).getType() != Schema.Type.BYTES
                                && !field.name().matches(MEDIA_CONTENT)),
                name,
                "no content of media anywhere: carry a hash, a verdict or a reference");
        check(
                type.getType() != Schema.Type.UNION || isOptional(field),
                name,
                "a union is [\"null\", X] with the default null");
        check(type.getType() != Schema.Type.ARRAY || isEmpty(field.defaultVal()), name, "give a list the default []");
        check(type.getType() != Schema.Type.MAP || isEmpty(field.defaultVal()), name, "give a map the default {}");
        check(
                !isText(bare(type)) || FREE_TEXT.contains(name) || isNoFreeText(field.name()),
                name,
                "decide whether it can hold words of a message; if not, add its name to NO_FREE_TEXT in SchemaRules");
    }

    private void check(boolean holds, String name, String remedy) {
        if (!holds) {
            problems.add(name + ": " + remedy);
        }
    }

    private static boolean isNoFreeText(String name) {
        return NO_FREE_TEXT.contains(name) || name.endsWith("_id") || name.endsWith("_ids");
    }

    /** What an optional or a list is of. */
    private static Schema bare(Schema type) {
        return switch (type.getType()) {
            case UNION -> RecordReader.present(type);
            case ARRAY -> type.getElementType();
            case RECORD, ENUM, MAP, FIXED, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> type;
        };
    }

    private static boolean isText(Schema type) {
        return type.getType() == Schema.Type.STRING;
    }

    private static boolean isTime(Schema type) {
        return type.getLogicalType() instanceof LogicalTypes.TimestampMillis;
    }

    private static boolean isOptional(Schema.Field field) {
        List<Schema> types = field.schema().getTypes();
        return types.size() == 2
                && types.get(0).getType() == Schema.Type.NULL
                && field.defaultVal() == JsonProperties.NULL_VALUE;
    }

    private static boolean isEmpty(Object value) {
        return (value instanceof List<?> list && list.isEmpty()) || (value instanceof Map<?, ?> map && map.isEmpty());
    }

    private static boolean hasText(String doc) {
        return doc != null && !doc.isBlank();
    }
}
