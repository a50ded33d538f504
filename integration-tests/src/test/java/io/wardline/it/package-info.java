// SPDX-License-Identifier: Apache-2.0
/** Proofs against real Kafka and a real schema registry. What they start, they stop, by name and never by pattern. */
@NullMarked
package io.wardline.it;

import org.jspecify.annotations.NullMarked;
