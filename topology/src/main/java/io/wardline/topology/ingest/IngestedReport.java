// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.ingest;

import io.wardline.topology.event.DeadLetter;
import io.wardline.topology.event.ReportEvent;
import org.jspecify.annotations.Nullable;

/** What came of a report event's record: exactly one of the two. */
public record IngestedReport(@Nullable ReportEvent report, @Nullable DeadLetter deadLetter) {}
