// SPDX-License-Identifier: Apache-2.0
/** What can be said of a pattern before it runs: mistakes that only its meaning shows, what it costs, and whether it may be published. */
@NullMarked
package io.wardline.pattern.lint;

import org.jspecify.annotations.NullMarked;
