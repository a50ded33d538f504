// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.profile;

import io.wardline.topology.event.Network;

/**
 * Where an account acted from.
 *
 * @param eventId the event that told it
 * @param eventKind its kind, such as LOGIN
 */
public record Capture(String eventId, String eventKind, long occurredAtMillis, Network network) {}
