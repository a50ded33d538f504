// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutFolderTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void mayBeThereOrStillBeMade() {
        OutFolder.require(folder);
        OutFolder.require(folder.resolve("some/where"));
        OutFolder.require(Path.of("a-folder-below-this-one"));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatCannotBeOneIsRefusedBeforeTheWork() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "mine");
        assertThatThrownBy(() -> OutFolder.require(file))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("is a file");
        assertThatThrownBy(() -> OutFolder.require(file.resolve("below")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("can't be written");
        assertThat(file).hasContent("mine");
    }
}
