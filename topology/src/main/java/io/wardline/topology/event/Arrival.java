// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.event;

/**
 * An event on its way to its conversation.
 *
 * @param conversationId the key
 */
public record Arrival(String conversationId, Event event) {}
