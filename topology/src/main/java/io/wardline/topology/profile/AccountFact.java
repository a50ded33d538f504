// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.profile;

/**
 * What one event tells of an account.
 *
 * @param erased whether the account's holder asked for what is kept of it to be erased
 * @param sealed the event's {@link AccountFacts}, as {@link FactsForm} seals them
 */
@SuppressWarnings("ArrayRecordComponent") // sealed facts; records with them are never compared
public record AccountFact(
        String accountId, String eventId, long occurredAtMillis, long knownAtMillis, boolean erased, byte[] sealed) {}
