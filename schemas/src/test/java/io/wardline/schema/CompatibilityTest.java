// SPDX-License-Identifier: Apache-2.0
package io.wardline.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * That each schema goes with every released version of itself, in both directions; and that this check refuses each kind of change
 * that breaks someone. The released files are frozen: a release adds a folder, and nothing changes in one.
 */
final class CompatibilityTest {
    private static final Path RELEASED = Path.of("src/test/resources/released");

    @TestFactory
    Stream<DynamicTest> goesWithEveryReleasedVersion() throws IOException {
        Map<String, List<Schema>> released = released();
        assertThat(released.keySet())
                .as("records released so far")
                .containsAll(Stream.of(Topics.values())
                        .map(topic -> topic.type().getSimpleName())
                        .toList());
        return released.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> assertThat(
                                Compatibility.problems(Samples.file(entry.getKey()), entry.getValue()))
                        .as("%s.avsc breaks a release. %s", entry.getKey(), Compatibility.REMEDY)
                        .isEmpty()));
    }

    @Test
    void acceptsWhatOnlyAdds() {
        assertThat(problems(event -> {
                    event.withArray("fields").add(field("language", "string").put("default", ""));
                    symbols(event, "kind").add("SCREEN_RECORDING");
                }))
                .isEmpty();
    }

    @Test
    void refusesARequiredFieldThatIsGone() {
        assertThat(problems(event -> Samples.removeFields(event, "conversation_id"::equals)))
                .contains(
                        "released name is gone: ConversationEvent.conversation_id",
                        "released readers cannot read this build's records: READER_FIELD_MISSING_DEFAULT_VALUE at /fields/1")
                .hasSizeGreaterThan(2);
    }

    @Test
    void refusesARenamedField() {
        assertThat(problems(event -> Samples.field(event, "conversation_id").put("name", "thread_id")))
                .anyMatch(problem -> problem.startsWith("this build cannot read released records"))
                .anyMatch(problem -> problem.startsWith("released readers cannot read this build's records"));
    }

    /** The registry would take it, and every consumer would read an event without text. */
    @Test
    void refusesARenamedOptionalField() {
        Consumer<ObjectNode> rename = event -> Samples.field(event, "text").put("name", "body");

        assertThat(registryProblems(rename)).isEmpty();
        assertThat(problems(rename)).containsExactly("released name is gone: ConversationEvent.text");
    }

    /** The registry would take it, and every consumer would read UNKNOWN. */
    @Test
    void refusesASymbolThatIsGone() {
        Consumer<ObjectNode> rename = event -> symbols(event, "kind").remove(1);

        assertThat(registryProblems(rename)).isEmpty();
        assertThat(problems(rename)).containsExactly("released name is gone: EventKind.CONTACT");
    }

    @Test
    void refusesAnotherType() {
        assertThat(problems(event -> Samples.field(event, "event_id").put("type", "long")))
                .contains("this build cannot read released records: TYPE_MISMATCH at /fields/0/type");
        assertThat(registryProblems(event -> Samples.field(event, "event_id").put("type", "long")))
                .isNotEmpty();
    }

    @Test
    void refusesANewFieldWithoutADefault() {
        Consumer<ObjectNode> add = event -> event.withArray("fields").add(field("language", "string"));

        assertThat(problems(add))
                .anyMatch(problem ->
                        problem.startsWith("this build cannot read released records: READER_FIELD_MISSING_DEFAULT"));
        assertThat(registryProblems(add)).isNotEmpty();
    }

    /** A field that every release had, but whose default one build drops, would refuse the records of writers that leave it out. */
    @Test
    void checksAgainstEveryReleaseAndNotOnlyTheLast() {
        Schema first = Samples.edited("ConversationEvent", event -> Samples.removeFields(event, "text"::equals));
        Schema second = Samples.file("ConversationEvent");
        Schema third = Samples.edited(
                "ConversationEvent", event -> Samples.field(event, "text").remove("default"));

        assertThat(Compatibility.registry(third, List.of(second))).isEmpty();
        assertThat(Compatibility.registry(third, List.of(first, second))).isNotEmpty();
        assertThat(Compatibility.problems(third, List.of(first, second))).isNotEmpty();
    }

    private static List<String> problems(Consumer<ObjectNode> edit) {
        return Compatibility.problems(
                Samples.edited("ConversationEvent", edit), List.of(Samples.file("ConversationEvent")));
    }

    private static List<String> registryProblems(Consumer<ObjectNode> edit) {
        return Compatibility.registry(
                Samples.edited("ConversationEvent", edit), List.of(Samples.file("ConversationEvent")));
    }

    private static ObjectNode field(String name, String type) {
        return JsonNodeFactory.instance.objectNode().put("name", name).put("type", type);
    }

    private static ArrayNode symbols(ObjectNode schema, String field) {
        return (ArrayNode) Samples.field(schema, field).path("type").path("symbols");
    }

    /** The released versions of each record, oldest first. */
    private static Map<String, List<Schema>> released() throws IOException {
        Map<String, List<Schema>> released = new TreeMap<>();
        try (Stream<Path> files = Files.walk(RELEASED)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".avsc")).sorted().toList()) {
                String record = file.getFileName().toString().replace(".avsc", "");
                released.computeIfAbsent(record, r -> new ArrayList<>())
                        .add(new Schema.Parser().parse(Files.readString(file)));
            }
        }
        return released;
    }
}
