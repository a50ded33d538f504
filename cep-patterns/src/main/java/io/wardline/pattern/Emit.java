// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern;

/**
 * What is told at a step.
 *
 * @param severity before a minor raises it
 * @param crisis whether a life may be at risk now
 * @param reportable whether the alert opens the filing clock
 * @param explanation one sentence a responder can act on, with the placeholders {@code {offender}} and {@code {victims}}
 */
public record Emit(Severity severity, boolean crisis, boolean reportable, String explanation) {
    public static final String OFFENDER = "{offender}";
    public static final String VICTIMS = "{victims}";
}
