// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import java.util.List;

/**
 * A profile photo, by its PDQ hash.
 *
 * @param key of the exact hash, as of an {@link Identifier}
 * @param sealed the hash's 256 bits, encrypted: a distance needs them
 * @param bands keyed hashes of parts of the bits; photos that look alike share at least one
 */
@SuppressWarnings("ArrayRecordComponent") // sealed bits; photos are compared by key
public record Photo(String key, byte[] sealed, List<String> bands) {}
