// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Goal: photos that look alike share a part, and others hardly do. Method: pairs of hashes with a known number of different bits,
 * whose distance a {@link BigInteger} confirms.
 */
class PhotoBandsTest {
    private static final int PAIRS = 20_000;

    /** Fifteen bits can't touch all sixteen parts. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8, 15})
    void hashesWithinFifteenBitsShareAPartForCertain(int distance) {
        assertThat(recall(distance)).isEqualTo(1);
    }

    /** What is stated: at 31 bits, the farthest that counts, fewer than one pair of a hundred is not found. */
    @ParameterizedTest
    @ValueSource(ints = {20, 25, 28, 31})
    void hashesWithinThirtyOneBitsShareOneNearlyAlways(int distance) {
        assertThat(recall(distance)).isGreaterThan(0.99);
    }

    /** By chance, two of 65,536 parts are equal in one pair of two thousand. */
    @Test
    void hashesThatHaveNothingToDoWithEachOtherHardlyShareOne() {
        assertThat(recall(128)).isLessThan(0.005);
    }

    @Test
    void eachWayOfCuttingTakesEveryBitOnce() {
        for (int way = 0; way < 2; way++) {
            BitSet taken = new BitSet();
            for (int bit = 0; bit < 256; bit++) {
                byte[] one = new byte[32];
                one[bit / 8] = (byte) (1 << bit % 8);
                int parts = 0;
                for (int part = 0; part < 16; part++) {
                    if (!Arrays.equals(PhotoBands.band(one, 16 * way + part), new byte[2])) {
                        parts++;
                        taken.set(bit);
                    }
                }
                assertThat(parts).as("bit %d", bit).isEqualTo(1);
            }
            assertThat(taken.cardinality()).isEqualTo(256);
        }
    }

    @Test
    void aDistanceIsTheNumberOfDifferentBits() {
        Random random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            byte[] one = hash(random);
            byte[] other = hash(random);
            assertThat(PhotoBands.distance(one, other))
                    .isEqualTo(
                            new BigInteger(1, one).xor(new BigInteger(1, other)).bitCount());
        }
    }

    /** The share of pairs at this distance that share a part. */
    private static double recall(int distance) {
        Random random = new Random(distance);
        int found = 0;
        for (int pair = 0; pair < PAIRS; pair++) {
            byte[] one = hash(random);
            byte[] other = differing(one, distance, random);
            boolean shared = false;
            for (int part = 0; part < PhotoBands.COUNT && !shared; part++) {
                shared = Arrays.equals(PhotoBands.band(one, part), PhotoBands.band(other, part));
            }
            found += shared ? 1 : 0;
        }
        return (double) found / PAIRS;
    }

    private static byte[] hash(Random random) {
        byte[] hash = new byte[32];
        random.nextBytes(hash);
        return hash;
    }

    private static byte[] differing(byte[] hash, int distance, Random random) {
        BitSet bits = new BitSet();
        while (bits.cardinality() < distance) {
            bits.set(random.nextInt(256));
        }
        byte[] other = hash.clone();
        bits.stream().forEach(bit -> other[bit / 8] ^= (byte) (1 << bit % 8));
        return other;
    }
}
