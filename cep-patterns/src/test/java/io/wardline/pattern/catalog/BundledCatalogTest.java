// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.pattern.Diagnostic;
import io.wardline.pattern.flink.Automaton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The set that ships: it checks, it is complete, and it tells what the contract says at the severity that the contract says. */
class BundledCatalogTest {
    private static final Path FOLDER = Path.of("patterns");
    private static final PatternCatalog BUNDLED = PatternCatalog.bundled();

    @Test
    void checksWithoutARemark() {
        assertThat(Diagnostic.render(BUNDLED.diagnostics())).isEmpty();
        assertThat(BUNDLED.entries()).hasSize(9);
    }

    @Test
    void tellsWhatTheContractSays() {
        assertThat(BUNDLED.automata().stream().map(BundledCatalogTest::summary))
                .containsExactlyInAnyOrder(
                        "full-sequence/threat HIGH reportable 720h x1",
                        "full-sequence/payment CRITICAL reportable 720h x2",
                        "threat-after-image/threat HIGH reportable 168h x1",
                        "demand-after-image/demand MEDIUM reportable 1h x1",
                        "threat-and-demand/threat-and-demand HIGH reportable 24h x3",
                        "images-under-threat/image-request HIGH reportable 24h x2",
                        "repeat-demand/demand HIGH reportable 168h x1",
                        "victim-report/report HIGH reportable 720h x1",
                        "self-harm-after-threat/self-harm CRITICAL crisis reportable 168h x1",
                        "platform-move/platform-move LOW 24h x1");
    }

    private static String summary(Automaton automaton) {
        return automaton.patternId()
                + "/"
                + automaton.step()
                + " "
                + automaton.severity()
                + (automaton.crisis() ? " crisis" : "")
                + (automaton.reportable() ? " reportable" : "")
                + " "
                + automaton.window().toHours()
                + "h x"
                + automaton.variants().size();
    }

    @Test
    void theIndexNamesEveryFolder() throws IOException {
        assertThat(Files.readAllLines(FOLDER.resolve("index.txt"))).isEqualTo(folders());
    }

    @Test
    void aFolderAndTheJarHoldTheSame() throws IOException {
        PatternCatalog folder = PatternCatalog.load(FOLDER);
        assertThat(folder.entries().stream().map(PatternCatalog.Entry::hash))
                .containsExactlyElementsOf(BUNDLED.entries().stream()
                        .map(PatternCatalog.Entry::hash)
                        .toList());
        assertThat(folder.diagnostics()).isEmpty();
    }

    private static List<String> folders() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.endsWith("pattern.yaml"))
                    .map(file -> FOLDER.relativize(file.getParent()).toString())
                    .sorted()
                    .toList();
        }
    }
}
