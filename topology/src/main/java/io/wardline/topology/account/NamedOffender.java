// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

/**
 * An account that a case names as the offender, or does not name any more.
 *
 * @param named whether the case stands: it is open or filed, and an alert of it is not withdrawn
 * @param knownAtMillis since when
 */
public record NamedOffender(String accountId, String caseId, boolean named, long knownAtMillis) {}
