// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * What became of an account's use of a value.
 *
 * @param key of the value, as of an {@link Identifier}
 * @param left whether the account is not among those that use it any more
 * @param knownAtMillis when the platform learned of it
 */
@TypeInfo(AccountForms.class)
public record MembershipUpdate(IdentifierType type, String key, Membership member, boolean left, long knownAtMillis) {}
