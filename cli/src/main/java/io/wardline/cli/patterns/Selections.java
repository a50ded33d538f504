// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.patterns;

import io.wardline.cli.UserError;
import io.wardline.pattern.lint.PatternSelection;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** What the paths of a command line name. */
public final class Selections {
    static {
        // A command that ends in a second has no use for a logging system that takes as long to start: what is worse
        // than a
        // warning still reaches stderr. Without effect where logging has begun.
        String factory = "log4j2.loggerContextFactory";
        if (System.getProperty(factory) == null) {
            System.setProperty(factory, "org.apache.logging.log4j.simple.SimpleLoggerContextFactory");
        }
    }

    private Selections() {}

    static PatternSelection bundled() {
        return PatternSelection.bundled();
    }

    /** One selection for each path; the bundled set without any. */
    static List<PatternSelection> of(List<Path> paths) {
        return paths.isEmpty()
                ? List.of(bundled())
                : paths.stream().map(Selections::at).toList();
    }

    /** What lies at a path; a {@link UserError} says what is wrong with the path. */
    public static PatternSelection at(Path path) {
        try {
            return PatternSelection.at(path);
        } catch (FileNotFoundException e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        } catch (IOException | UncheckedIOException e) {
            throw new UserError(path + ": can't be read as a folder of patterns", e);
        }
    }
}
