// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import java.io.Serializable;
import java.time.Duration;

/**
 * How accounts are linked.
 *
 * @param keys with the secret that identifiers are hashed with
 * @param keepFacts how long it is kept, sealed, what a report would need of an account
 */
public record Linking(LinkPolicy policy, IdentifierKeys keys, Duration keepFacts) implements Serializable {}
