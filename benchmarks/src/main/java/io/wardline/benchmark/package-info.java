// SPDX-License-Identifier: Apache-2.0
/** The {@code bench} command: measures the detector and the whole path against their peers, in one run. */
@NullMarked
package io.wardline.benchmark;

import org.jspecify.annotations.NullMarked;
