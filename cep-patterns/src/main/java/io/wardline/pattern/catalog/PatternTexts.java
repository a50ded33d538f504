// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.catalog;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The texts of patterns that check. What travels with a job is this, and not what it compiles to: Flink's {@code Pattern} can't be
 * serialised, and a text means the same to every release that reads it.
 *
 * @param conditions the shared conditions' YAML
 * @param patterns YAML by pattern id
 */
public record PatternTexts(String conditions, Map<String, String> patterns) implements Serializable {
    public PatternTexts {
        patterns = Collections.unmodifiableMap(new TreeMap<>(patterns));
    }
}
