// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.check;

import io.wardline.pattern.Diagnostic.Code;
import io.wardline.pattern.condition.ConditionCompiler;
import io.wardline.pattern.condition.ConditionCompiler.Outcome;
import io.wardline.pattern.condition.ConditionLibrary;
import io.wardline.pattern.condition.ConditionLibrary.SharedCondition;
import io.wardline.pattern.parse.Fields;
import io.wardline.pattern.parse.Problems;
import io.wardline.pattern.parse.YamlValue;
import io.wardline.pattern.parse.YamlValue.YamlMap;
import io.wardline.pattern.parse.YamlValue.YamlText;
import java.util.Map;
import java.util.Optional;

/** Reads named conditions: name to title and CEL. A condition may use those above it, so that none can go round in circles. */
final class ConditionsChecker {
    /** Compiling one takes milliseconds; the bundled library has nine. */
    static final int MAX_CONDITIONS = 64;

    private final String owner;
    private final Problems problems;
    private final ConditionLibrary taken;
    private ConditionLibrary library;

    /**
     * @param owner goes before the name in the label of a condition that fails at match time
     * @param shared conditions that are there already: usable, and their names taken
     */
    ConditionsChecker(String owner, ConditionLibrary shared, Problems problems) {
        this.owner = owner;
        this.problems = problems;
        this.taken = shared;
        this.library = shared;
    }

    /** The conditions that were there and those of a map that are right. */
    ConditionLibrary read(YamlMap map) {
        if (map.entries().size() > MAX_CONDITIONS) {
            problems.error(
                    map.index(),
                    Code.P021,
                    "there are %d conditions; the limit is %d"
                            .formatted(map.entries().size(), MAX_CONDITIONS));
            return library;
        }
        for (Map.Entry<YamlText, YamlValue> entry : map.entries().entrySet()) {
            named(entry.getKey());
            Fields.of(entry.getValue(), "a condition", problems)
                    .ifPresent(fields -> condition(entry.getKey().value(), fields));
        }
        return library;
    }

    private void named(YamlText name) {
        if (!name.value().matches("[a-z][a-z0-9_]{0,39}") || ConditionCompiler.RESERVED.contains(name.value())) {
            problems.error(
                    name.index(),
                    Code.P007,
                    "a condition's name is [a-z][a-z0-9_]*, at most 40 characters, and none of %s; not '%s'"
                            .formatted(String.join(", ", ConditionCompiler.RESERVED), name.value()));
        } else if (taken.find(name.value()).isPresent()) {
            problems.error(
                    name.index(),
                    Code.P005,
                    "condition '%s' is a shared one already and means the same in every pattern; give this one another name"
                            .formatted(name.value()));
        }
    }

    private void condition(String name, Fields fields) {
        Optional<YamlText> title = fields.requiredText("title");
        Optional<YamlText> when = fields.requiredText("when");
        fields.finish();
        if (title.isPresent() && when.isPresent()) {
            Outcome outcome = new ConditionCompiler(library)
                    .compile(owner + name, when.get().value());
            if (outcome instanceof Outcome.Wrong wrong) {
                wrong.mistakes()
                        .forEach(mistake ->
                                problems.error(when.get().place(mistake.offset()), mistake.code(), mistake.message()));
            } else if (outcome instanceof Outcome.Right right
                    && taken.find(name).isEmpty()) {
                library = library.with(new SharedCondition(
                        name, title.get().value(), when.get().value().strip(), right.condition()));
            }
        }
    }
}
