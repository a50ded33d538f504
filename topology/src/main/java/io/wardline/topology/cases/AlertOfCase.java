// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import io.wardline.topology.detect.Tell;

/** An alert, and its case as the alert has left it: what the deadline is, and what is known of whom. */
public record AlertOfCase(Tell tell, CaseSnapshot snapshot) {}
