// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to an account; what it uses is hashed already.
 *
 * @param compromised whether it was disabled since somebody else had taken it over
 * @param caseId the case that led to it
 * @param identifiers each once
 * @param photos each once
 */
@TypeInfo(AccountForms.class)
public record AccountEvent(
        String eventId,
        String accountId,
        long occurredAtMillis,
        long knownAtMillis,
        Kind kind,
        boolean compromised,
        @Nullable String caseId,
        List<Identifier> identifiers,
        List<Photo> photos) {
    /** Kinds of the contract. */
    public enum Kind {
        CREATED,
        UPDATED,
        LOGIN,
        DISABLED,
        REINSTATED,
        ERASE_REQUESTED,
        UNKNOWN
    }
}
