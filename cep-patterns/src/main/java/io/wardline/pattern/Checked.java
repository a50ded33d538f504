// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern;

import java.util.List;
import java.util.Optional;

/**
 * What became of an author's file: a value when nothing in it is an error, and everything that was found in any case.
 *
 * @param <T> what the file describes
 */
public final class Checked<T> {
    private final List<T> value;
    private final List<Diagnostic> diagnostics;

    private Checked(List<T> value, List<Diagnostic> diagnostics) {
        this.value = value;
        this.diagnostics = List.copyOf(diagnostics);
    }

    public static <T> Checked<T> right(T value, List<Diagnostic> warnings) {
        return new Checked<>(List.of(value), warnings);
    }

    public static <T> Checked<T> wrong(List<Diagnostic> diagnostics) {
        return new Checked<>(List.of(), diagnostics);
    }

    public Optional<T> value() {
        return value.stream().findFirst();
    }

    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    /** The value of a file that is known to be right, such as a bundled one. */
    public T orThrow() {
        return value().orElseThrow(() -> new IllegalStateException(Diagnostic.render(diagnostics)));
    }
}
