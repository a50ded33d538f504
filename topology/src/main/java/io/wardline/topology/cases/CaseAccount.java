// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

/**
 * What is known of one of a case's accounts.
 *
 * @param knownAtMillis when the platform learned of what made it so; it takes effect then
 */
public record CaseAccount(String caseId, AccountOfCase account, Why why, long knownAtMillis) {
    /** Why the case hears of it. */
    public enum Why {
        /** An alert named the account, and waits. */
        ANSWER,
        /** Something was learned. */
        NEWS,
        /** The account's holder asked for what is kept of it to be erased. */
        ERASED
    }
}
