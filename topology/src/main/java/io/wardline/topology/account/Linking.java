// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import java.io.Serializable;

/**
 * How accounts are linked.
 *
 * @param keys with the secret that identifiers are hashed with
 */
public record Linking(LinkPolicy policy, IdentifierKeys keys) implements Serializable {}
