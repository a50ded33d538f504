// SPDX-License-Identifier: Apache-2.0
/** From what the job tells to the contract's records. */
@NullMarked
package io.wardline.topology.emit;

import org.jspecify.annotations.NullMarked;
