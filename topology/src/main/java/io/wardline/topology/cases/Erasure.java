// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.cases;

/**
 * That the holder of one of a case's accounts asked for what is kept of it to be erased.
 *
 * @param knownAtMillis when the platform learned of it
 */
public record Erasure(String accountId, long knownAtMillis) {}
