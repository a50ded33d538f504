// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.ingest;

import io.wardline.topology.event.Arrival;
import io.wardline.topology.event.DeadLetter;
import org.jspecify.annotations.Nullable;

/** What came of a conversation event's record: exactly one of the two. */
public record IngestedEvent(@Nullable Arrival arrival, @Nullable DeadLetter deadLetter) {}
