// SPDX-License-Identifier: Apache-2.0
/**
 * {@code ./wardline replay}: recorded lines through the same topology as the live job, by one clock, {@code known_at}. Lines are
 * sorted first and spooled in their order, so a run needs memory for an index of them and for what is decided
 * about accounts, and no more.
 */
@NullMarked
package io.wardline.cli.replay;

import org.jspecify.annotations.NullMarked;
