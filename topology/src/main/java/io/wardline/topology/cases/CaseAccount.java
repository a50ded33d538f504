// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

/**
 * What a case has to say of one of its accounts from now on.
 *
 * @param erased whether the account's holder asked for what is kept of it to be erased
 * @param knownAtMillis when the platform learned of what made it so; it takes effect then
 */
public record CaseAccount(String caseId, AccountOfCase account, boolean erased, long knownAtMillis) {
    public CaseAccount(String caseId, AccountOfCase account, long knownAtMillis) {
        this(caseId, account, false, knownAtMillis);
    }
}
