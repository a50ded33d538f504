// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.ingest;

import io.wardline.topology.account.AccountEvent;
import io.wardline.topology.event.DeadLetter;
import org.jspecify.annotations.Nullable;

/**
 * What came of an account event's record: exactly one of the two.
 *
 * @param ignored how many of its identifiers say nothing: empty, garbage, of an unknown type, or too many
 */
public record IngestedAccount(@Nullable AccountEvent event, @Nullable DeadLetter deadLetter, int ignored) {}
