// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.ingest;

import io.wardline.topology.event.DeadLetter;
import io.wardline.topology.revision.Revision;
import org.jspecify.annotations.Nullable;

/** What came of a published pattern's record: exactly one of the two. */
public record IngestedRevision(@Nullable Revision revision, @Nullable DeadLetter deadLetter) {}
