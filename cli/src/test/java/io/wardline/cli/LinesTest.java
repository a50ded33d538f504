// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinesTest {
    private static final int LIMIT = 400_000;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    /** Some lines are empty, some longer than a read from the file, some end with a read, and the last has no end. */
    @Test
    void givesEveryLineAndWhereItBegins() throws IOException {
        for (long seed = 0; seed < 30; seed++) {
            Random random = new Random(seed);
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                texts.add("x".repeat(length(random)));
            }
            texts.add("the last");
            Path file = Files.writeString(folder.resolve("lines-" + seed), String.join("\n", texts));

            try (Lines lines = new Lines(file, 0, LIMIT)) {
                long at = 0;
                for (String text : texts) {
                    assertThat(lines.position()).as("seed %d", seed).isEqualTo(at);
                    assertThat(lines.advance()).isTrue();
                    assertThat(new String(lines.line(), StandardCharsets.UTF_8)).isEqualTo(text);
                    at += text.length() + 1;
                }
                assertThat(lines.advance()).isFalse();
                assertThat(lines.position()).isEqualTo(Files.size(file));
            }
        }
    }

    private static int length(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> 262_143 + random.nextInt(3);
            case 2 -> 300_000;
            default -> random.nextInt(2_000);
        };
    }

    @Test
    void keepsNoMoreOfALineThanItsLimitAndGoesOnBehindIt() throws IOException {
        Path file = Files.writeString(folder.resolve("lines"), "x".repeat(1_000_000) + "\nshort\n");

        try (Lines lines = new Lines(file, 0, 1_000)) {
            assertThat(lines.advance()).isTrue();
            assertThat(lines.line()).hasSize(1_000);
            assertThat(lines.position()).isEqualTo(1_000_001);
            assertThat(lines.advance()).isTrue();
            assertThat(lines.line()).asString().isEqualTo("short");
            assertThat(lines.advance()).isFalse();
        }
    }
}
