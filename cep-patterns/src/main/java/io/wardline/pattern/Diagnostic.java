// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern;

import java.util.Collection;
import java.util.stream.Collectors;

/**
 * A mistake of an author, located.
 *
 * @param file as the author knows it, relative to the patterns' folder
 * @param line from 1
 * @param column from 1, in characters
 * @param message one sentence that says what to do
 * @param sourceLine the line itself, for the caret
 */
public record Diagnostic(String file, int line, int column, Code code, Level level, String message, String sourceLine) {
    public Diagnostic {
        // A value that is quoted may hold line ends, and a diagnostic is one line.
        message = message.replaceAll("\\s*\\R\\s*", " ");
    }

    /** Of a long line, what fits a terminal is shown, with the place in the middle. */
    private static final int MAX_SHOWN = 160;

    /** Whether a pattern with such a mistake is refused. */
    public enum Level {
        ERROR,
        WARNING
    }

    /** A code outlives its message: authors search for it. Never reused, never renumbered. */
    public enum Code {
        P001("the file is not YAML"),
        P002("the file exceeds a limit, or uses a part of YAML that patterns do without"),
        P003("a key that does not exist"),
        P004("a key that is missing"),
        P005("a key or name that is written twice"),
        P006("a list, a map or text where another was expected"),
        P007("a value outside what is allowed"),
        P008("a duration that can't be read"),
        P009("an id that is not the folder's name in kebab-case"),
        P010("a window that is empty or wider than evidence is kept"),
        P011("a gap that the window makes pointless"),
        P012("a gap before the first step"),
        P013("no step tells anything"),
        P014("a name that conditions don't know"),
        P015("a condition that can't be read"),
        P016("a condition whose types don't fit"),
        P017("a threshold that admission or the range of scores makes pointless"),
        P018("a value that the field never has"),
        P019("a step's name that is written twice or can't be told apart"),
        P020("a step told differently by two alternatives"),
        P021("more steps, alternatives or text than allowed"),
        P022("a placeholder that is never filled in"),
        P023("a gap that follows a step which takes the first event only"),
        P024("a step that can't be optional"),
        P025("a step that can't be repeated so often, or there"),
        P026("an absence where it can't be held"),
        P027("an absence whose 'for' and 'emit' don't fit its place"),
        P028("a group that is too small or too large, or holds what groups can't"),
        P029("more ways to an emitting step than can be run"),
        P030("a scope that there is not"),
        P040("a condition that can never hold"),
        P041("a step for which admission lets no event through"),
        P042("a pattern that tells nothing which a live one does not tell"),
        P043("a pattern without tests"),
        P044("tests without a case that tells"),
        P045("tests without a case that stays silent"),
        P046("fewer cases that stay silent than cases that tell"),
        P047("tests without a case out of order"),
        P048("a step that tells, and no case that shows it"),
        P049("more work for one event than is borne"),
        P050("a case that tells a step which the pattern does not tell"),
        P051("an allowed mutant that there is not");

        private final String title;

        Code(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    public boolean isError() {
        return level == Level.ERROR;
    }

    /** File, line, column, level, code and message; then the line and a caret below the place. */
    public String render() {
        String head = "%s:%d:%d %s %s: %s"
                .formatted(file, line, column, level == Level.ERROR ? "error" : "warning", code, message);
        if (sourceLine.isBlank()) {
            return head;
        }
        int caret = column - 1;
        int from = sourceLine.length() > MAX_SHOWN ? Math.max(0, caret - MAX_SHOWN / 2) : 0;
        String shown = sourceLine.substring(from, Math.min(sourceLine.length(), from + MAX_SHOWN));
        return head + "\n    " + shown.replace('\t', ' ') + "\n    " + " ".repeat(caret - from) + "^";
    }

    public static String render(Collection<Diagnostic> diagnostics) {
        return diagnostics.stream().map(Diagnostic::render).collect(Collectors.joining("\n"));
    }

    public static boolean anyError(Collection<Diagnostic> diagnostics) {
        return diagnostics.stream().anyMatch(Diagnostic::isError);
    }
}
