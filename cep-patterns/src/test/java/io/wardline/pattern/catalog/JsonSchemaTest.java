// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.wardline.pattern.Checked;
import io.wardline.pattern.Vocabulary;
import io.wardline.pattern.check.LibraryChecker;
import io.wardline.pattern.check.PatternChecker;
import io.wardline.pattern.condition.ConditionLibrary;
import io.wardline.pattern.parse.SourceFile;
import io.wardline.pattern.testing.ScenarioReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The published schemas, by which editors complete and check: they take what the checker takes, and know the same keys. */
class JsonSchemaTest {
    private static final Path PATTERNS = Path.of("patterns");
    private static final Path DIAGNOSTICS = Path.of("src/test/resources/diagnostics");
    private static final Pattern SNIPPET = Pattern.compile("```yaml (\\w+)\\n([\\s\\S]*?)```");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> SCHEMAS = List.of("pattern", "conditions", "tests");

    @TestFactory
    Stream<DynamicTest> takesEveryBundledFile() throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(PATTERNS)) {
            files = found.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
        assertThat(files).hasSizeGreaterThan(15);
        return files.stream()
                .map(file -> dynamicTest(file.toString(), () -> assertThat(mistakes(schemaOf(file), text(file)))
                        .isEmpty()));
    }

    private static String schemaOf(Path file) {
        return switch (String.valueOf(file.getFileName())) {
            case "pattern.yaml" -> "pattern";
            case "conditions.yaml" -> "conditions";
            default -> "tests";
        };
    }

    @TestFactory
    Stream<DynamicTest> takesEveryExampleOfTheReference() {
        List<MatchResult> snippets = SNIPPET.matcher(text(Path.of("../docs/patterns/language.md")))
                .results()
                .toList();
        assertThat(snippets).hasSizeGreaterThan(10);
        return snippets.stream()
                .map(snippet -> dynamicTest(snippet.group(2).lines().findFirst().orElse("empty"), () -> assertThat(
                                mistakes(snippet.group(1), snippet.group(2)))
                        .isEmpty()));
    }

    /** A schema can't read conditions or compare durations; keys, shapes and values it can. */
    @TestFactory
    Stream<DynamicTest> refusesUnknownKeysWrongShapesAndWrongValues() throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.list(DIAGNOSTICS)) {
            files = found.filter(file -> String.valueOf(file.getFileName())
                            .matches("P0(03|04|06|07-values|08|09-not|24|25|27|28|30).*\\.yaml"))
                    .sorted()
                    .toList();
        }
        assertThat(files).hasSizeGreaterThanOrEqualTo(12);
        return files.stream()
                .map(file -> dynamicTest(
                        String.valueOf(file.getFileName()),
                        () -> assertThat(mistakes("pattern", text(file))).isNotEmpty()));
    }

    @Test
    void knowsTheNamesOfTheContract() {
        JsonNode event = definition("tests", "event").path("properties");
        assertThat(texts(event.at("/kind/enum"))).isEqualTo(Vocabulary.KINDS);
        assertThat(texts(event.at("/signals/propertyNames/enum"))).isEqualTo(Vocabulary.SIGNALS);
        assertThat(texts(event.at("/payment/properties/direction/enum"))).isEqualTo(Vocabulary.PAYMENT_DIRECTIONS);
        assertThat(texts(event.at("/payment/properties/method/enum"))).isEqualTo(Vocabulary.PAYMENT_METHODS);
    }

    @Test
    void saysOfEveryKeyWhatItMeans() {
        for (String schema : SCHEMAS) {
            undescribed(json(schema), json(schema), schema)
                    .forEach(place ->
                            assertThat(place).as("without a description").isEmpty());
        }
    }

    private static List<String> undescribed(JsonNode root, JsonNode node, String place) {
        List<String> places = new ArrayList<>();
        node.path("properties").properties().forEach(property -> {
            JsonNode value = property.getValue();
            JsonNode target =
                    value.has("$ref") ? root.at(value.get("$ref").textValue().substring(1)) : value;
            if (!target.has("description") && !property.getKey().matches("min|max")) {
                places.add(place + "/" + property.getKey());
            }
        });
        node.forEach(child -> places.addAll(undescribed(root, child, place)));
        return places;
    }

    /**
     * Each word that a reader's source holds in quotes is tried as a key in each map of a file. What is not unknown to the reader must be
     * known to the schema, and what the schema knows must not be unknown to the reader.
     */
    @TestFactory
    Stream<DynamicTest> knowsTheKeysOfTheChecker() {
        Map<String, String> maps = new LinkedHashMap<>();
        maps.put("pattern#", "KEY: x\n");
        maps.put("pattern#/$defs/condition", "conditions: {c: {KEY: x}}\n");
        maps.put("pattern#/properties/alternatives/items", "alternatives: [{KEY: x}]\n");
        maps.put("pattern#/$defs/step", "sequence: [{step: a, by: anyone, when: threat, KEY: x}]\n");
        maps.put("pattern#/$defs/times/oneOf/1", "sequence: [{step: a, times: {KEY: x}}]\n");
        maps.put("pattern#/$defs/emit", "sequence: [{step: a, emit: {KEY: x}}]\n");
        maps.put("pattern#/$defs/absence", "sequence: [{absent: a, KEY: x}]\n");
        maps.put("pattern#/$defs/any_of", "sequence: [{any_of: [], KEY: x}]\n");
        maps.put("pattern#/$defs/all_of", "sequence: [{all_of: [], KEY: x}]\n");
        maps.put("conditions#/additionalProperties", "c: {KEY: x}\n");
        maps.put("tests#", "KEY: x\n");
        maps.put("tests#/$defs/allowed", "allow_mutants: [{KEY: x}]\n");
        maps.put("tests#/$defs/case", "cases: [{KEY: x}]\n");
        maps.put("tests#/$defs/event", "cases: [{events: [{KEY: x}]}]\n");
        maps.put("tests#/$defs/event/properties/payment", "cases: [{events: [{payment: {KEY: x}}]}]\n");
        maps.put("tests#/$defs/event/properties/media", "cases: [{events: [{media: {KEY: x}}]}]\n");
        maps.put("tests#/$defs/told", "cases: [{tells: [{KEY: x}]}]\n");
        return maps.entrySet().stream()
                .map(map -> dynamicTest(map.getKey(), () -> {
                    String[] place = map.getKey().split("#", -1);
                    Set<String> written = new TreeSet<>();
                    json(place[0]).at(place[1]).path("properties").fieldNames().forEachRemaining(written::add);
                    assertThat(written).isEqualTo(knownToTheReader(place[0], map.getValue(), written));
                }));
    }

    private static Set<String> knownToTheReader(String schema, String yaml, Set<String> written) {
        Set<String> words = new TreeSet<>(written);
        words.addAll(quotedWords());
        return words.stream()
                .filter(word ->
                        reader(schema).apply(new SourceFile("f", yaml.replace("KEY", word))).diagnostics().stream()
                                .noneMatch(told -> told.message().startsWith("unknown key '" + word + "'")))
                // A step with the key of another place is read as that place, which then has one key too many.
                .filter(word ->
                        written.contains(word) || !yaml.contains("{step") || !word.matches("absent|any_of|all_of"))
                .filter(word -> written.contains(word)
                        || !yaml.matches("(?s).*\\{(absent|a.._of):.*")
                        || !word.matches("step|absent|any_of|all_of"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Function<SourceFile, Checked<?>> reader(String schema) {
        return switch (schema) {
            case "pattern" -> file -> PatternChecker.check(file, "example", ConditionLibrary.empty());
            case "conditions" -> LibraryChecker::check;
            default -> ScenarioReader::check;
        };
    }

    private static Set<String> quotedWords() {
        Path sources = Path.of("src/main/java/io/wardline/pattern");
        Set<String> words = new TreeSet<>();
        for (String reader : List.of("check", "testing")) {
            try (Stream<Path> files = Files.list(sources.resolve(reader))) {
                files.forEach(file -> Pattern.compile("\"([a-z_]{2,20})\"")
                        .matcher(text(file))
                        .results()
                        .forEach(word -> words.add(word.group(1))));
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
        return words;
    }

    private static Set<ValidationMessage> mistakes(String schema, String yaml) {
        Object loaded = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        return schema(schema).validate(JSON.valueToTree(loaded));
    }

    private static JsonSchema schema(String name) {
        return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(text(file(name)));
    }

    private static JsonNode definition(String schema, String name) {
        return json(schema).path("$defs").path(name);
    }

    private static List<String> texts(JsonNode array) {
        return Arrays.asList(JSON.convertValue(array, String[].class));
    }

    private static JsonNode json(String schema) {
        try {
            return JSON.readTree(text(file(schema)));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static Path file(String schema) {
        return Path.of("schema", schema + ".schema.json");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
