// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.parse;

import io.wardline.pattern.Diagnostic.Code;
import io.wardline.pattern.parse.YamlValue.YamlList;
import io.wardline.pattern.parse.YamlValue.YamlMap;
import io.wardline.pattern.parse.YamlValue.YamlText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Text to located YAML. What may exhaust memory or the stack is refused while events stream by, before a tree is built: deep nesting,
 * aliases, more than one document, a large file.
 */
public final class YamlReader {
    /** The longest bundled file has a tenth of it; a pattern that needs more is two patterns. */
    public static final int MAX_CHARACTERS = 256 * 1024;

    /** A test file, the deepest there is, nests 6 levels. */
    public static final int MAX_DEPTH = 16;

    private static final String QUOTE_IT = "; put a condition that starts with '!' in quotes";

    private final Problems problems;
    private final String text;
    private final int[] places;

    private YamlReader(Problems problems) {
        this.problems = problems;
        this.text = problems.file().text();
        this.places = text.length() > MAX_CHARACTERS ? new int[0] : places(text);
    }

    /** The document, or nothing and at least one problem. */
    public static Optional<YamlValue> read(Problems problems) {
        return new YamlReader(problems).read();
    }

    private Optional<YamlValue> read() {
        if (text.length() > MAX_CHARACTERS) {
            problems.error(
                    0,
                    Code.P002,
                    "the file has %d characters; the limit is %d".formatted(text.length(), MAX_CHARACTERS));
            return Optional.empty();
        }
        LoadSettings settings = LoadSettings.builder()
                .setLabel(problems.file().name())
                .setUseMarks(true)
                .setCodePointLimit(MAX_CHARACTERS)
                .build();
        try {
            if (!withinLimits(settings)) {
                return Optional.empty();
            }
            Optional<Node> root = new Compose(settings).composeString(text);
            if (root.isEmpty()) {
                problems.error(0, Code.P001, "the file is empty");
            }
            return root.map(this::convert);
        } catch (MarkedYamlEngineException broken) {
            broken(broken);
        } catch (YamlEngineException broken) {
            problems.error(0, Code.P001, "not YAML: " + oneLine(String.valueOf(broken.getMessage())));
        }
        return Optional.empty();
    }

    private boolean withinLimits(LoadSettings settings) {
        int depth = 0;
        int documents = 0;
        for (Event event : new Parse(settings).parseString(text)) {
            int index = event.getStartMark().map(this::index).orElse(0);
            if (event instanceof CollectionStartEvent && ++depth > MAX_DEPTH) {
                problems.error(index, Code.P002, "nested deeper than %d levels".formatted(MAX_DEPTH));
                return false;
            } else if (event instanceof CollectionEndEvent) {
                depth--;
            } else if (event instanceof AliasEvent) {
                problems.error(index, Code.P002, "aliases (*name) are not allowed; write the value out");
                return false;
            } else if (tagged(event)) {
                problems.error(index, Code.P002, "tags (!name) are not allowed" + QUOTE_IT);
                return false;
            } else if (event instanceof DocumentStartEvent && ++documents > 1) {
                problems.error(index, Code.P002, "one file holds one document; split it at '---'");
                return false;
            }
        }
        return true;
    }

    private static boolean tagged(Event event) {
        Optional<String> tag = Optional.empty();
        if (event instanceof ScalarEvent scalar) {
            tag = scalar.getTag();
        } else if (event instanceof CollectionStartEvent collection) {
            tag = collection.getTag();
        }
        return tag.isPresent();
    }

    private void broken(MarkedYamlEngineException broken) {
        int index = broken.getProblemMark().map(this::index).orElse(0);
        int lineStart = text.lastIndexOf('\n', Math.max(0, index - 1)) + 1;
        // The condition !a && b is a tag and a broken anchor to YAML, which says so in words that help nobody.
        boolean negation = text.substring(lineStart, index).contains(": !");
        problems.error(index, Code.P001, "not YAML: " + oneLine(broken.getProblem()) + (negation ? QUOTE_IT : ""));
    }

    private YamlValue convert(Node node) {
        int index = node.getStartMark().map(this::index).orElse(0);
        if (node instanceof ScalarNode scalar) {
            return text(scalar, index);
        }
        if (node instanceof SequenceNode sequence) {
            return new YamlList(sequence.getValue().stream().map(this::convert).toList(), index);
        }
        if (node instanceof MappingNode mapping) {
            return map(mapping, index);
        }
        throw new IllegalStateException("a node of type " + node.getNodeType() + " without aliases");
    }

    private YamlMap map(MappingNode mapping, int index) {
        Map<YamlText, YamlValue> entries = new LinkedHashMap<>();
        Map<String, Integer> seen = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            YamlValue key = convert(tuple.getKeyNode());
            YamlValue value = convert(tuple.getValueNode());
            if (!(key instanceof YamlText name)) {
                problems.error(key.index(), Code.P006, "a key must be text, but this is " + key.shape());
            } else if (seen.putIfAbsent(name.value(), key.index()) != null) {
                problems.error(key.index(), Code.P005, "key '%s' is written twice".formatted(name.value()));
            } else {
                entries.put(name, value);
            }
        }
        return new YamlMap(entries, index);
    }

    private YamlText text(ScalarNode scalar, int index) {
        return new YamlText(scalar.getValue(), ScalarPlaces.of(text, index, scalar), index);
    }

    /** Marks count code points, text counts characters. Mostly they are the same; counting for each mark would take quadratic time. */
    private int index(Mark mark) {
        return places.length == 0
                ? Math.min(mark.getIndex(), text.length())
                : places[Math.min(mark.getIndex(), places.length - 1)];
    }

    /** For each code point, and one past the end, its index in the text; none when every character is a code point. */
    private static int[] places(String text) {
        int codePoints = text.codePointCount(0, text.length());
        if (codePoints == text.length()) {
            return new int[0];
        }
        int[] places = new int[codePoints + 1];
        for (int i = 0, index = 0; i < codePoints; i++) {
            places[i] = index;
            index += Character.charCount(text.codePointAt(index));
        }
        places[codePoints] = text.length();
        return places;
    }

    private static String oneLine(String message) {
        return message.replaceAll("\\s+", " ").strip();
    }
}
