// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.revision;

import io.wardline.pattern.Checked;
import io.wardline.pattern.Diagnostic;
import io.wardline.pattern.Diagnostic.Code;
import io.wardline.pattern.Diagnostic.Level;
import io.wardline.pattern.PatternSpec;
import io.wardline.pattern.catalog.PatternCatalog;
import io.wardline.pattern.check.PatternChecker;
import io.wardline.pattern.parse.SourceFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A folder of patterns with their history: beside {@code pattern.yaml}, earlier revisions as {@code pattern@3.yaml}. Each decides from its
 * {@code effective_from} until that of the next, as when they were published one after the other.
 */
public final class PatternFolder {
    /** The same depth as that of a catalog: family and folder. */
    private static final int DEPTH = 3;

    private PatternFolder() {}

    /** Everything in it, or every mistake in it. */
    public static Checked<PatternStart> load(Path folder) throws IOException {
        PatternCatalog catalog = PatternCatalog.load(folder);
        List<Diagnostic> diagnostics = new ArrayList<>(catalog.diagnostics());
        Map<String, PatternStart.Earlier> earlier = new TreeMap<>();
        for (Path file : earlierFiles(folder)) {
            SourceFile source = new SourceFile(
                    folder.relativize(file).toString().replace('\\', '/'),
                    new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
            Path parent = file.toAbsolutePath().getParent();
            String id = parent == null ? "" : String.valueOf(parent.getFileName());
            Checked<PatternSpec> checked = PatternChecker.check(source, id, catalog.conditions());
            diagnostics.addAll(checked.diagnostics());
            checked.value().ifPresent(spec -> {
                if (isBefore(spec, source, catalog, diagnostics)) {
                    // By number, so that the order of names means nothing.
                    earlier.put("%s@%07d".formatted(id, spec.revision()), new PatternStart.Earlier(id, source.text()));
                }
            });
        }
        return Diagnostic.anyError(diagnostics)
                ? Checked.wrong(diagnostics)
                : Checked.right(PatternStart.of(catalog.texts(), List.copyOf(earlier.values())), diagnostics);
    }

    private static boolean isBefore(
            PatternSpec spec, SourceFile source, PatternCatalog catalog, List<Diagnostic> diagnostics) {
        String expected = "pattern@" + spec.revision() + ".yaml";
        if (!source.name().endsWith(expected)) {
            diagnostics.add(source.at(
                    0,
                    Code.P009,
                    Level.ERROR,
                    "the file holds revision %d: name it %s".formatted(spec.revision(), expected)));
            return false;
        }
        boolean hasNewer = catalog.find(spec.id())
                .filter(entry -> entry.spec().revision() > spec.revision())
                .isPresent();
        if (!hasNewer) {
            diagnostics.add(source.at(
                    0,
                    Code.P007,
                    Level.ERROR,
                    "earlier revisions lie beside a pattern.yaml of a later one, and this folder has none"));
        }
        return hasNewer;
    }

    private static List<Path> earlierFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder, DEPTH)) {
            return files.filter(file -> file.getFileName().toString().matches("pattern@.*\\.yaml"))
                    .sorted()
                    .toList();
        }
    }
}
