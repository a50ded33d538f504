// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.parse;

import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Where each character of a scalar's value stands in the file. YAML tells only where a scalar begins; quoting, folding and indentation
 * change what comes between, but only ever white space, quotes and backslashes, so the two texts are walked side by side.
 */
final class ScalarPlaces {
    private final String file;
    private final String value;
    private int at;

    private ScalarPlaces(String file, int start, String value) {
        this.file = file;
        this.at = start;
        this.value = value;
    }

    static List<Integer> of(String file, int start, ScalarNode scalar) {
        return new ScalarPlaces(file, contentStart(file, start, scalar.getScalarStyle()), scalar.getValue()).walk();
    }

    private static int contentStart(String file, int start, ScalarStyle style) {
        return switch (style) {
            case PLAIN, JSON_SCALAR_STYLE -> start;
            case SINGLE_QUOTED, DOUBLE_QUOTED -> start + 1;
            case LITERAL, FOLDED -> {
                int lineEnd = file.indexOf('\n', start);
                yield lineEnd < 0 ? file.length() : lineEnd + 1;
            }
        };
    }

    private List<Integer> walk() {
        List<Integer> places = new ArrayList<>(value.length() + 1);
        for (int i = 0; i < value.length(); i++) {
            char wanted = value.charAt(i);
            if (!Character.isWhitespace(wanted)) {
                advanceTo(wanted);
            }
            places.add(Math.min(at, file.length()));
            if (at < file.length() && (!Character.isWhitespace(wanted) || Character.isWhitespace(file.charAt(at)))) {
                at++;
            }
        }
        places.add(Math.min(at, file.length()));
        return places;
    }

    private void advanceTo(char wanted) {
        while (at < file.length() && file.charAt(at) != wanted && isFiller(file.charAt(at))) {
            at++;
        }
    }

    private static boolean isFiller(char c) {
        return Character.isWhitespace(c) || c == '\\' || c == '\'';
    }
}
