// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology;

/** A configuration can't be used. The message lists every problem found, a line each. */
public final class ConfigException extends Exception {
    private static final long serialVersionUID = 1L;

    public ConfigException(String problems) {
        super(problems);
    }
}
