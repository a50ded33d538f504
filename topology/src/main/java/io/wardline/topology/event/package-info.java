// SPDX-License-Identifier: Apache-2.0
/** The events that flow through the job and rest in its state: narrow records, and the compact form they are stored in. */
@NullMarked
package io.wardline.topology.event;

import org.jspecify.annotations.NullMarked;
