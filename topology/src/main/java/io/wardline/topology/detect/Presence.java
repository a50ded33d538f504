// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.detect;

/** That an account has a part in evidence of a conversation. */
public record Presence(String accountId, String conversationId) {}
