// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import java.util.Random;
import java.util.stream.IntStream;

/**
 * Parts of a photo's hash that photos which look alike share, so that none is compared with all others (multi-index hashing: Norouzi,
 * Punjani, Fleet, CVPR 2012). The 256 bits are cut into 16 parts of 16 bits, in two ways. Two hashes that differ in at most 15 bits share a
 * part for certain; in 31, they fail to in fewer than 1 of 100 pairs: the 31 bits must touch all sixteen parts, both ways.
 */
final class PhotoBands {
    /** How many parts there are, and look-ups of a photo. */
    static final int COUNT = 32;
    /** Two photos this many bits apart, or fewer, are taken for the same (PDQ's authors recommend 31). */
    static final int MAX_DISTANCE = 31;

    private static final int BITS = 256;
    private static final int WIDTH = 16;
    /** Bits of the second way, in an order that has nothing to do with the first's. Never changed: state rests on it. */
    private static final int[] SHUFFLED = shuffled();

    private PhotoBands() {}

    /** The bits of one part. */
    static byte[] band(byte[] hash, int band) {
        byte[] bits = new byte[WIDTH / Byte.SIZE];
        for (int i = 0; i < WIDTH; i++) {
            if (isSet(hash, bit(band, i))) {
                bits[i / Byte.SIZE] |= (byte) (1 << (i % Byte.SIZE));
            }
        }
        return bits;
    }

    /** Every sixteenth bit, so that neighbours, which go together, are in different parts. */
    private static int bit(int band, int i) {
        int parts = BITS / WIDTH;
        int place = i * parts + band % parts;
        return band < parts ? place : SHUFFLED[place];
    }

    private static boolean isSet(byte[] hash, int bit) {
        return (hash[bit / Byte.SIZE] >> (bit % Byte.SIZE) & 1) == 1;
    }

    /** In how many bits two hashes differ. */
    static int distance(byte[] one, byte[] other) {
        int distance = 0;
        for (int i = 0; i < one.length; i++) {
            distance += Integer.bitCount((one[i] ^ other[i]) & 0xff);
        }
        return distance;
    }

    /** java.util.Random is specified down to its numbers, so this is the same everywhere and always. */
    private static int[] shuffled() {
        int[] order = IntStream.range(0, BITS).toArray();
        Random random = new Random(20260101);
        for (int i = BITS - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }
}
