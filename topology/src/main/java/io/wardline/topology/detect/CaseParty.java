// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.detect;

import java.util.List;
import java.util.stream.Stream;

/**
 * A case that an account has a part in.
 *
 * @param knownAtMillis when it was told that says so
 */
public record CaseParty(String accountId, String caseId, long knownAtMillis) {
    /** A case is one record: of a crowd of victims, those that are named first are looked up. */
    static final int MAX_VICTIMS = 64;

    static CaseParty offender(Tell tell) {
        return new CaseParty(tell.offender().accountId(), tell.caseId(), tell.toldAtMillis());
    }

    /** The accounts that are looked up for an alert: its offender's and its victims'. */
    public static List<CaseParty> of(Tell tell) {
        Stream<CaseParty> victims = tell.victims().stream()
                .limit(MAX_VICTIMS)
                .map(victim -> new CaseParty(victim.accountId(), tell.caseId(), tell.toldAtMillis()));
        return Stream.concat(Stream.of(offender(tell)), victims).distinct().toList();
    }
}
