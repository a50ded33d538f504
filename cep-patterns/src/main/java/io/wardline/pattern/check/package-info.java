// SPDX-License-Identifier: Apache-2.0
/** What makes a pattern file right: every mistake is found at once and pointed at, and a file without one becomes a model. */
@NullMarked
package io.wardline.pattern.check;

import org.jspecify.annotations.NullMarked;
