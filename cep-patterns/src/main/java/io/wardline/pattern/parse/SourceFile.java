// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.parse;

import io.wardline.pattern.Diagnostic;
import io.wardline.pattern.Diagnostic.Code;
import io.wardline.pattern.Diagnostic.Level;

/**
 * A file as its author sees it.
 *
 * @param name the path shown in diagnostics
 * @param text with line ends of one character
 */
public record SourceFile(String name, String text) {
    public SourceFile {
        text = text.replace("\r\n", "\n").replace('\r', '\n');
    }

    /** A diagnostic at a character of the text. */
    public Diagnostic at(int index, Code code, Level level, String message) {
        int safe = Math.max(0, Math.min(index, text.length()));
        int start = text.lastIndexOf('\n', safe - 1) + 1;
        int end = text.indexOf('\n', safe);
        int line = (int) text.substring(0, start).chars().filter(c -> c == '\n').count() + 1;
        String sourceLine = text.substring(start, end < 0 ? text.length() : end);
        return new Diagnostic(name, line, safe - start + 1, code, level, message, sourceLine);
    }
}
