// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern;

import java.util.List;

/** One place in a sequence: a single link, or a group of steps. */
public sealed interface Element permits Link, AnyOf, AllOf {
    /** The steps that events may be taken for, in the order in which they are written; none of an absence. */
    List<Step> steps();

    /** Steps and absences, in the order in which they are written. */
    List<Link> links();
}
