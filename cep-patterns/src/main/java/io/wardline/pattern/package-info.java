// SPDX-License-Identifier: Apache-2.0
/** The pattern language. */
@NullMarked
package io.wardline.pattern;

import org.jspecify.annotations.NullMarked;
