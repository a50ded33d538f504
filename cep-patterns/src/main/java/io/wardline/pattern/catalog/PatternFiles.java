// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.catalog;

import io.wardline.pattern.parse.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The texts of a catalog, wherever they lie.
 *
 * @param conditions the shared conditions
 * @param cleanCorpus innocent conversations
 * @param patterns every pattern, in the order of their paths
 */
record PatternFiles(SourceFile conditions, SourceFile cleanCorpus, List<PatternSource> patterns) {
    private static final String RESOURCES = "/io/wardline/patterns/";
    private static final String CONDITIONS = "conditions.yaml";
    private static final String CLEAN_CORPUS = "clean-corpus.yaml";
    private static final String PATTERN = "pattern.yaml";
    private static final String TESTS = "tests.yaml";

    PatternFiles {
        patterns = List.copyOf(patterns);
    }

    /** A jar can't be listed reliably under every class loader, so an index, kept true by a test, names the folders. */
    static PatternFiles bundled() {
        List<PatternSource> patterns = resource("index.txt")
                .text()
                .lines()
                .filter(line -> !line.isBlank())
                .map(folder -> new PatternSource(
                        folder.substring(folder.lastIndexOf('/') + 1),
                        resource(folder + "/" + PATTERN),
                        resource(folder + "/" + TESTS)))
                .toList();
        return new PatternFiles(resource(CONDITIONS), resource(CLEAN_CORPUS), patterns);
    }

    static PatternFiles of(PatternTexts texts) {
        List<PatternSource> patterns = new ArrayList<>();
        texts.patterns()
                .forEach((id, yaml) -> patterns.add(new PatternSource(
                        id, new SourceFile(id + "/" + PATTERN, yaml), new SourceFile(id + "/" + TESTS, ""))));
        return new PatternFiles(
                new SourceFile(CONDITIONS, texts.conditions()), new SourceFile(CLEAN_CORPUS, ""), patterns);
    }

    static PatternFiles in(Path folder) throws IOException {
        List<PatternSource> patterns = new ArrayList<>();
        for (Path file : patternFiles(folder)) {
            Path parent = file.getParent();
            if (parent != null) {
                patterns.add(new PatternSource(
                        String.valueOf(parent.getFileName()),
                        source(folder, file),
                        optional(folder, parent.resolve(TESTS))));
            }
        }
        Path conditions = folder.resolve(CONDITIONS);
        return new PatternFiles(
                Files.exists(conditions) ? source(folder, conditions) : resource(CONDITIONS),
                optional(folder, folder.resolve(CLEAN_CORPUS)),
                patterns);
    }

    private static SourceFile optional(Path folder, Path file) throws IOException {
        return Files.exists(file) ? source(folder, file) : new SourceFile(relative(folder, file), "");
    }

    private static List<Path> patternFiles(Path folder) throws IOException {
        // <family>/<pattern-id>/pattern.yaml, or the same without families.
        try (Stream<Path> files = Files.walk(folder, 3)) {
            return files.filter(file -> file.endsWith(PATTERN)).sorted().toList();
        }
    }

    private static SourceFile source(Path folder, Path file) throws IOException {
        return new SourceFile(relative(folder, file), new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    }

    private static String relative(Path folder, Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    private static SourceFile resource(String name) {
        try (InputStream in = PatternFiles.class.getResourceAsStream(RESOURCES + name)) {
            if (in == null) {
                throw new IllegalStateException("this build lacks its pattern file " + name);
            }
            return new SourceFile(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException("pattern file " + name, broken);
        }
    }
}
