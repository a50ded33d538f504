// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.ingest;

import io.wardline.topology.account.Decision;
import io.wardline.topology.event.DeadLetter;
import org.jspecify.annotations.Nullable;

/** What came of the record of a decision that the job told: exactly one of the two. */
public record IngestedDecision(@Nullable Decision decision, @Nullable DeadLetter deadLetter) {}
