// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.lint;

import io.wardline.pattern.PatternSpec;
import io.wardline.pattern.catalog.PatternCatalog;
import io.wardline.pattern.catalog.PatternCatalog.Entry;
import io.wardline.pattern.catalog.PatternSource;
import io.wardline.pattern.parse.SourceFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The patterns that an author points at, with the set that they belong to.
 *
 * @param catalog the whole set: it has the shared conditions, and patterns that may tell the same
 * @param chosen those that are asked about
 * @param cleanCorpus innocent conversations: the set's own, or the bundled ones
 */
public record PatternSelection(PatternCatalog catalog, List<PatternSource> chosen, SourceFile cleanCorpus) {
    private static final String PATTERN = "pattern.yaml";
    /** A pattern lies at most this deep in its set: family and folder. */
    private static final int MAX_DEPTH = 2;

    public PatternSelection {
        chosen = List.copyOf(chosen);
    }

    /** Read once: it is asked for by each selection, and never changes. */
    private static final class Bundled {
        static final PatternCatalog CATALOG = PatternCatalog.bundled();
    }

    /** Everything that ships with Wardline. */
    public static PatternSelection bundled() {
        return all(Bundled.CATALOG);
    }

    /** Every pattern of a catalog. */
    public static PatternSelection all(PatternCatalog catalog) {
        return new PatternSelection(catalog, catalog.sources(), corpus(catalog));
    }

    /**
     * A folder of patterns, a pattern's folder, or a {@code pattern.yaml}.
     *
     * @throws FileNotFoundException when there is no pattern; its message says so in one line
     */
    public static PatternSelection at(Path path) throws IOException {
        Path place = path.toAbsolutePath().normalize();
        if (!Files.exists(place)) {
            throw new FileNotFoundException(
                    path + ": no such file or folder; name a folder of patterns, or a pattern's");
        }
        if (!Files.isDirectory(place) && !place.endsWith(PATTERN)) {
            throw new FileNotFoundException(path + " is not a pattern.yaml; name one, or its folder");
        }
        Path folder = Files.isDirectory(place) ? place : parent(place);
        Path root = root(folder);
        PatternCatalog catalog = PatternCatalog.load(root);
        List<PatternSource> chosen = catalog.sources().stream()
                .filter(source -> root.resolve(source.file().name()).startsWith(folder))
                .toList();
        if (chosen.isEmpty()) {
            throw new FileNotFoundException(path + ": no pattern.yaml in it, nor two folders below");
        }
        return new PatternSelection(catalog, chosen, corpus(catalog));
    }

    /** The pattern by its id, when it is among the chosen and checks. */
    public Optional<Entry> entry(PatternSource source) {
        return catalog.find(source.id())
                .filter(entry -> entry.tests().name().equals(source.tests().name()));
    }

    /** Live patterns that one of this set must not repeat: the set's, and those bundled ones that it does not replace. */
    List<PatternSpec> live() {
        return Stream.concat(
                        catalog.specs().stream(),
                        Bundled.CATALOG.specs().stream()
                                .filter(spec -> catalog.find(spec.id()).isEmpty()))
                .filter(spec -> switch (spec.status()) {
                    case LIVE -> true;
                    case DRAFT, SHADOW, RETIRED -> false;
                })
                .toList();
    }

    private static SourceFile corpus(PatternCatalog catalog) {
        return catalog.cleanCorpus().text().isEmpty() ? Bundled.CATALOG.cleanCorpus() : catalog.cleanCorpus();
    }

    /** The nearest folder above that has what a set shares; without one, the folder itself. */
    private static Path root(Path folder) {
        Path candidate = folder;
        for (int up = 0; up <= MAX_DEPTH && candidate != null; up++) {
            if (Files.exists(candidate.resolve("conditions.yaml"))
                    || Files.exists(candidate.resolve("clean-corpus.yaml"))) {
                return candidate;
            }
            candidate = candidate.getParent();
        }
        return folder;
    }

    private static Path parent(Path file) {
        Path parent = file.getParent();
        return parent == null ? file : parent;
    }
}
