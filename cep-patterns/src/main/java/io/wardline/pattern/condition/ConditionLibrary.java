// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.condition;

import io.wardline.pattern.Condition;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Conditions that patterns share by name, so that "threat" means the same in each of them. */
public final class ConditionLibrary {
    private final Map<String, SharedCondition> byName;

    private ConditionLibrary(Map<String, SharedCondition> byName) {
        this.byName = Collections.unmodifiableMap(byName);
    }

    /**
     * A named condition.
     *
     * @param name usable as a bare word in another condition
     * @param title what it means, in words
     * @param source as its author wrote it
     */
    public record SharedCondition(String name, String title, String source, Condition condition) {}

    public static ConditionLibrary empty() {
        return new ConditionLibrary(new LinkedHashMap<>());
    }

    /** A library with one more condition; a name that is there is replaced. */
    public ConditionLibrary with(SharedCondition condition) {
        Map<String, SharedCondition> extended = new LinkedHashMap<>(byName);
        extended.put(condition.name(), condition);
        return new ConditionLibrary(extended);
    }

    public Optional<SharedCondition> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public Set<String> names() {
        return byName.keySet();
    }

    /** In the order of the file. */
    public List<SharedCondition> all() {
        return List.copyOf(byName.values());
    }
}
