// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.report;

/** What others wrote, on a terminal: no character of it moves the cursor or begins a line. */
final class Printable {
    private Printable() {}

    static String of(String text) {
        StringBuilder printable = new StringBuilder();
        text.codePoints()
                .forEach(c ->
                        printable.appendCodePoint(Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? '?' : c));
        return printable.toString();
    }
}
