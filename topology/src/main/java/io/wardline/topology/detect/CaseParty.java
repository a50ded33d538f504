// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.detect;

/**
 * A case that names an account as its offender.
 *
 * @param knownAtMillis when the alert was told that says so
 */
public record OffenderCase(String accountId, String caseId, long knownAtMillis) {
    static OffenderCase of(Tell tell) {
        return new OffenderCase(tell.offender().accountId(), tell.caseId(), tell.toldAtMillis());
    }
}
