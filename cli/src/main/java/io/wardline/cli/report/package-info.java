// SPDX-License-Identifier: Apache-2.0
/** {@code ./wardline report}: what is due, and the draft of it. */
@NullMarked
package io.wardline.cli.report;

import org.jspecify.annotations.NullMarked;
