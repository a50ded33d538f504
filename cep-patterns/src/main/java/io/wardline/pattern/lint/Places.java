// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.lint;

import io.wardline.pattern.Absence;
import io.wardline.pattern.Link;
import io.wardline.pattern.parse.Problems;
import io.wardline.pattern.parse.SourceFile;
import io.wardline.pattern.parse.YamlReader;
import io.wardline.pattern.parse.YamlValue;
import io.wardline.pattern.parse.YamlValue.YamlList;
import io.wardline.pattern.parse.YamlValue.YamlMap;
import io.wardline.pattern.parse.YamlValue.YamlText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where things stand in a file that was read already, so that what is found in its meaning can be pointed at. */
final class Places {
    private final Optional<YamlValue> root;

    Places(SourceFile file) {
        this.root = YamlReader.read(new Problems(file));
    }

    /** The value of a key of the file's own map, or the beginning of the file. */
    int of(String key) {
        return root.flatMap(map -> value(map, key)).map(YamlValue::index).orElse(0);
    }

    /** Its name, wherever in its alternative it stands; or the beginning of the file. */
    int ofLink(int alternative, Link link) {
        return ofLink(alternative, link, keyOf(link));
    }

    /** A key of a step or an absence, wherever in its alternative it stands; or the beginning of the file. */
    int ofLink(int alternative, Link link, String key) {
        return root.flatMap(map -> alternative(map, alternative))
                .flatMap(place -> find(place, keyOf(link), link.name()))
                .flatMap(found -> value(found, key))
                .map(value -> value instanceof YamlText text ? text.place(0) : value.index())
                .orElse(0);
    }

    /** A key of a shared condition, in the file of those. */
    int ofCondition(String name, String key) {
        return root.flatMap(map -> value(map, name))
                .flatMap(condition -> value(condition, key))
                .map(value -> value instanceof YamlText text ? text.place(0) : value.index())
                .orElse(0);
    }

    private static String keyOf(Link link) {
        return link instanceof Absence ? "absent" : "step";
    }

    private static Optional<YamlValue> alternative(YamlValue pattern, int alternative) {
        Optional<YamlValue> several = value(pattern, "alternatives");
        if (several.isPresent() && several.get() instanceof YamlList list) {
            return list.items().stream().skip(alternative).findFirst();
        }
        return value(pattern, "sequence");
    }

    /** The map in which a key has this text. */
    private static Optional<YamlValue> find(YamlValue place, String key, String wanted) {
        if (value(place, key).filter(value -> isText(value, wanted)).isPresent()) {
            return Optional.of(place);
        }
        return children(place)
                .flatMap(child -> find(child, key, wanted).stream())
                .findFirst();
    }

    private static boolean isText(YamlValue value, String wanted) {
        return value instanceof YamlText text && text.value().equals(wanted);
    }

    private static Stream<YamlValue> children(YamlValue place) {
        if (place instanceof YamlMap map) {
            return map.entries().values().stream();
        }
        return place instanceof YamlList list ? list.items().stream() : List.<YamlValue>of().stream();
    }

    private static Optional<YamlValue> value(YamlValue place, String key) {
        return place instanceof YamlMap map
                ? map.entries().entrySet().stream()
                        .filter(entry -> entry.getKey().value().equals(key))
                        .map(Map.Entry::getValue)
                        .findFirst()
                : Optional.empty();
    }
}
