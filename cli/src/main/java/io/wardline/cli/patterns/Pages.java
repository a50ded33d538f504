// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.patterns;

import io.wardline.pattern.Diagnostic;
import java.util.Locale;

/** Where a code's wrong and right version stand. */
final class Pages {
    private Pages() {}

    static String of(Diagnostic.Code code) {
        return "docs/patterns/diagnostics.md#" + code.name().toLowerCase(Locale.ROOT);
    }
}
