// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.patterns;

import java.nio.charset.Charset;

/** Whether this terminal can be given more than ASCII. */
final class Glyphs {
    private Glyphs() {}

    static boolean unicode() {
        // Where Java writes to a terminal in another encoding than that of files, it says so here.
        String stdout = System.getProperty(
                "sun.stdout.encoding", Charset.defaultCharset().name());
        return Charset.forName(stdout).newEncoder().canEncode('✓');
    }
}
