// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** The folder that a command writes to. */
public final class OutFolder {
    private OutFolder() {}

    /**
     * Makes sure, before a command does hours of work for it, that there is one or that it can be made. Makes nothing.
     *
     * @throws UserError when it is something else, or can't be made or written
     */
    public static void require(Path out) {
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw new UserError(out + " is a file: name a folder for --out");
        }
        Path existing = out.toAbsolutePath();
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
            throw new UserError(out + " can't be written: choose another folder for --out");
        }
    }
}
