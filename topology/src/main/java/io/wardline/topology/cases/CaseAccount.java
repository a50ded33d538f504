// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

/**
 * What a case has to say of one of its accounts from now on.
 *
 * @param knownAtMillis when the platform learned of what made it so; it takes effect then
 */
public record CaseAccount(String caseId, AccountOfCase account, long knownAtMillis) {}
