// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.detect;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.security.SecureRandom;

/**
 * Numbers of 64 bits that stand for ids where there are millions. Keyed anew each time, so that nobody can choose ids that share one. Two
 * ids of n characters share one with a probability below 2n * 2^-60 (PolymurHash's proven bound): among ten million, less than once in
 * 10^9 times that one is looked for. Meaningless outside the process.
 */
final class Fingerprints {
    private final Hasher64 hasher;

    Fingerprints() {
        SecureRandom random = new SecureRandom();
        hasher = Hashing.polymurHash2_0(random.nextLong(), random.nextLong(), random.nextLong());
    }

    long of(String id) {
        return hasher.hashCharsToLong(id);
    }
}
