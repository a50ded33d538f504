// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.check;

import io.wardline.pattern.Checked;
import io.wardline.pattern.Diagnostic.Code;
import io.wardline.pattern.condition.ConditionLibrary;
import io.wardline.pattern.parse.Problems;
import io.wardline.pattern.parse.SourceFile;
import io.wardline.pattern.parse.YamlReader;
import io.wardline.pattern.parse.YamlValue;
import io.wardline.pattern.parse.YamlValue.YamlMap;
import java.util.Optional;

/** Reads {@code conditions.yaml}, the conditions that all patterns share. */
public final class LibraryChecker {
    private LibraryChecker() {}

    public static Checked<ConditionLibrary> check(SourceFile file) {
        Problems problems = new Problems(file);
        Optional<ConditionLibrary> library = YamlReader.read(problems).flatMap(root -> read(root, problems));
        return library.isEmpty() || problems.anyError()
                ? Checked.wrong(problems.all())
                : Checked.right(library.get(), problems.all());
    }

    private static Optional<ConditionLibrary> read(YamlValue root, Problems problems) {
        if (!(root instanceof YamlMap map)) {
            problems.error(root.index(), Code.P006, "the file must be a map of names, but this is " + root.shape());
            return Optional.empty();
        }
        return Optional.of(new ConditionsChecker("", ConditionLibrary.empty(), problems).read(map));
    }
}
