// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.setup;

/**
 * One thing that is not as the contract asks.
 *
 * @param name the topic or subject
 * @param property what differs, such as {@code cleanup.policy}
 * @param found how it is
 * @param wanted how it must be
 */
public record Difference(String name, String property, String found, String wanted) {
    private static final String MISSING = "missing";

    /** Something that is not there at all. */
    static Difference missing(String name, String property) {
        return new Difference(name, property, MISSING, "there");
    }

    boolean isMissing() {
        return found.equals(MISSING);
    }

    @Override
    public String toString() {
        return name + ": " + property + " is " + found + ", must be " + wanted;
    }
}
