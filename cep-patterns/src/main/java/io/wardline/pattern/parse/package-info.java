// SPDX-License-Identifier: Apache-2.0
/** YAML as authors write it, with the position of every scalar kept, and limits before anything is built. */
@NullMarked
package io.wardline.pattern.parse;

import org.jspecify.annotations.NullMarked;
