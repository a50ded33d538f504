// SPDX-License-Identifier: Apache-2.0
/** From records to events: decoding that never throws, and validation. What can't be used becomes a dead letter. */
@NullMarked
package io.wardline.topology.ingest;

import org.jspecify.annotations.NullMarked;
