// SPDX-License-Identifier: Apache-2.0
/** Measures decisions on accounts: how long a sign-up waits for its own, and what it takes to keep whom to recognise. */
@NullMarked
package io.wardline.benchmark.account;

import org.jspecify.annotations.NullMarked;
