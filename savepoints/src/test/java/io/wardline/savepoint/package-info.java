// SPDX-License-Identifier: Apache-2.0
/** What the job keeps in state, and proofs that a later job finds it again. */
@NullMarked
package io.wardline.savepoint;

import org.jspecify.annotations.NullMarked;
