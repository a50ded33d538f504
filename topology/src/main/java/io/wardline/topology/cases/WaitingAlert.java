// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import io.wardline.topology.detect.Tell;

/**
 * An alert whose accounts are being looked up.
 *
 * @param untilMillis then it is told, whatever is known, by the wall clock
 */
public record WaitingAlert(Tell tell, long untilMillis) {}
