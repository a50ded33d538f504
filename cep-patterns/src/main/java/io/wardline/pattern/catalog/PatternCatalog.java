// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.catalog;

import io.wardline.pattern.Checked;
import io.wardline.pattern.Diagnostic;
import io.wardline.pattern.Diagnostic.Code;
import io.wardline.pattern.Diagnostic.Level;
import io.wardline.pattern.PatternSpec;
import io.wardline.pattern.check.LibraryChecker;
import io.wardline.pattern.check.PatternChecker;
import io.wardline.pattern.condition.ConditionLibrary;
import io.wardline.pattern.flink.Automaton;
import io.wardline.pattern.flink.PatternCompiler;
import io.wardline.pattern.parse.SourceFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Patterns that are loaded together, with the conditions they share. One that does not check is left out, and told of. */
public final class PatternCatalog {
    private final ConditionLibrary conditions;
    private final List<Entry> entries;
    private final List<Diagnostic> diagnostics;
    private final PatternFiles files;

    private PatternCatalog(
            ConditionLibrary conditions, List<Entry> entries, List<Diagnostic> diagnostics, PatternFiles files) {
        this.conditions = conditions;
        this.files = files;
        this.entries = List.copyOf(entries);
        this.diagnostics = List.copyOf(diagnostics);
    }

    /**
     * A pattern that checks.
     *
     * @param hash of its text, see {@link #hash(String)}
     * @param yaml its text, as it is published
     * @param automata what it compiles to, whether or not its status lets it run
     * @param tests the text of its {@code tests.yaml}, empty when it has none
     */
    public record Entry(PatternSpec spec, String hash, String yaml, List<Automaton> automata, SourceFile tests) {
        public Entry {
            automata = List.copyOf(automata);
        }
    }

    /** The set that ships with Wardline. */
    public static PatternCatalog bundled() {
        return read(PatternFiles.bundled());
    }

    /** A folder of {@code <family>/<pattern-id>/pattern.yaml}; without a {@code conditions.yaml}, the bundled one is used. */
    public static PatternCatalog load(Path folder) throws IOException {
        return read(PatternFiles.in(folder));
    }

    /** Texts that were a catalog's before. */
    public static PatternCatalog of(PatternTexts texts) {
        return read(PatternFiles.of(texts));
    }

    /** The texts of the patterns that check, in the form that travels. */
    public PatternTexts texts() {
        Map<String, String> patterns = new LinkedHashMap<>();
        entries.forEach(entry -> patterns.put(entry.spec().id(), entry.yaml()));
        return new PatternTexts(files.conditions().text(), patterns);
    }

    private static PatternCatalog read(PatternFiles files) {
        Checked<ConditionLibrary> library = LibraryChecker.check(files.conditions());
        List<Diagnostic> diagnostics = new ArrayList<>(library.diagnostics());
        ConditionLibrary conditions = library.value().orElse(ConditionLibrary.empty());
        Map<String, Entry> byId = new LinkedHashMap<>();
        // Without its conditions every pattern would seem wrong; the one file that is gets told of.
        for (PatternSource filed : library.value().isPresent() ? files.patterns() : List.<PatternSource>of()) {
            Checked<PatternSpec> checked = PatternChecker.check(filed.file(), filed.id(), conditions);
            diagnostics.addAll(checked.diagnostics());
            checked.value().ifPresent(spec -> {
                if (byId.putIfAbsent(spec.id(), entry(spec, filed)) != null) {
                    diagnostics.add(filed.file()
                            .at(
                                    0,
                                    Code.P005,
                                    Level.ERROR,
                                    "another folder holds pattern '%s' too".formatted(spec.id())));
                }
            });
        }
        return new PatternCatalog(conditions, List.copyOf(byId.values()), diagnostics, files);
    }

    private static Entry entry(PatternSpec spec, PatternSource filed) {
        String yaml = filed.file().text();
        return new Entry(spec, hash(yaml), yaml, PatternCompiler.compile(spec), filed.tests());
    }

    /** SHA-256 of a pattern's text with line ends of one character, in hex. */
    public static String hash(String yaml) {
        try {
            byte[] text = new SourceFile("", yaml).text().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    public ConditionLibrary conditions() {
        return conditions;
    }

    /** The patterns that check, in the order of their files. */
    public List<Entry> entries() {
        return entries;
    }

    public List<PatternSpec> specs() {
        return entries.stream().map(Entry::spec).toList();
    }

    public Optional<Entry> find(String id) {
        return entries.stream().filter(entry -> entry.spec().id().equals(id)).findFirst();
    }

    /** What is wrong, and what is doubtful, in any of the files. */
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    /** The text of {@code clean-corpus.yaml}: innocent conversations, in which no pattern may tell anything. */
    public SourceFile cleanCorpus() {
        return files.cleanCorpus();
    }

    /** Every pattern as it is filed, in the order of the files, those that do not check among them. */
    public List<PatternSource> sources() {
        return files.patterns();
    }

    /** The file of the shared conditions. */
    public SourceFile conditionsFile() {
        return files.conditions();
    }

    /** Of the patterns whose status lets them run: live and shadow. */
    public List<Automaton> automata() {
        return entries.stream()
                .filter(entry -> entry.spec().status().runs())
                .flatMap(entry -> entry.automata().stream())
                .toList();
    }
}
