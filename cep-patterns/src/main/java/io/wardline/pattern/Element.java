// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern;

import java.util.List;

/** One place in a sequence. */
public sealed interface Element permits Step {
    /** The single events it is made of, in order. */
    List<Step> steps();
}
