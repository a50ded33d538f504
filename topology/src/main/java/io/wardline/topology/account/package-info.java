// SPDX-License-Identifier: Apache-2.0
/** Recognises a removed offender under a new account by what the two accounts share. */
@NullMarked
package io.wardline.topology.account;

import org.jspecify.annotations.NullMarked;
