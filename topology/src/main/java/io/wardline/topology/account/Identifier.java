// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

/**
 * Something that an account uses, as a keyed hash.
 *
 * @param key equal for equal values of one type, and tells nothing of the value to who has no secret
 */
public record Identifier(IdentifierType type, String key) {}
