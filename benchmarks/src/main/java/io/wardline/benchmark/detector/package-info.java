// SPDX-License-Identifier: Apache-2.0
/** The questions that are asked of the detector alone. */
@NullMarked
package io.wardline.benchmark.detector;

import org.jspecify.annotations.NullMarked;
