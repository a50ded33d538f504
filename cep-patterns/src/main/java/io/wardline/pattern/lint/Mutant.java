// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.lint;

import io.wardline.pattern.PatternSpec;

/**
 * A pattern with one thing changed that matters, which its cases should notice.
 *
 * @param name what is changed, as an author allows it in {@code allow_mutants}
 * @param spec the changed pattern
 * @param caughtBy which case would notice it
 */
public record Mutant(String name, PatternSpec spec, String caughtBy) {}
