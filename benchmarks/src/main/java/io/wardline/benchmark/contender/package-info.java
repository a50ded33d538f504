// SPDX-License-Identifier: Apache-2.0
/** Wardline's detector and its peers, each looking for the same sequence. */
@NullMarked
package io.wardline.benchmark.contender;

import org.jspecify.annotations.NullMarked;
