// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.event;

/**
 * That the holder of an account asked for what is kept of it to be erased.
 *
 * @param eventId the platform's id of the wish; copies share it
 * @param knownAtMillis when the platform learned of it: what it learned before is to go
 */
public record Erasure(String eventId, String accountId, long knownAtMillis) {}
