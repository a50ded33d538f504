// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.parse;

import io.wardline.pattern.Diagnostic;
import io.wardline.pattern.Diagnostic.Code;
import io.wardline.pattern.Diagnostic.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is found in one file while it is read: an author gets all of it at once. */
public final class Problems {
    private final SourceFile file;
    private final List<Diagnostic> found = new ArrayList<>();

    public Problems(SourceFile file) {
        this.file = file;
    }

    public SourceFile file() {
        return file;
    }

    public void error(int index, Code code, String message) {
        found.add(file.at(index, code, Level.ERROR, message));
    }

    public void warning(int index, Code code, String message) {
        found.add(file.at(index, code, Level.WARNING, message));
    }

    public boolean anyError() {
        return Diagnostic.anyError(found);
    }

    /** In the order of the file. */
    public List<Diagnostic> all() {
        return found.stream()
                .sorted(Comparator.comparingInt(Diagnostic::line).thenComparingInt(Diagnostic::column))
                .distinct()
                .toList();
    }
}
