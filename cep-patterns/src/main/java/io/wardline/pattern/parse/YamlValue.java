// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.parse;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** YAML with the position of everything in it. Scalars stay text: what a value means is decided where its key is known. */
public sealed interface YamlValue {
    /** Where it begins, as an index into the file's text. */
    int index();

    /** What an author calls it. */
    String shape();

    /** Keys in the order of the file. */
    record YamlMap(Map<YamlText, YamlValue> entries, int index) implements YamlValue {
        public YamlMap {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        @Override
        public String shape() {
            return "a map";
        }
    }

    record YamlList(List<YamlValue> items, int index) implements YamlValue {
        public YamlList {
            items = List.copyOf(items);
        }

        @Override
        public String shape() {
            return "a list";
        }
    }

    /**
     * A scalar.
     *
     * @param value after quotes, escapes and folding are undone
     * @param places for each character of {@code value}, and one past its end, its index in the file's text
     */
    record YamlText(String value, List<Integer> places, int index) implements YamlValue {
        public YamlText {
            places = List.copyOf(places);
        }

        /** Where a character of the value stands in the file. */
        public int place(int offset) {
            return places.get(Math.max(0, Math.min(offset, places.size() - 1)));
        }

        @Override
        public String shape() {
            return "text";
        }
    }
}
