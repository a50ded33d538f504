// SPDX-License-Identifier: Apache-2.0
package io.wardline.schema;

import io.confluent.kafka.schemaregistry.CompatibilityLevel;
import io.confluent.kafka.schemaregistry.ParsedSchemaHolder;
import io.confluent.kafka.schemaregistry.SimpleParsedSchemaHolder;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;

/**
 * What a schema breaks for those who have a released one: FULL_TRANSITIVE as Avro and as the registry's own checker see it, and the
 * contract's names, which both would let go silently when an optional field or an enum's symbol is renamed.
 */
final class Compatibility {
    static final String REMEDY =
            """
            Leave what is released as it is, and only add: optional fields with a default, symbols at the end of an enum.
            A change that cannot be made so is a new record on a new topic. See schemas/README.md.""";

    private Compatibility() {}

    /** Everything that a schema breaks, or an empty list. */
    static List<String> problems(Schema current, List<Schema> released) {
        List<String> problems = new ArrayList<>();
        for (Schema old : released) {
            read(current, old, "this build cannot read released records", problems);
            read(old, current, "released readers cannot read this build's records", problems);
            Set<String> lost = names(old);
            lost.removeAll(names(current));
            lost.forEach(name -> problems.add("released name is gone: " + name));
        }
        problems.addAll(registry(current, released));
        return problems;
    }

    private static void read(Schema reader, Schema writer, String what, List<String> problems) {
        SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult()
                .getIncompatibilities()
                .forEach(i -> problems.add("%s: %s at %s".formatted(what, i.getType(), i.getLocation())));
    }

    /** The answer that a registry gives to {@code setup subjects}. */
    static List<String> registry(Schema current, List<Schema> released) {
        return new AvroSchema(current)
                .isCompatible(
                        CompatibilityLevel.FULL_TRANSITIVE,
                        released.stream()
                                .<ParsedSchemaHolder>map(old -> new SimpleParsedSchemaHolder(new AvroSchema(old)))
                                .toList());
    }

    private static Set<String> names(Schema schema) {
        Set<String> names = new TreeSet<>();
        for (Schema type : NamedTypes.of(schema)) {
            if (type.getType() == Schema.Type.RECORD) {
                type.getFields().forEach(field -> names.add(type.getName() + "." + field.name()));
            } else {
                type.getEnumSymbols().forEach(symbol -> names.add(type.getName() + "." + symbol));
            }
        }
        return names;
    }
}
