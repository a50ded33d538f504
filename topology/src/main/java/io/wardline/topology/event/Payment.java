// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.event;

import org.jspecify.annotations.Nullable;

/**
 * A payment that was asked for or made.
 *
 * @param direction REQUESTED, SENT or UNKNOWN
 * @param method one of the contract's symbols
 * @param handle where to pay, if told
 * @param amount in {@code currency}, if told
 * @param currency ISO 4217 code, if told
 */
public record Payment(
        String direction, String method, @Nullable String handle, @Nullable Double amount, @Nullable String currency) {}
