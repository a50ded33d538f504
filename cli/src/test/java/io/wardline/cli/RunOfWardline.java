// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** The command line run in this process, for tests of a single command. */
public record RunOfWardline(int exitCode, String out, String err) {
    public static RunOfWardline of(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Wardline.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
        return new RunOfWardline(exitCode, out.toString(), err.toString());
    }
}
