// SPDX-License-Identifier: Apache-2.0
/** The patterns that are loaded together: the bundled set, or a folder of an author's own. */
@NullMarked
package io.wardline.pattern.catalog;

import org.jspecify.annotations.NullMarked;
