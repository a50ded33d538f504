// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.detect;

import io.wardline.pattern.Evidence;

/** One event of a match, and the step it stands for. */
public record MatchedStep<E extends Evidence>(String step, E event) {}
