// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

/**
 * What became of an account's use of a value.
 *
 * @param key of the value, as of an {@link Identifier}
 * @param left whether the account is not among those that use it any more
 */
public record MembershipUpdate(IdentifierType type, String key, Membership member, boolean left) {}
