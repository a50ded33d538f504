// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.check;

import io.wardline.pattern.Checked;
import io.wardline.pattern.Diagnostic.Code;
import io.wardline.pattern.condition.ConditionCompiler;
import io.wardline.pattern.condition.ConditionCompiler.Outcome;
import io.wardline.pattern.condition.ConditionLibrary;
import io.wardline.pattern.condition.ConditionLibrary.SharedCondition;
import io.wardline.pattern.parse.Fields;
import io.wardline.pattern.parse.Problems;
import io.wardline.pattern.parse.SourceFile;
import io.wardline.pattern.parse.YamlReader;
import io.wardline.pattern.parse.YamlValue;
import io.wardline.pattern.parse.YamlValue.YamlMap;
import io.wardline.pattern.parse.YamlValue.YamlText;
import java.util.Map;
import java.util.Optional;

/** Reads {@code conditions.yaml}: name to title and CEL. A condition may use those above it, so that none can go round in circles. */
public final class LibraryChecker {
    private final Problems problems;
    private ConditionLibrary library = ConditionLibrary.empty();

    private LibraryChecker(Problems problems) {
        this.problems = problems;
    }

    public static Checked<ConditionLibrary> check(SourceFile file) {
        Problems problems = new Problems(file);
        LibraryChecker checker = new LibraryChecker(problems);
        YamlReader.read(problems).ifPresent(checker::read);
        return problems.anyError() ? Checked.wrong(problems.all()) : Checked.right(checker.library, problems.all());
    }

    private void read(YamlValue root) {
        if (!(root instanceof YamlMap map)) {
            problems.error(root.index(), Code.P006, "the file must be a map of names, but this is " + root.shape());
            return;
        }
        for (Map.Entry<YamlText, YamlValue> entry : map.entries().entrySet()) {
            named(entry.getKey());
            Fields.of(entry.getValue(), "a condition", problems)
                    .ifPresent(fields -> condition(entry.getKey().value(), fields));
        }
    }

    private void named(YamlText name) {
        if (!name.value().matches("[a-z][a-z0-9_]{0,39}") || ConditionCompiler.RESERVED.contains(name.value())) {
            problems.error(
                    name.index(),
                    Code.P007,
                    "a condition's name is [a-z][a-z0-9_]*, at most 40 characters, and none of %s; not '%s'"
                            .formatted(String.join(", ", ConditionCompiler.RESERVED), name.value()));
        }
    }

    private void condition(String name, Fields fields) {
        Optional<YamlText> title = fields.requiredText("title");
        Optional<YamlText> when = fields.requiredText("when");
        fields.finish();
        if (title.isPresent() && when.isPresent()) {
            Outcome outcome =
                    new ConditionCompiler(library).compile(name, when.get().value());
            if (outcome instanceof Outcome.Wrong wrong) {
                wrong.mistakes()
                        .forEach(mistake ->
                                problems.error(when.get().place(mistake.offset()), mistake.code(), mistake.message()));
            } else if (outcome instanceof Outcome.Right right) {
                library = library.with(new SharedCondition(
                        name, title.get().value(), when.get().value().strip(), right.condition()));
            }
        }
    }
}
