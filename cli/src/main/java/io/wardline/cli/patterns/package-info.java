// SPDX-License-Identifier: Apache-2.0
/** The author's kit: {@code ./wardline patterns}. Needs no cluster and no broker. */
@NullMarked
package io.wardline.cli.patterns;

import org.jspecify.annotations.NullMarked;
