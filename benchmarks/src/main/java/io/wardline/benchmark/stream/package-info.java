// SPDX-License-Identifier: Apache-2.0
/** The events that every contender is given. */
@NullMarked
package io.wardline.benchmark.stream;

import org.jspecify.annotations.NullMarked;
