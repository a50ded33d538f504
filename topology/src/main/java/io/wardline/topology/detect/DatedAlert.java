// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.detect;

import org.jspecify.annotations.Nullable;

/** An alert with the deadline of its case. */
public record DatedAlert(Tell tell, @Nullable Long deadlineMillis) {}
