// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.profile;

import org.jspecify.annotations.Nullable;

/**
 * That an account was disabled, or reinstated.
 *
 * @param disabled whether it is the former
 * @param compromised whether somebody had taken the account over
 * @param reason the platform's code, if told
 */
public record Disabling(
        String eventId, long occurredAtMillis, boolean disabled, boolean compromised, @Nullable String reason) {}
