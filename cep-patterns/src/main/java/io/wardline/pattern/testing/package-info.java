// SPDX-License-Identifier: Apache-2.0
/** Scenarios as authors write them beside a pattern: events at relative times, and what must be told of them. */
@NullMarked
package io.wardline.pattern.testing;

import org.jspecify.annotations.NullMarked;
