// SPDX-License-Identifier: Apache-2.0
/** Conditions over one event: CEL as authors write it, checked once, and plain Java predicates where CEL can be spared. */
@NullMarked
package io.wardline.pattern.condition;

import org.jspecify.annotations.NullMarked;
