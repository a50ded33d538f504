// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.ingest;

import io.wardline.topology.account.AccountEvent;
import io.wardline.topology.event.DeadLetter;
import io.wardline.topology.profile.AccountFact;
import org.jspecify.annotations.Nullable;

/**
 * What came of an account event's record: an event or a dead letter.
 *
 * @param fact what of the event a report needs; null for nothing
 * @param ignored how many of its identifiers say nothing: empty, garbage, of an unknown type, or too many
 * @param cut how many fields of its profile are longer than what is kept of them
 */
public record IngestedAccount(
        @Nullable AccountEvent event,
        @Nullable AccountFact fact,
        @Nullable DeadLetter deadLetter,
        int ignored,
        int cut) {}
