// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

/**
 * An account uses a photo that looks like another one.
 *
 * @param key of the other one
 * @param firstMillis the account's first use of its own
 * @param lastDay its last use, in days since 1970
 */
public record NearPhoto(String accountId, String key, long firstMillis, int lastDay, long knownAtMillis) {}
