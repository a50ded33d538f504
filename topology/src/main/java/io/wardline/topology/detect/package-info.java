// SPDX-License-Identifier: Apache-2.0
/** From admitted events to alerts: the evidence log of a conversation, and the function that keeps it and tells. */
@NullMarked
package io.wardline.topology.detect;

import org.jspecify.annotations.NullMarked;
