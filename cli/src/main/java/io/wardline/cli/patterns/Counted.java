// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.patterns;

import java.util.Locale;

/** Numbers in sentences. */
final class Counted {
    private Counted() {}

    /** {@code 1 error}, {@code 1,024 errors}. */
    static String of(long number, String thing) {
        return grouped(number) + " " + thing + (number == 1 ? "" : "s");
    }

    static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
