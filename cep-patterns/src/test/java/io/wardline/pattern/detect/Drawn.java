// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.detect;

import io.wardline.pattern.Role;
import io.wardline.pattern.testing.ScenarioEvent;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A pattern as it was drawn: what is written to YAML for the checker to read, and what the oracle takes the pattern to mean. It shares
 * nothing with the language's own model, so that the two can disagree. Times are seconds, the finest grain of the language.
 *
 * @param waits of an absence at the end, 0 when the pattern has none
 */
record Drawn(String id, int window, int waits, List<List<Part>> alternatives) {
    /** A condition as it is written, and as it is meant. */
    record Means(String written, Holds holds) implements Serializable {}

    /** Serializable, as Flink wants its conditions. */
    interface Holds extends Predicate<ScenarioEvent>, Serializable {}

    /** One place in a sequence. */
    sealed interface Part extends Serializable permits One, Not, Any, All {}

    /** @param within in seconds, 0 for none */
    record One(String name, Role by, Means means, int within, boolean optional, int min, int max, boolean emits)
            implements Part {}

    /** @param atTheEnd whether it waits and tells */
    record Not(String name, Role by, Means means, boolean atTheEnd) implements Part {}

    record Any(List<One> ones) implements Part {}

    record All(List<One> ones) implements Part {}

    String yaml() {
        StringBuilder yaml = new StringBuilder(
                """
                id: %s
                title: a title
                revision: 1
                status: live
                owner: an owner
                why: a reason
                scope: conversation
                window: %ds
                conditions:
                  asked_or_threatened:
                    title: Either.
                    when: signals.image_request >= 0.5 || signals.threat_exposure >= 0.5
                alternatives:
                """
                        .formatted(id, window));
        for (List<Part> sequence : alternatives) {
            yaml.append("  - sequence:\n");
            sequence.forEach(part -> yaml.append("      - ").append(yaml(part)).append('\n'));
        }
        return yaml.toString();
    }

    private String yaml(Part part) {
        if (part instanceof One one) {
            return one(one);
        }
        if (part instanceof Not not) {
            return "{absent: %s, by: %s, when: \"%s\"%s}"
                    .formatted(
                            not.name(),
                            lower(not.by()),
                            not.means().written(),
                            not.atTheEnd() ? ", for: %ds, %s".formatted(waits, EMIT) : "");
        }
        List<One> ones = part instanceof Any any ? any.ones() : ((All) part).ones();
        return "{%s: [%s]}"
                .formatted(
                        part instanceof Any ? "any_of" : "all_of",
                        ones.stream().map(Drawn::one).collect(Collectors.joining(", ")));
    }

    private static final String EMIT = "emit: {severity: HIGH, explanation: text}";

    private static String one(One one) {
        List<String> keys = new ArrayList<>();
        keys.add("step: " + one.name());
        keys.add("by: " + lower(one.by()));
        keys.add("when: \"" + one.means().written() + "\"");
        if (one.within() > 0) {
            keys.add("within: " + one.within() + "s");
        }
        if (one.optional()) {
            keys.add("optional: true");
        }
        if (one.min() == one.max() && one.min() > 1) {
            keys.add("times: " + one.min());
        } else if (one.max() > 1) {
            keys.add("times: {min: %d, max: %d}".formatted(one.min(), one.max()));
        }
        if (one.emits()) {
            keys.add(EMIT);
        }
        return "{" + String.join(", ", keys) + "}";
    }

    private static String lower(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
