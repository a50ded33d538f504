// SPDX-License-Identifier: Apache-2.0
package io.wardline.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** That the schemas keep the contract's rules, and that each rule is able to say no. */
final class SchemaRulesTest {
    @Test
    void allSchemasKeepTheRules() throws IOException {
        assertThat(files().values().stream().flatMap(schema -> SchemaRules.problems(schema).stream()))
                .isEmpty();
    }

    @Test
    void everyTopicHasAFileAndEveryFileATopic() throws IOException {
        assertThat(files().keySet())
                .containsExactlyInAnyOrderElementsOf(Stream.of(Topics.values())
                        .map(topic -> topic.type().getSimpleName())
                        .distinct()
                        .toList());
    }

    /** Each file is whole, so that it can be registered as it is; what several of them have must then be the same to the letter. */
    @Test
    void sharedTypesAreTheSameInEveryFile() throws IOException {
        Map<String, String> seen = new HashMap<>();
        for (Map.Entry<String, Schema> file : files().entrySet()) {
            for (Schema type : NamedTypes.of(file.getValue())) {
                assertThat(type.toString())
                        .as("%s in %s.avsc: change it in every file that has it", type.getName(), file.getKey())
                        .isEqualTo(seen.getOrDefault(type.getName(), type.toString()));
                seen.put(type.getName(), type.toString());
            }
        }
    }

    @Test
    void eachRuleSaysNo() {
        Schema bad = new Schema.Parser()
                .parse(
                        """
                        {"type": "record", "name": "Bad", "namespace": "io.wardline.v1", "doc": "All mistakes at once.", "fields": [
                          {"name": "camelCase", "type": "int", "doc": "d"},
                          {"name": "undocumented", "type": "int"},
                          {"name": "seen_at", "type": "long", "doc": "d"},
                          {"name": "checksum", "type": "bytes", "doc": "d"},
                          {"name": "thumbnail", "type": ["null", "int"], "default": null, "doc": "d"},
                          {"name": "no_default", "type": ["null", "int"], "doc": "d"},
                          {"name": "either", "type": ["null", "int", "long"], "default": null, "doc": "d"},
                          {"name": "list", "type": {"type": "array", "items": "int"}, "doc": "d"},
                          {"name": "map", "type": {"type": "map", "values": "int"}, "doc": "d"},
                          {"name": "caption", "type": ["null", "string"], "default": null, "doc": "d"},
                          {"name": "text", "type": "string", "doc": "d"},
                          {"name": "mood", "type": {"type": "enum", "name": "Mood", "symbols": ["Good"]}, "doc": "d"}
                        ]}""");

        assertThat(SchemaRules.problems(bad))
                .extracting(problem -> problem.substring(0, problem.indexOf(' ', problem.indexOf(": ") + 2)))
                .isEqualTo(List.of(
                        "Bad.camelCase: names",
                        "Bad.undocumented: say",
                        "Bad.seen_at: a",
                        "Bad.checksum: no",
                        "Bad.thumbnail: no",
                        "Bad.no_default: a",
                        "Bad.either: a",
                        "Bad.list: give",
                        "Bad.map: give",
                        "Bad.caption: decide",
                        "Bad.text: decide",
                        "Mood: say",
                        "Mood: give",
                        "Mood: symbols"));
    }

    /** By record, from the source folder, so that a file which no topic uses is seen too. */
    private static Map<String, Schema> files() throws IOException {
        Map<String, Schema> schemas = new HashMap<>();
        try (Stream<Path> files = Files.list(Path.of("src/main/avro"))) {
            for (Path file : files.toList()) {
                schemas.put(
                        file.getFileName().toString().replace(".avsc", ""),
                        new Schema.Parser().parse(Files.readString(file)));
            }
        }
        return schemas;
    }
}
