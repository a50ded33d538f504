// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

import java.util.List;

/**
 * What was told of the standing decision on an account.
 *
 * @param knownAtMillis the decision's
 * @param told the accounts that it is linked to, which know of it
 */
public record SpreadDecision(long knownAtMillis, List<String> told) {}
